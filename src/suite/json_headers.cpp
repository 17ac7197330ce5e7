#include "suite/json_headers.h"

#include "crosscheck/base/isomorphic.h"

namespace crosscheck::suite {

std::string bytes_of(const Json& text) {
  if (!text.is_string()) return {};
  return isomorphic_encode_utf8(text.get_ref<const std::string&>()).value_or(std::string());
}

bool is_header_line(const Json& line) { return line.is_array() && line.size() == 2 && line[0].is_string() && line[1].is_string(); }

}  // namespace crosscheck::suite
