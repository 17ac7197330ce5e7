// The value of an Origin header is read as parts that cover it, without a byte left over, and a port as its number.
#include <cstdint>
#include <optional>
#include <string_view>

#include "crosscheck/url/origin_or_null.h"
#include "fuzz/check.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {

void run(std::string_view input, Notes& notes) {
  const std::optional<OriginOrNull> parsed = parse_origin_or_null(input);
  notes.note(parsed.has_value());
  if (!parsed) return;
  if (!parsed->scheme) {
    check(input == "null", "a value without a scheme is null", [&] { return readable(input); });
    return;
  }
  // The parts are views that cover the value.
  const std::string_view scheme = *parsed->scheme;
  const std::string_view host = parsed->host.value_or(std::string_view());
  check(scheme.data() == input.data() && input.substr(scheme.size(), 3) == "://", "a scheme stands before ://",
        [&] { return readable(input); });
  check(host.data() == scheme.data() + scheme.size() + 3, "a host stands behind ://", [&] { return readable(input); });
  const std::string_view behind = input.substr(scheme.size() + 3 + host.size());
  check(parsed->port.has_value() == !behind.empty(), "what stands behind the host is the port", [&] { return readable(input); });
  if (!parsed->port) return;
  check(behind.size() >= 2 && behind.size() <= 6 && behind[0] == ':', "a port has up to five digits", [&] { return readable(input); });
  std::uint32_t port = 0;
  for (const char c : behind.substr(1)) port = port * 10 + static_cast<std::uint32_t>(c - '0');
  check(port == *parsed->port, "a port is the number that its digits say", [&] { return readable(input); });
  notes.note(port);
}

}  // namespace crosscheck::fuzz
