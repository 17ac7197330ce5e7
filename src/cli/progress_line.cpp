#include "cli/progress_line.h"

#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "cli/terminal.h"

namespace crosscheck::cli {
namespace {

constexpr std::chrono::milliseconds kBetween{100};

bool is_set(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

ProgressLine::ProgressLine(std::FILE* err) : err_(err), shows_(wants_colours(err) && !is_set("CI")) {}

void ProgressLine::show(const suite::Progress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (!shows_ || now - last_ < kBetween) return;
  last_ = now;
  written_ = true;
  const std::string bad = progress.bad == 0 ? std::string() : fmt::format(", {} bad", progress.bad);
  const std::string line = fmt::format("{} of {}{}  {}", progress.done, progress.of, bad, printable(progress.target));
  fmt::print(err_, "\r\x1B[K{}", cut(line, kColumns - 1));
  std::fflush(err_);
}

void ProgressLine::clear() {
  if (!written_) return;
  written_ = false;
  fmt::print(err_, "\r\x1B[K");
  std::fflush(err_);
}

}  // namespace crosscheck::cli
