#include "cli/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace crosscheck::cli {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kMode = 0666;  // less the mask of the process

bool is_plain_or_new(const fs::path& path) {
  std::error_code none;
  const fs::file_status status = fs::status(path, none);
  return !fs::exists(status) || fs::is_regular_file(status);
}

// Behind links and dots; as it is where that cannot be told.
fs::path resolved(const fs::path& path) {
  std::error_code failed;
  const fs::path whole = fs::weakly_canonical(path, failed);
  return failed ? path : whole;
}

}  // namespace

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  if (path_.empty()) return;
  target_ = resolved(path_).string();
  if (!is_plain_or_new(target_)) {
    file_ = std::fopen(path_.c_str(), "abe");  // e: it is no business of an adapter's
    if (file_ == nullptr) fail(errno);
    return;
  }
  struct stat old{};
  const bool exists = stat(target_.c_str(), &old) == 0;
  if (exists && access(target_.c_str(), W_OK) != 0) {
    fail(errno);
    return;
  }
  beside_ = fmt::format("{}.{}.part", target_, getpid());
  const int made = open(beside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, exists ? old.st_mode & kMode : kMode);
  file_ = made < 0 ? nullptr : fdopen(made, "wb");
  if (file_ == nullptr) fail(errno);
}

OutputFile::~OutputFile() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  if (!beside_.empty()) unlink(beside_.c_str());
}

void OutputFile::forget_what_stood_there() {
  if (file_ == nullptr || beside_.empty()) return;
  std::error_code ignored;  // there was none, or writing will say so
  fs::resize_file(target_, 0, ignored);
}

void OutputFile::write_whole(std::string_view text) {
  if (file_ == nullptr || fault_) return;
  bool done = std::fwrite(text.data(), 1, text.size(), file_) == text.size() && std::fflush(file_) == 0;
  int error = errno;
  if (std::fclose(std::exchange(file_, nullptr)) != 0 && done) {
    done = false;
    error = errno;
  }
  if (done && (beside_.empty() || rename(beside_.c_str(), target_.c_str()) == 0)) return;
  fail(done ? errno : error);
  if (!beside_.empty()) unlink(beside_.c_str());
}

void OutputFile::fail(int error) { fault_ = fmt::format("{} cannot be written: {}", path_, std::strerror(error)); }

bool are_one_file(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty() || !is_plain_or_new(a)) return false;
  std::error_code ignored;
  return resolved(a) == resolved(b) || fs::equivalent(a, b, ignored);
}

}  // namespace crosscheck::cli
