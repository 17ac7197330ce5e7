#include "cli/run_report.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "question/version.h"

namespace crosscheck::cli {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::string_view kRed = "\x1B[31m";
constexpr std::string_view kGreen = "\x1B[32m";
constexpr std::string_view kYellow = "\x1B[33m";
constexpr std::string_view kPlain = "\x1B[0m";

bool wants_colours(std::FILE* out) {
  const char* const refused = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  return isatty(fileno(out)) == 1 && (refused == nullptr || *refused == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

// Code points, which is near enough to columns for what stands in vectors.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string cut(std::string text, std::size_t width) {
  if (columns(text) <= width) return text;
  while (!text.empty() && columns(text) >= width) text.pop_back();
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80) text.pop_back();
  if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.pop_back();
  return text + "\xE2\x80\xA6";
}

// A terminal must not act on what stands in a vector; JSON escapes all below U+0020 already.
std::string as_json(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string_view name_of(OutcomeOfVector outcome) {
  switch (outcome) {
    case OutcomeOfVector::pass:
      return "pass";
    case OutcomeOfVector::non_strict:
      return "non-strict";
    case OutcomeOfVector::fail:
      return "fail";
    case OutcomeOfVector::info:
      return "info";
  }
  return {};
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    if (!lines.back().empty() && columns(lines.back()) + 1 + columns(word) > width) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

RunReport::RunReport(std::FILE* out) : out_(out), colours_(wants_colours(out)) {}

std::string RunReport::painted(std::string_view text, std::string_view colour) const {
  return colours_ ? fmt::format("{}{}{}", colour, text, kPlain) : std::string(text);
}

void RunReport::add(const Vector& vector, const Judgement& judgement) {
  if (by_area_.find(vector.area) == by_area_.end()) areas_.push_back(vector.area);
  Count& area = by_area_[vector.area];
  Count& level = by_level_[vector.level];
  ++area.asked;
  ++level.asked;
  if (judgement.outcome == OutcomeOfVector::pass) return;
  ++area.differ;
  ++level.differ;
  if (judgement.outcome == OutcomeOfVector::fail) holds_ = false;
  print_difference(vector, judgement);
}

void RunReport::print_difference(const Vector& vector, const Judgement& judgement) {
  fmt::print(out_, "{} {}\n", painted(name_of(judgement.outcome), judgement.outcome == OutcomeOfVector::fail ? kRed : kYellow), vector.id);
  for (const std::string& line : wrapped(vector.title, kColumns - 2)) fmt::print(out_, "  {}\n", line);
  const Difference& difference = *judgement.difference;
  static constexpr std::size_t kLabel = 12;
  fmt::print(out_, "  at        {}\n", cut(difference.pointer.empty() ? "the answer as a whole" : difference.pointer, kColumns - kLabel));
  fmt::print(out_, "  expected  {}\n", cut(as_json(difference.expected), kColumns - kLabel));
  fmt::print(out_, "  got       {}\n", difference.got ? cut(as_json(*difference.got), kColumns - kLabel) : "no such key");
  if (!judgement.deciding_rule.empty()) fmt::print(out_, "  decided   {} {}\n", judgement.deciding_rule, judgement.spec);
  fmt::print(out_, "\n");
}

void RunReport::finish() {
  fmt::print(out_, "crosscheck {}: the engine against the conformance vectors\n\n", kVersion);
  std::size_t width = 0;
  for (const std::string& area : areas_) width = std::max(width, area.size());
  for (const std::string& area : areas_) {
    const Count& count = by_area_[area];
    fmt::print(out_, "  {:<{}}  {}\n", area, width,
               painted(fmt::format("{} of {} hold", count.asked - count.differ, count.asked), count.differ == 0 ? kGreen : kRed));
  }
  fmt::print(out_, "\n");
  for (const std::string_view level : {"must", "should", "may", "info", "lint"}) {
    const auto found = by_level_.find(std::string(level));
    if (found == by_level_.end()) continue;
    const Count& count = found->second;
    const std::string_view colour = count.differ == 0 ? kGreen : level == "must" ? kRed : kYellow;
    fmt::print(out_, "{}\n", painted(fmt::format("{}: {} of {} fail", level, count.differ, count.asked), colour));
  }
}

}  // namespace crosscheck::cli
