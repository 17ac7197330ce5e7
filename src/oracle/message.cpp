#include "oracle/message.h"

#include <algorithm>

#include "crosscheck/base/ascii.h"

namespace crosscheck::oracle {

const std::string* find_header(const std::vector<Header>& headers, std::string_view name) {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [name](const Header& header) { return equals_ignoring_ascii_case(header.name, name); });
  return found == headers.end() ? nullptr : &found->value;
}

}  // namespace crosscheck::oracle
