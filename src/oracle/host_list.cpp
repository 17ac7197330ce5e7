#include "oracle/host_list.h"

#include <algorithm>

#include "crosscheck/base/ascii.h"

namespace crosscheck::oracle {
namespace {

// Without the port, and without the dot that may end a name.
std::string_view name_of(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    const std::string_view port = host.substr(colon + 1);
    if (!std::all_of(port.begin(), port.end(), is_ascii_digit)) return {};
    host = host.substr(0, colon);
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  return host;
}

}  // namespace

HostList::HostList(const std::vector<std::string>& more) : names_{"localhost", "127.0.0.1", "[::1]"} {
  for (const std::string& name : more) {
    const bool is_bare_ipv6 = name.find(':') != std::string::npos && !name.starts_with('[');
    names_.push_back(byte_lowercase(is_bare_ipv6 ? "[" + name + "]" : name));
  }
}

bool HostList::allows(std::string_view host) const {
  const std::string_view name = name_of(host);
  return std::any_of(names_.begin(), names_.end(), [name](const std::string& known) { return equals_ignoring_ascii_case(known, name); });
}

}  // namespace crosscheck::oracle
