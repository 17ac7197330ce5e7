// What the policy permits to a probe: the browser's verdict on the policy's own answer to it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/probe.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/policy.h"
#include "crosscheck/reason/reason.h"
#include "suite/permission.h"

namespace crosscheck::check {

// A value.
struct Wanted {
  // Nothing where nobody asks: the probe bears no Origin and judges for nobody.
  std::optional<suite::AskedPermission> asked;
  suite::Permission permission;
  // What headers permit that are the same for every preflight of this origin. It is more than `permission` for what no browser asks, such as a
  // method that is no token: a server that sends a list does right without looking at it.
  suite::Permission at_most;
  std::optional<bool> allowed;   // by the policy; nothing where nobody asks
  std::optional<Reason> reason;  // why not
  std::vector<Header> headers;   // of the policy's own answer
  std::string decided_by;        // a pointer into the policy document; empty where no entry decided
};

// Pure; any thread may call.
Wanted wanted_of(const policy::Policy& policy, const Probe& probe);

// The path of a request target: what stands before the query.
std::string_view path_of(std::string_view target);

// Whether the policy lets an origin read at a path.
bool allows_origin(const policy::Policy& policy, std::string_view path, std::string_view origin);
// Whether it lets a preflight through.
bool allows_preflight(const policy::Policy& policy, std::string_view path, std::string_view origin, std::string_view method,
                      const std::vector<std::string>& names);

}  // namespace crosscheck::check
