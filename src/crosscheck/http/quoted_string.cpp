#include "crosscheck/http/quoted_string.h"

#include <algorithm>
#include <cassert>

namespace crosscheck {

// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string, extract-value false.
std::size_t end_of_http_quoted_string(std::string_view input, std::size_t position) {
  // 1-4 (GDS-6): the opening quote.
  assert(position < input.size() && input[position] == '"');
  ++position;
  // 5 (GDS-6): a backslash takes what follows it along; the closing quote, or the end of the input, ends it.
  while (position < input.size()) {
    const char c = input[position];
    ++position;
    if (c == '"') break;
    if (c == '\\' && position < input.size()) ++position;
  }
  // 7 (GDS-6). DEVIATION (AMB-25): the standard calls the end inclusive; the code point now pointed at does not belong to the string.
  return position;
}

// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string, extract-value true.
std::string http_quoted_string_value(std::string_view quoted) {
  assert(!quoted.empty() && quoted.front() == '"');
  // 1-4 (GDS-6)
  std::string value;
  std::size_t position = 1;
  while (true) {
    // 5.1-5.2 (GDS-6)
    const std::size_t stop = std::min(quoted.find_first_of("\"\\", position), quoted.size());
    value.append(quoted, position, stop - position);
    position = stop;
    if (position == quoted.size()) break;
    // 5.3-5.4, 5.6 (GDS-6): an unprotected quote ends it.
    if (quoted[position++] == '"') break;
    // 5.5 (GDS-6): a backslash that nothing follows stands for itself.
    if (position == quoted.size()) {
      value.push_back('\\');
      break;
    }
    value.push_back(quoted[position++]);
  }
  // 6
  return value;
}

}  // namespace crosscheck
