// The server that is checked: where it is, and whether it may be.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "wire/endpoint.h"

namespace crosscheck::check {

struct Target {
  std::string url;  // as it was given
  wire::Location location;

  // "http://127.0.0.1:8080": where every path of it begins.
  std::string origin() const;
  // The path and query that the URL names: "/" at least.
  const std::string& path() const { return location.target; }
};

struct TargetError {
  std::string message;  // a sentence that says what to do
};

// Refuses what is no http: or https: URL, and a host that is not this machine unless one of `allowed_hosts` is that host.
Result<Target, TargetError> parse_target(std::string_view url, std::span<const std::string> allowed_hosts = {});

}  // namespace crosscheck::check
