// A range value is read as the steps of the standard read it, fails where they fail, and is safelisted where it has a start.
#include <string>

#include "crosscheck/fetch/safelisted_range.h"
#include "crosscheck/http/range.h"
#include "fuzz/check.h"
#include "fuzz/literal_range.h"
#include "fuzz/profiles.h"
#include "fuzz/target.h"
#include "fuzz/traced.h"

namespace crosscheck::fuzz {

void run(std::string_view input, Notes& notes) {
  const auto shown = [&] { return readable(input); };
  for (const bool allow_whitespace : {false, true}) {
    const Result<RangeValue, FailedStep> parsed = parse_single_range_header_value(input, allow_whitespace);
    const Result<literal::Range, FailedStep> expected = literal::parse_single_range_header_value(input, allow_whitespace);
    notes.note(parsed.has_value());
    check(parsed.has_value() == expected.has_value(), "a value is a range exactly where its steps do not fail", shown);
    if (!parsed) {
      notes.note(parsed.error().number);
      check(parsed.error() == expected.error(), "a value fails at the step at which the standard fails", shown);
      continue;
    }
    check(parsed->start == expected->start && parsed->end == expected->end, "a range has the numbers that its digits say", shown);
    notes.note(parsed->start.value_or("none"));
    notes.note(parsed->end.value_or("none"));
  }
  if (input.size() > 128) return;
  const Result<literal::Range, FailedStep> strict = literal::parse_single_range_header_value(input, false);
  check(is_safelisted_range(input, standard_profile()) == (strict && strict->start),
        "a range is safelisted exactly where it has a start and no blanks", shown);
  if (!notes.listens()) return;
  for (const Profile* const profile : traced_profiles(notes, 0)) {
    CollectingTrace trace;
    check(is_safelisted_range(input, *profile, Trace(&trace)) == is_safelisted_range(input, *profile),
          "a trace changes nothing of whether a range is safelisted", shown);
    note_trace(notes, trace);
  }
}

}  // namespace crosscheck::fuzz
