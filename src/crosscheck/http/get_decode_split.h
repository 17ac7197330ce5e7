// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split: a header's values, split at commas outside quotes.
//
// Pure functions, linear in the values; any bytes may be given, and any thread may call.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"

namespace crosscheck {

// Nothing where no line bears the name. Strings are isomorphic: one char for each code point U+0000-U+00FF.
std::optional<std::vector<std::string>> get_decode_and_split(HeaderListView list, std::string_view name);

// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split: never empty; views into `value`.
std::vector<std::string_view> get_decode_and_split_value(std::string_view value);

}  // namespace crosscheck
