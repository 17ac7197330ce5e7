#include "suite/tap_points.h"

#include <fmt/format.h>

#include "suite/json_text.h"
#include "suite/terminal_text.h"

namespace crosscheck::suite {
namespace {

std::string one_line(std::string_view text) {
  std::string safe;
  for (const char c : printable(text)) {
    if (c == '\\' || c == '#') safe += '\\';
    safe += c;
  }
  return safe;
}

std::string_view word_of(TapDirective directive) {
  switch (directive) {
    case TapDirective::none:
      return "";
    case TapDirective::skip:
      return " # SKIP ";
    case TapDirective::known_failure:
      return " # TO"
             "DO ";
  }
  return {};
}

}  // namespace

void TapPoints::remark(std::string_view text) { remarks_ += fmt::format("# {}\n", printable(text)); }

void TapPoints::add(const TapPoint& point) {
  points_ += fmt::format("{}ok {} - {}{}{}\n", point.ok ? "" : "not ", ++number_, one_line(point.text), word_of(point.directive),
                         point.directive == TapDirective::none ? std::string() : one_line(point.why));
  if (!point.diagnostics.empty()) points_ += fmt::format("  ---\n{}  ...\n", point.diagnostics);
}

std::string TapPoints::written() const { return fmt::format("TAP version 14\n1..{}\n{}{}", number_, remarks_, points_); }

// WHY JSON: a JSON string is a double-quoted scalar of YAML, but for halves of surrogate pairs, which `dump` writes only where it is told to.
std::string yaml_text(std::string_view text) { return to_text(Json(printable_lines(text))); }

}  // namespace crosscheck::suite
