#include "check/ground.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "check/wanted.h"
#include "crosscheck/http/method.h"
#include "crosscheck/http/token.h"

namespace crosscheck::check {
namespace {

void add_once(std::vector<std::string>& list, std::string value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

// For a policy that takes any origin: one of each kind that is met.
const std::vector<std::string>& common_origins() {
  static const std::vector<std::string> kOrigins{"https://app.example", "http://localhost:3000", "http://127.0.0.1:8000",
                                                 "https://www.example.com:8443"};
  return kOrigins;
}

}  // namespace

bool is_sendable_method(std::string_view method) {
  return is_token(method) && !is_forbidden_method(method) && normalize_method(method) == method;
}

bool Ground::allows(std::string_view origin) const { return allows_origin(*policy, path_of(path), origin); }

std::string example_of(std::string_view wildcard, std::size_t labels, Draw& draw) {
  const std::optional<policy::OriginEntry> entry = policy::parse_origin_entry(wildcard);
  if (!entry) return std::string(wildcard);
  std::string host;
  if (entry->wildcard) {
    for (std::size_t i = 0; i < labels; ++i) host += draw.word(5) + ".";
  }
  host += entry->host;
  const std::string port = entry->any_port       ? fmt::format(":{}", 1024 + draw.below(60000))
                           : entry->port.empty() ? ""
                                                 : fmt::format(":{}", entry->port);
  return fmt::format("{}://{}{}", entry->scheme, host, port);
}

std::vector<std::string> examples_of(const policy::SinglePolicy& policy, Draw& draw) {
  std::vector<std::string> examples;
  const std::vector<std::string> none;
  for (const std::string& entry : policy.origins ? policy.origins->entries : none) {
    const std::optional<policy::OriginEntry> parsed = policy::parse_origin_entry(entry);
    if (parsed) add_once(examples, parsed->is_exact() ? entry : example_of(entry, 1, draw));
  }
  for (const policy::OriginPattern& pattern : policy.origin_patterns) {
    for (const std::string& match : pattern.matches.value_or(none)) add_once(examples, match);
  }
  if (allows_any_origin(policy)) {
    for (const std::string& origin : common_origins()) add_once(examples, origin);
    add_once(examples, fmt::format("https://{}.crosscheck.test", draw.word(8)));
  }
  return examples;
}

Ground ground_of(const policy::Policy& policy, const DeclaredPolicy& declared, const std::string& path, const std::string& own_origin,
                 Draw& draw) {
  Ground ground;
  ground.policy = &policy;
  ground.single = declared.at(path_of(path));
  ground.path = path;
  ground.own_origin = own_origin;
  ground.null_allowed = allows_origin(policy, path_of(path), "null");
  for (int i = 0; i < 3; ++i) {
    const std::string stranger = fmt::format("https://{}.crosscheck.test", draw.word(8));
    if (!allows_origin(policy, path_of(path), stranger)) ground.unknown.push_back(stranger);
  }
  if (ground.single == nullptr) return ground;

  const policy::SinglePolicy& single = *ground.single;
  ground.any_origin = allows_any_origin(single);
  ground.credentials = single.credentials;
  if (single.origins) {
    for (const std::string& entry : single.origins->entries) {
      const std::optional<policy::OriginEntry> parsed = policy::parse_origin_entry(entry);
      if (!parsed) continue;
      (parsed->is_exact() ? ground.exact : ground.wildcards).push_back(entry);
    }
  }
  ground.allowed = examples_of(single, draw);
  std::erase_if(ground.allowed, [&](const std::string& origin) { return !ground.allows(origin); });
  if (ground.allowed.empty() && ground.null_allowed) ground.allowed.emplace_back("null");

  ground.any_method = single.methods.is_star;
  for (const std::string& method : single.methods.entries) {
    if (method != "*" && is_sendable_method(method)) add_once(ground.methods, method);
  }
  ground.any_request_header = single.request_headers.is_star;
  for (const std::string& name : single.request_headers.entries) {
    if (name == "*") {
      ground.any_request_header = true;
    } else {
      add_once(ground.request_headers, name);
    }
  }
  return ground;
}

}  // namespace crosscheck::check
