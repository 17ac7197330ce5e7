#include "crosscheck/http/extract_header_values.h"

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/delta_seconds.h"
#include "crosscheck/http/list_grammar.h"

namespace crosscheck {
namespace {

// As many values as most lists have at most: room for them is made at once.
constexpr std::size_t kUsualValues = 32;

bool allows_one_line_only(HeaderGrammar grammar) { return grammar == HeaderGrammar::token || grammar == HeaderGrammar::delta_seconds; }

// https://fetch.spec.whatwg.org/#extract-header-values: calls `add` with each value of one line; false is failure.
template <class Add>
bool extract_header_values(std::string_view line, HeaderGrammar grammar, Add add) {
  // 1-2 (EXT-4): what the grammar of the name makes of the line.
  switch (grammar) {
    case HeaderGrammar::token_list:
      // ABNF-5: `*` is an element like any other here. DEVIATION (AMB-8): the standard speaks of one value or more, yet a list may be
      // empty: that is no value, and no failure.
      return for_each_list_element(line, add);
    case HeaderGrammar::token_list_of_at_least_one: {
      // ABNF-2: empty elements are passed over, but there has to be one that is not.
      bool any = false;
      const bool parses = for_each_list_element(line, [&](std::string_view value) {
        any = true;
        add(value);
      });
      return parses && any;
    }
    case HeaderGrammar::token:
      // ABNF-1: one method.
      if (!is_token(line)) return false;
      add(line);
      return true;
    case HeaderGrammar::delta_seconds:
      // ABNF-6, AMB-21: the sole element; delta_seconds says which number it is.
      if (!is_delta_seconds(line)) return false;
      add(line);
      return true;
  }
  return false;
}

template <class Equals>
bool any_list_element(std::string_view name, HeaderListView list, Equals equals) {
  for (const HeaderView& line : list) {
    if (!equals_ignoring_ascii_case(line.name, name)) continue;
    bool found = false;
    for_each_list_element(line.value, [&](std::string_view element) { found = found || equals(element); });
    if (found) return true;
  }
  return false;
}

}  // namespace

// https://fetch.spec.whatwg.org/#extract-header-list-values
ExtractedValues extract_header_list_values(std::string_view name, HeaderGrammar grammar, HeaderListView list) {
  // 1 (EXT-1): absent is not an empty list.
  const std::size_t lines = count(list, name);
  if (lines == 0) return Absent{};
  // 2 (EXT-2): a header that may stand once stands more often.
  if (lines > 1 && allows_one_line_only(grammar)) return Malformed{Malformed::Why::more_than_one_line};
  // 3 (EXT-3)
  std::vector<std::string_view> values;
  values.reserve(allows_one_line_only(grammar) ? 1 : kUsualValues);
  // 4 (EXT-3): line by line, so that one bad line loses them all. DEVIATION (AMB-9): the standard says the name "is" the name; as
  // everywhere else, case does not matter.
  for (const HeaderView& line : list) {
    if (!equals_ignoring_ascii_case(line.name, name)) continue;
    const auto add = [&](std::string_view value) { values.push_back(value); };
    if (!extract_header_values(line.value, grammar, add)) return Malformed{Malformed::Why::does_not_parse};
  }
  // 5 (EXT-3)
  return values;
}

ListHeader list_header_state(std::string_view name, HeaderListView list) {
  ListHeader state = ListHeader::absent;
  for (const HeaderView& line : list) {
    if (!equals_ignoring_ascii_case(line.name, name)) continue;
    if (!is_list(line.value)) return ListHeader::malformed;
    state = ListHeader::present;
  }
  return state;
}

bool list_header_contains(std::string_view name, HeaderListView list, std::string_view element) {
  return any_list_element(name, list, [&](std::string_view candidate) { return candidate == element; });
}

bool list_header_contains_ignoring_case(std::string_view name, HeaderListView list, std::string_view element) {
  return any_list_element(name, list, [&](std::string_view candidate) { return equals_ignoring_ascii_case(candidate, element); });
}

}  // namespace crosscheck
