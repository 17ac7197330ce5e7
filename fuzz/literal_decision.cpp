#include "fuzz/literal_decision.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include "crosscheck/policy/linear_matcher_for_tests.h"
#include "crosscheck/policy/regex_set.h"
#include "crosscheck/url/origin.h"
#include "fuzz/literal.h"

namespace crosscheck::fuzz {
namespace {

using policy::RejectedPreflight;
using policy::SinglePolicy;
using policy::StarOrList;

bool is_tuple_origin(std::string_view text) {
  const std::optional<Origin> origin = parse_serialized_origin(text);
  return origin && !origin->is_opaque();
}

std::vector<std::string_view> values_of(HeaderListView headers, std::string_view name) {
  std::vector<std::string_view> values;
  for (const HeaderView& header : headers) {
    if (literal::same_in_any_case(header.name, name)) values.push_back(header.value);
  }
  return values;
}

std::string joined(const std::vector<std::string>& entries) {
  std::string text;
  for (const std::string& entry : entries) text += (text.empty() ? "" : ", ") + entry;
  return text;
}

bool allows_any_origin(const SinglePolicy& policy) { return policy.origins && is_any(*policy.origins); }
bool asks_nobody(const SinglePolicy& policy) { return allows_any_origin(policy) && !policy.credentials; }

std::vector<std::string> without_repeats(const std::vector<std::string>& entries, bool lower_case) {
  std::vector<std::string> kept;
  for (const std::string& entry : entries) {
    std::string written = lower_case ? literal::lower(entry) : entry;
    if (std::find(kept.begin(), kept.end(), written) == kept.end()) kept.push_back(std::move(written));
  }
  return kept;
}

// Header names that are listed: in lower case, without repeats.
std::vector<std::string> names_of(const StarOrList& list) { return without_repeats(entries_of(list), true); }

std::optional<Reason> refuse_origin(const SinglePolicy& policy, const std::vector<std::string_view>& lines) {
  if (asks_nobody(policy)) return std::nullopt;
  if (lines.size() > 1) return Reason::origin_malformed;
  if (literal_allows_origin(policy, lines[0])) return std::nullopt;
  if (lines[0] == "null") return Reason::null_origin_not_allowed;
  return is_tuple_origin(lines[0]) ? Reason::origin_not_allowed : Reason::origin_malformed;
}

std::optional<Reason> refuse_method(const SinglePolicy& policy, const std::vector<std::string_view>& lines) {
  if (lines.size() > 1 || !literal::is_token(lines[0])) return Reason::requested_method_malformed;
  const std::set<std::string_view> always{"GET", "HEAD", "POST"};
  const std::vector<std::string> listed = entries_of(policy.methods);
  const bool allowed =
      is_any(policy.methods) || always.contains(lines[0]) || std::find(listed.begin(), listed.end(), lines[0]) != listed.end();
  return allowed ? std::nullopt : std::optional(Reason::requested_method_not_allowed);
}

std::optional<Reason> refuse_names(const SinglePolicy& policy, const std::vector<std::string_view>& lines) {
  constexpr std::size_t kMostEmpty = 16;
  const bool any = is_any(policy.request_headers);
  const std::vector<std::string> listed = names_of(policy.request_headers);
  const std::size_t most_bytes = any ? 4096 : joined(listed).size() + 64;
  std::size_t bytes = 0;
  std::size_t empty = 0;
  std::optional<Reason> refused;
  for (const std::string_view line : lines) {
    bytes += line.size();
    for (const std::string_view piece : literal::split(line, ',')) {
      const std::string name = literal::lower(literal::strip(piece, " \t"));
      if (name.empty()) {
        ++empty;
      } else if (!literal::is_token(name)) {
        refused = Reason::requested_headers_malformed;
      } else if (std::find(listed.begin(), listed.end(), name) == listed.end() &&
                 (!any || (name == "authorization" && !policy.credentials))) {
        refused = refused.value_or(Reason::requested_header_not_allowed);
      }
    }
  }
  if (bytes > most_bytes || empty > kMostEmpty) return Reason::requested_headers_excessive;
  return refused;
}

// A list as it is sent. `asked` is what stands in for `*` where that would be a literal.
void send_list(std::vector<Header>& headers, std::string_view name, const SinglePolicy& policy, const StarOrList& list, bool are_names,
               std::string_view asked) {
  std::string value;
  if (is_any(list) && policy.credentials) {
    value = asked;
  } else if (is_any(list)) {
    value = "*";
    const std::vector<std::string> listed = names_of(list);
    if (name == "Access-Control-Allow-Headers" && std::find(listed.begin(), listed.end(), "authorization") != listed.end()) {
      value += ", authorization";
    }
  } else {
    value = joined(without_repeats(entries_of(list), are_names));
  }
  if (!value.empty()) headers.push_back({std::string(name), value});
}

std::vector<Header> start_of(const SinglePolicy& policy, std::string_view origin) {
  std::vector<Header> headers{{"Access-Control-Allow-Origin", asks_nobody(policy) ? "*" : std::string(origin)}};
  if (policy.credentials) headers.push_back({"Access-Control-Allow-Credentials", "true"});
  return headers;
}

void send_max_age(std::vector<Header>& headers, const SinglePolicy& policy) {
  if (policy.max_age) headers.push_back({"Access-Control-Max-Age", std::to_string(static_cast<long long>(*policy.max_age))});
}

// The names as asked, in their order and spelling.
std::string asked_names(const std::vector<std::string_view>& lines) {
  std::vector<std::string> names;
  for (const std::string_view line : lines) {
    for (const std::string_view piece : literal::split(line, ',')) {
      if (const std::string_view name = literal::strip(piece, " \t"); !name.empty()) names.emplace_back(name);
    }
  }
  return joined(names);
}

LiteralDecision decide_preflight(const SinglePolicy& policy, HeaderListView headers) {
  const std::vector<std::string_view> origin = values_of(headers, "Origin");
  const std::vector<std::string_view> method = values_of(headers, "Access-Control-Request-Method");
  const std::vector<std::string_view> names = values_of(headers, "Access-Control-Request-Headers");
  const std::string vary =
      std::string(asks_nobody(policy) ? "" : "Origin, ") + "Access-Control-Request-Method, Access-Control-Request-Headers";
  LiteralDecision decision;
  decision.type = "preflight";
  const std::optional<Reason> of_origin = refuse_origin(policy, origin);
  decision.reason = of_origin ? of_origin : refuse_method(policy, method);
  if (!decision.reason) decision.reason = refuse_names(policy, names);
  decision.allowed = !decision.reason;
  const bool answers = *decision.allowed || policy.rejected_preflight == RejectedPreflight::diagnostic;
  decision.status = answers ? static_cast<int>(policy.preflight_status) : 403;
  if (answers && !of_origin) {
    decision.headers = start_of(policy, origin[0]);
    send_list(decision.headers, "Access-Control-Allow-Methods", policy, policy.methods, false,
              *decision.allowed ? method[0] : std::string_view());
    send_list(decision.headers, "Access-Control-Allow-Headers", policy, policy.request_headers, true,
              *decision.allowed ? asked_names(names) : std::string());
    send_max_age(decision.headers, policy);
  }
  decision.headers.push_back({"Vary", vary});
  return decision;
}

LiteralDecision decide_actual(const SinglePolicy& policy, HeaderListView headers) {
  const std::vector<std::string_view> origin = values_of(headers, "Origin");
  LiteralDecision decision;
  decision.type = origin.empty() ? "other" : "cors";
  if (!origin.empty()) {
    decision.reason = refuse_origin(policy, origin);
    decision.allowed = !decision.reason;
  }
  if (decision.allowed.value_or(asks_nobody(policy))) {
    decision.headers = start_of(policy, origin.empty() ? std::string_view() : origin[0]);
    send_list(decision.headers, "Access-Control-Expose-Headers", policy, policy.expose_headers, true, "");
  }
  if (!asks_nobody(policy)) decision.headers.push_back({"Vary", "Origin"});
  return decision;
}

}  // namespace

bool is_any(const StarOrList& list) {
  return list.is_star || std::find(list.entries.begin(), list.entries.end(), "*") != list.entries.end();
}

std::vector<std::string> entries_of(const StarOrList& list) {
  std::vector<std::string> entries = list.entries;
  std::erase(entries, "*");
  return entries;
}

bool literal_allows_origin(const SinglePolicy& policy, std::string_view origin) {
  if (policy.origins && policy::linear_match(entries_of(*policy.origins), origin)) return true;
  for (const policy::OriginPattern& pattern : policy.origin_patterns) {
    if (policy::OriginRegex::compile(pattern.regex).matches(origin)) return true;
  }
  if (origin == "null") return policy.null_origin || asks_nobody(policy);
  return allows_any_origin(policy) && is_tuple_origin(origin);
}

const SinglePolicy* policy_for(const policy::Document& document, std::string_view path) {
  if (const auto* const single = std::get_if<SinglePolicy>(&document)) return single;
  for (const policy::Route& route : std::get<policy::Routes>(document)) {
    const std::string_view own = route.path;
    const bool has = own.ends_with('*') ? path.starts_with(own.substr(0, own.size() - 1)) : path == own;
    if (has) return route.policy ? &*route.policy : nullptr;
  }
  return nullptr;
}

LiteralDecision literal_decide(const policy::Document& document, std::string_view method, std::string_view path, HeaderListView headers) {
  const bool asks = !values_of(headers, "Origin").empty();
  const bool is_preflight = method == "OPTIONS" && asks && !values_of(headers, "Access-Control-Request-Method").empty();
  if (const SinglePolicy* const policy = policy_for(document, path)) {
    return is_preflight ? decide_preflight(*policy, headers) : decide_actual(*policy, headers);
  }
  LiteralDecision off;
  off.type = is_preflight ? "preflight" : asks ? "cors" : "other";
  if (is_preflight) off.status = 403;
  if (asks) off.allowed = false;
  if (asks) off.reason = Reason::cors_off;
  return off;
}

}  // namespace crosscheck::fuzz
