// A range value is read as its parts are when they are cut out one by one, and blanks change nothing but whether it is one.
#include <optional>
#include <string>

#include "crosscheck/fetch/safelisted_range.h"
#include "crosscheck/http/range.h"
#include "fuzz/check.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

struct Range {
  std::optional<std::string> start;
  std::optional<std::string> end;
  friend bool operator==(const Range&, const Range&) = default;
};

bool are_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

// "bytes", "=", digits, "-", digits, with blanks between them where they are allowed: not before the unit, not at the end.
std::optional<Range> literal_range(std::string_view value, bool allow_whitespace) {
  if (!value.starts_with("bytes")) return std::nullopt;
  value.remove_prefix(5);
  const std::size_t equals = value.find('=');
  const std::size_t dash = value.find('-');
  if (equals == std::string_view::npos || dash == std::string_view::npos || dash < equals) return std::nullopt;
  const std::string_view blanks = allow_whitespace ? " \t" : "";
  const std::string_view before = literal::strip(value.substr(0, equals), blanks);
  const std::string_view start = literal::strip(value.substr(equals + 1, dash - equals - 1), blanks);
  const std::string_view end = literal::strip(value.substr(dash + 1), blanks, true, false);
  if (!before.empty() || !are_digits(start) || !are_digits(end) || (start.empty() && end.empty())) return std::nullopt;
  Range range;
  if (!start.empty()) range.start = literal::without_leading_zeros(start);
  if (!end.empty()) range.end = literal::without_leading_zeros(end);
  if (range.start && range.end && literal::is_larger(*range.start, *range.end)) return std::nullopt;
  return range;
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  for (const bool allow_whitespace : {false, true}) {
    const Result<RangeValue, FailedStep> parsed = parse_single_range_header_value(input, allow_whitespace);
    const std::optional<Range> expected = literal_range(input, allow_whitespace);
    notes.note(parsed.has_value());
    check(parsed.has_value() == expected.has_value(), "a value is a range exactly where its parts are", [&] { return readable(input); });
    if (!parsed) continue;
    Range range;
    if (parsed->start) range.start = std::string(*parsed->start);
    if (parsed->end) range.end = std::string(*parsed->end);
    check(range == *expected, "a range has the numbers that its parts say", [&] { return readable(input); });
    notes.note(range.start.value_or("none"));
    notes.note(range.end.value_or("none"));
  }
  if (input.size() > 128) return;
  const std::optional<Range> strict = literal_range(input, false);
  check(is_safelisted_range(input, standard_profile()) == (strict && strict->start),
        "a range is safelisted exactly where it has a start and no blanks", [&] { return readable(input); });
}

}  // namespace crosscheck::fuzz
