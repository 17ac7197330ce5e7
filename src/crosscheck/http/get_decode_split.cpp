#include "crosscheck/http/get_decode_split.h"

#include <algorithm>

#include "crosscheck/http/header.h"
#include "crosscheck/http/quoted_string.h"

namespace crosscheck {

// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
std::vector<std::string_view> get_decode_and_split_value(std::string_view value) {
  // 1-4 (GDS-2): isomorphic decoding leaves our chars as they are. No value is a gathered string but a piece of the input, from `start` on,
  // since quotes and backslashes are kept.
  std::vector<std::string_view> values;
  std::size_t position = 0;
  std::size_t start = 0;
  while (true) {
    // 5.1 (GDS-2)
    position = std::min(value.find_first_of("\",", position), value.size());
    // 5.2 (GDS-3): a comma between quotes separates nothing, and text may follow a quoted string.
    if (position < value.size() && value[position] == '"') {
      position = end_of_http_quoted_string(value, position);
      if (position < value.size()) continue;
    }
    // 5.3-5.5 (GDS-4): empty values count.
    values.push_back(trim_http_tab_or_space(value.substr(start, position - start)));
    // 5.6 (GDS-5): only after a value was added, so that a comma at the end leaves an empty one behind it.
    if (position == value.size()) return values;
    // 5.7-5.8 (GDS-5): over the comma.
    ++position;
    start = position;
  }
}

// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split
std::optional<std::vector<std::string>> get_decode_and_split(HeaderListView list, std::string_view name) {
  // 1-2 (GDS-1)
  const std::optional<std::string> value = get(list, name);
  if (!value) return std::nullopt;
  // 3 (GDS-1): the combined value is split, so a quote that one line opens swallows the comma before the next.
  const std::vector<std::string_view> pieces = get_decode_and_split_value(*value);
  return std::vector<std::string>(pieces.begin(), pieces.end());
}

}  // namespace crosscheck
