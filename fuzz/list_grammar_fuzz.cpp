// A list of tokens is read at once as it is when it is taken apart at its commas, and every way to ask about it says the same.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/delta_seconds.h"
#include "crosscheck/http/extract_header_values.h"
#include "crosscheck/http/list_grammar.h"
#include "fuzz/check.h"
#include "fuzz/lines.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

constexpr std::string_view kName = "Access-Control-Allow-Headers";

using Elements = std::vector<std::string>;

void check_line(std::string_view line, Notes& notes) {
  Elements elements;
  const bool is_whole = for_each_list_element(line, [&](std::string_view element) { elements.emplace_back(element); });
  const std::optional<Elements> expected = literal::list_of_tokens(line);
  notes.note(is_whole);
  check(is_whole == expected.has_value(), "a line is a list of tokens exactly where its pieces are", [&] { return readable(line); });
  check(!is_whole || elements == *expected, "the elements of a list are those between its commas", [&] { return readable(line); });
  check(is_list(line) == expected.has_value(), "a list is one whether or not its elements are read");
  check(literal::is_token(line) == is_token(line), "a token is what its grammar says", [&] { return readable(line); });
  const bool digits = !line.empty() && line.find_first_not_of("0123456789") == std::string_view::npos;
  check(is_delta_seconds(line) == digits, "delta-seconds are digits alone", [&] { return readable(line); });
  if (digits) {
    check(delta_seconds(line) == literal::number(line, kMaximumDeltaSeconds), "delta-seconds are their number, up to the largest one",
          [&] { return readable(line); });
  }
}

using Values = std::vector<std::string_view>;

// What extracting comes to by the other grammars. `elements` are those of all lines, where each is a list.
void check_other_grammars(const Lines& lines, HeaderListView headers, const std::optional<Elements>& elements) {
  const auto extracted = [&](HeaderGrammar grammar) { return extract_header_list_values(kName, grammar, headers); };
  const Malformed does_not_parse{Malformed::Why::does_not_parse};
  ExtractedValues expected = does_not_parse;
  // An element in each line: an empty one spoils them all.
  const bool each_has_one = std::none_of(lines.begin(), lines.end(), [](std::string_view line) {
    const std::optional<Elements> of_line = literal::list_of_tokens(line);
    return !of_line || of_line->empty();
  });
  if (each_has_one) expected = Values(elements->begin(), elements->end());
  check(extracted(HeaderGrammar::token_list_of_at_least_one) == expected, "a list of at least one element has one in each line");

  const auto once = [&](bool parses) -> ExtractedValues {
    if (lines.size() > 1) return Malformed{Malformed::Why::more_than_one_line};
    return parses ? ExtractedValues(Values{lines[0]}) : does_not_parse;
  };
  check(extracted(HeaderGrammar::token) == once(literal::is_token(lines[0])), "a token stands in one line alone");
  const bool digits = !lines[0].empty() && std::all_of(lines[0].begin(), lines[0].end(), literal::is_digit);
  check(extracted(HeaderGrammar::delta_seconds) == once(digits), "a number stands in one line alone");
  check(extract_header_list_values("Access-Control-Max-Age", HeaderGrammar::delta_seconds, headers) == ExtractedValues(Absent{}),
        "what is not there is not extracted");
}

// All lines of one header, by each grammar.
void check_header(const Lines& lines, Notes& notes) {
  std::vector<HeaderView> headers;
  std::optional<Elements> expected = Elements();
  for (const std::string_view line : lines) {
    headers.push_back({headers.size() % 2 == 0 ? kName : "access-control-ALLOW-headers", line});
    headers.push_back({"Vary", "\""});
    const std::optional<Elements> of_line = literal::list_of_tokens(line);
    if (!of_line) expected.reset();
    if (expected) expected->insert(expected->end(), of_line->begin(), of_line->end());
  }
  const ExtractedValues values = extract_header_list_values(kName, HeaderGrammar::token_list, headers);
  const auto* extracted = std::get_if<Values>(&values);
  check((extracted != nullptr) == expected.has_value(), "a header has a list exactly where each of its lines is one");
  check(extracted == nullptr || Elements(extracted->begin(), extracted->end()) == *expected,
        "a header's list is that of its lines, one after another");
  const ListHeader state = list_header_state(kName, headers);
  check(state == (expected ? ListHeader::present : ListHeader::malformed), "list_header_state says what extracting says");
  check(list_header_state("Access-Control-Allow-Methods", headers) == ListHeader::absent, "a header that is not there is absent");
  if (expected) {
    for (const std::string_view element : {std::string_view("*"), std::string_view("X-A"), lines[0], lines[lines.size() - 1]}) {
      bool exact = false;
      bool folded = false;
      for (const std::string& one : *expected) {
        exact = exact || one == element;
        folded = folded || literal::same_in_any_case(one, element);
      }
      check(list_header_contains(kName, headers, element) == exact, "a list contains what is one of its elements",
            [&] { return readable(element); });
      check(list_header_contains_ignoring_case(kName, headers, element) == folded,
            "a list contains in any case what is one of its elements in any case", [&] { return readable(element); });
      notes.note(exact);
      notes.note(folded);
    }
  }
  check_other_grammars(lines, headers, expected);
  notes.note(extracted == nullptr ? 0 : extracted->size());
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  const Lines lines(input);
  for (const std::string_view line : lines) check_line(line, notes);
  check_header(lines, notes);
}

}  // namespace crosscheck::fuzz
