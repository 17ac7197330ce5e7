#include "check/secrets.h"

#include <algorithm>

namespace crosscheck::check {

Secrets::Secrets(const std::vector<Header>& headers) {
  for (const Header& header : headers) {
    const std::string_view value = header.value;
    add(header.name, value);
    if (const std::size_t space = value.find(' '); space != std::string_view::npos) add(header.name, value.substr(space + 1));
  }
  // WHY: what is a part of another must not be masked before it.
  std::sort(hidden_.begin(), hidden_.end(), [](const Hidden& a, const Hidden& b) { return a.text.size() > b.text.size(); });
}

void Secrets::add(std::string_view name, std::string_view value) {
  if (value.size() >= kShortest) {
    hidden_.push_back({std::string(value), 0});
  } else if (!value.empty()) {
    std::string line = std::string(name) + ": ";
    const std::size_t kept = line.size();
    hidden_.push_back({(line += value), kept});
  }
}

std::string Secrets::masked(std::string_view text) const {
  std::string shown(text);
  for (const auto& [secret, kept] : hidden_) {
    for (std::size_t at = shown.find(secret); at != std::string::npos; at = shown.find(secret, at + kept + 3))
      shown.replace(at + kept, secret.size() - kept, "***");
  }
  return shown;
}

}  // namespace crosscheck::check
