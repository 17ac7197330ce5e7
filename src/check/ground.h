// What probes are made from: the policy of a path taken apart, and the origins that stand for it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "check/declared_policy.h"
#include "check/draw.h"
#include "crosscheck/policy/policy.h"

namespace crosscheck::check {

// A value, made for one path. Origins are lists in the order of the document.
struct Ground {
  const policy::Policy* policy = nullptr;
  const policy::SinglePolicy* single = nullptr;  // of the path; null where CORS is off
  std::string path;                              // request target
  std::string own_origin;                        // of the server
  bool any_origin = false;
  bool null_allowed = false;
  bool credentials = false;
  bool unsafe_methods = false;

  std::vector<std::string> exact;      // all exact entries
  std::vector<std::string> wildcards;  // all patterns
  // Origins that are allowed, at least one where the policy allows any but null: exact ones, one for each pattern, the examples of expressions.
  std::vector<std::string> allowed;
  std::vector<std::string> unknown;  // three that are not, unless any is

  std::vector<std::string> methods;  // those of the policy that a browser asks about
  bool any_method = false;
  std::vector<std::string> request_headers;
  bool any_request_header = false;

  bool allows(std::string_view origin) const;
  // The allowed origin by which everything else is asked.
  const std::string& friendly() const { return allowed.front(); }
  const std::string& stranger() const { return unknown.front(); }
  bool has_friend() const { return !allowed.empty(); }
  bool has_stranger() const { return !unknown.empty(); }
};

// Whether a browser asks about the method: it upper-cases some, so that what it can send is what it makes of them.
bool is_sendable_method(std::string_view method);

Ground ground_of(const policy::Policy& policy, const DeclaredPolicy& declared, const std::string& path, const std::string& own_origin,
                 Draw& draw);

// Origins that a policy allows: its exact ones, one for each pattern, the examples of its expressions; common ones where it allows any.
std::vector<std::string> examples_of(const policy::SinglePolicy& policy, Draw& draw);

// An origin that a pattern allows: `labels` labels before its base.
std::string example_of(std::string_view wildcard, std::size_t labels, Draw& draw);

}  // namespace crosscheck::check
