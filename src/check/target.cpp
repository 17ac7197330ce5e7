#include "check/target.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"

namespace crosscheck::check {

std::string Target::origin() const { return fmt::format("{}://{}", location.endpoint.tls ? "https" : "http", location.authority); }

Result<Target, TargetError> parse_target(std::string_view url, std::span<const std::string> allowed_hosts) {
  Result<wire::Location, wire::LocationError> location = wire::parse_location(url);
  if (!location) return TargetError{fmt::format("{} is no URL that can be asked: {}", url, location.error().message)};
  const std::string& host = location->endpoint.host;
  const bool is_allowed = wire::is_loopback(host) || std::any_of(allowed_hosts.begin(), allowed_hosts.end(), [&](const std::string& one) {
                            return equals_ignoring_ascii_case(one, host);
                          });
  if (!is_allowed)
    return TargetError{fmt::format(
        "{} is not this machine, and what is sent to it are also attacks: ask only servers that are yours, and say so with --allow-host {}",
        host, host)};
  return Target{std::string(url), std::move(location).value()};
}

}  // namespace crosscheck::check
