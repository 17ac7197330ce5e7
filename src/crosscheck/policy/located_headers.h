// What servers that have found a request's headers already hand to a decision.
#pragma once

#include <span>
#include <string_view>

namespace crosscheck::policy {

// The lines of the three headers that a decision reads, in wire order, for servers that have located them already. Values come without tabs and
// spaces at their ends, as HTTP takes them off.
struct LocatedHeaders {
  std::span<const std::string_view> origin;             // Origin
  std::span<const std::string_view> requested_method;   // Access-Control-Request-Method
  std::span<const std::string_view> requested_headers;  // Access-Control-Request-Headers
};

}  // namespace crosscheck::policy
