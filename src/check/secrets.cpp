#include "check/secrets.h"

#include <algorithm>

namespace crosscheck::check {

Secrets::Secrets(const std::vector<Header>& headers) {
  for (const Header& header : headers) {
    if (header.value.empty()) continue;
    values_.push_back(header.value);
    const std::size_t space = header.value.find(' ');
    if (space != std::string::npos && space + 1 < header.value.size()) values_.push_back(header.value.substr(space + 1));
  }
  // WHY: what is a part of another must not be masked before it.
  std::sort(values_.begin(), values_.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::string Secrets::masked(std::string_view text) const {
  std::string shown(text);
  for (const std::string& value : values_) {
    for (std::size_t at = shown.find(value); at != std::string::npos; at = shown.find(value, at + 3))
      shown.replace(at, value.size(), "***");
  }
  return shown;
}

}  // namespace crosscheck::check
