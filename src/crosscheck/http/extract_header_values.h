// https://fetch.spec.whatwg.org/#extract-header-list-values: a header's values by its ABNF, all of them or none.
//
// Pure functions. Lines are parsed as they stand: whoever takes them off a wire strips tabs and spaces from their ends before. Any thread
// may call.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "crosscheck/http/header_list.h"

namespace crosscheck {

// The grammars that CORS needs.
enum class HeaderGrammar : std::uint8_t {
  token_list,                  // #field-name, #method: Access-Control-Allow-Methods, -Allow-Headers, -Expose-Headers. May be repeated.
  token_list_of_at_least_one,  // 1#field-name: Access-Control-Request-Headers. May be repeated.
  token,                       // Method, once: Access-Control-Request-Method.
  delta_seconds,               // 1*DIGIT, once: Access-Control-Max-Age.
};

struct Absent {
  friend bool operator==(const Absent&, const Absent&) = default;
};
// Why extraction failed: too many lines for a grammar that allows one (step 2), or a line that does not parse (step 4.2).
struct Malformed {
  enum class Why { more_than_one_line, does_not_parse } why = Why::does_not_parse;
  friend bool operator==(const Malformed&, const Malformed&) = default;
};

// Values point into the list. A token list may hold no value at all (EXT-4): that is neither absent nor malformed. Allocates the vector.
using ExtractedValues = std::variant<Absent, Malformed, std::vector<std::string_view>>;
ExtractedValues extract_header_list_values(std::string_view name, HeaderGrammar grammar, HeaderListView list);

// The same questions without an allocation, for HeaderGrammar::token_list.
enum class ListHeader : std::uint8_t { absent, malformed, present };
ListHeader list_header_state(std::string_view name, HeaderListView list);
// Whether one of the elements is `element`: byte for byte, or without regard to ASCII case. Meaningful only where the state is `present`;
// a line that does not parse contributes nothing that can be relied on.
bool list_header_contains(std::string_view name, HeaderListView list, std::string_view element);
bool list_header_contains_ignoring_case(std::string_view name, HeaderListView list, std::string_view element);

}  // namespace crosscheck
