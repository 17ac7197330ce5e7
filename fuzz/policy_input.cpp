#include "fuzz/policy_input.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "crosscheck/http/header.h"

namespace crosscheck::fuzz {
namespace {

using policy::Document;
using policy::OriginPattern;
using policy::Route;
using policy::Routes;
using policy::SinglePolicy;
using policy::StarOrList;

StarOrList* list_of_name(SinglePolicy& policy, std::string_view name) {
  if (name == "methods") return &policy.methods;
  if (name == "request_headers") return &policy.request_headers;
  if (name == "expose_headers") return &policy.expose_headers;
  if (name != "origins") return nullptr;
  if (!policy.origins) policy.origins.emplace();
  return &*policy.origins;
}

double decimal(const std::string& text, double otherwise) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return !text.empty() && end == text.c_str() + text.size() ? value : otherwise;
}

// The keys in the order in which they come first.
void note_key(SinglePolicy& policy, const Line& line) {
  const bool names_list = line.is("any") || line.is("none");
  const std::string key(names_list ? line.value : line.is("pattern") ? std::string_view("origin_patterns") : line.key);
  const bool is_known = std::find(policy::kPolicyKeys.begin(), policy::kPolicyKeys.end(), key) != policy::kPolicyKeys.end();
  const bool is_new = std::find(policy.key_order.begin(), policy.key_order.end(), key) == policy.key_order.end();
  if (is_known && is_new) policy.key_order.push_back(key);
}

void read_policy_line(SinglePolicy& policy, const Line& line) {
  note_key(policy, line);
  const std::string value(line.value);
  if (line.is("any") || line.is("none")) {
    if (StarOrList* const list = list_of_name(policy, value)) *list = StarOrList{line.is("any"), {}};
  } else if (StarOrList* const list = list_of_name(policy, line.key)) {
    if (!list->is_star) list->entries.push_back(value);
  } else if (line.is("pattern")) {
    policy.origin_patterns.push_back({value, std::vector<std::string>(), std::vector<std::string>()});
  } else if (line.is("matches") || line.is("rejects")) {
    if (policy.origin_patterns.empty()) return;
    OriginPattern& pattern = policy.origin_patterns.back();
    (line.is("matches") ? pattern.matches : pattern.rejects)->push_back(value);
  } else if (line.is("null_origin")) {
    policy.null_origin = true;
  } else if (line.is("credentials")) {
    policy.credentials = true;
  } else if (line.is("max_age")) {
    policy.max_age = decimal(value, 600);
  } else if (line.is("preflight_status")) {
    policy.preflight_status = decimal(value, 204);
  } else if (line.is("rejected_preflight")) {
    policy.rejected_preflight = value == "diagnostic" ? policy::RejectedPreflight::diagnostic : policy::RejectedPreflight::quiet;
  } else if (line.is("acknowledge")) {
    policy.acknowledge.push_back(value);
  }
}

// The policy that the next lines belong to; null where the route is off, or no route has begun.
SinglePolicy* open_policy(Document& document) {
  if (SinglePolicy* const single = std::get_if<SinglePolicy>(&document)) return single;
  Routes& routes = std::get<Routes>(document);
  return routes.empty() || !routes.back().policy ? nullptr : &*routes.back().policy;
}

void begin_route(Document& document, std::string_view path) {
  if (!std::holds_alternative<Routes>(document)) document = Routes();
  std::get<Routes>(document).push_back({std::string(path), SinglePolicy()});
}

AskedRequest begun_request(std::string_view line) {
  AskedRequest request;
  const std::size_t space = std::min(line.find(' '), line.size());
  request.method = line.substr(0, space);
  if (space < line.size()) request.path = line.substr(space + 1);
  return request;
}

}  // namespace

AskedPolicy read_policy(const Input& input) {
  AskedPolicy asked;
  for (const Line& line : input) {
    if (line.is("request")) {
      asked.requests.push_back(begun_request(line.value));
    } else if (!asked.requests.empty()) {
      if (line.is("header")) asked.requests.back().headers.push_back({line.value, trim_http_tab_or_space(line.rest)});
    } else if (line.is("route")) {
      begin_route(asked.document, line.value);
    } else if (line.is("routes")) {
      if (!std::holds_alternative<Routes>(asked.document)) asked.document = Routes();
    } else if (line.is("off") && std::holds_alternative<Routes>(asked.document)) {
      if (Routes& routes = std::get<Routes>(asked.document); !routes.empty()) routes.back().policy.reset();
    } else if (SinglePolicy* const policy = open_policy(asked.document)) {
      read_policy_line(*policy, line);
    }
  }
  return asked;
}

}  // namespace crosscheck::fuzz
