#include "cli/run_report.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "question/version.h"

namespace crosscheck::cli {
namespace {

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

RunReport::RunReport(std::FILE* out) : out_(out), colours_(wants_colours(out)) {}

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
  fmt::print(out_, "{} {}\n", painted(name_of(judgement.outcome), judgement.outcome == OutcomeOfVector::fail ? kRed : kYellow, colours_),
             vector.id);
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
               painted(fmt::format("{} of {} hold", count.asked - count.differ, count.asked), count.differ == 0 ? kGreen : kRed, colours_));
  }
  fmt::print(out_, "\n");
  for (const std::string_view level : {"must", "should", "may", "info", "lint"}) {
    const auto found = by_level_.find(std::string(level));
    if (found == by_level_.end()) continue;
    const Count& count = found->second;
    const std::string_view colour = count.differ == 0 ? kGreen : level == "must" ? kRed : kYellow;
    fmt::print(out_, "{}\n", painted(fmt::format("{}: {} of {} fail", level, count.differ, count.asked), colour, colours_));
  }
}

}  // namespace crosscheck::cli
