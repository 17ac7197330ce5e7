// The names under which the oracle may be asked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::oracle {

// WHY: a page whose own name is made to point at this machine (DNS rebinding) asks with that name as Host. Immutable; any thread may ask.
class HostList {
 public:
  // `localhost`, `127.0.0.1` and `[::1]` are always among them; `more` are names or addresses without a port, without regard to case.
  explicit HostList(const std::vector<std::string>& more = {});
  // A Host header's value; its port does not matter.
  bool allows(std::string_view host) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace crosscheck::oracle
