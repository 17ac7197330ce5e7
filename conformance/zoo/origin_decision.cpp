#include "origin_decision.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "answer.h"
#include "application.h"
#include "crosscheck/base/ascii.h"
#include "origins.h"

namespace crosscheck::zoo {
namespace {

std::size_t sources_of(const Policy& policy) { return policy.origins.size() + policy.patterns.size() + (policy.null_origin ? 1U : 0U); }

bool is_one_exact_origin(const Policy& policy) {
  return !policy.any_origin && sources_of(policy) == 1 && policy.origins.size() == 1 && policy.origins[0].find('*') == std::string::npos;
}

// Something that can be sent back: an echo must not carry what no header value holds.
bool is_plain(std::string_view origin) {
  return !origin.empty() && std::all_of(origin.begin(), origin.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

// What an origin is compared with where a server takes it for its own.
bool is_host_of(const wire::ReceivedRequest& request, std::string_view origin) {
  const std::string_view scheme = parts_of(origin).scheme;
  for (const char* name : {"Host", "X-Forwarded-Host"}) {
    for (const std::string& host : header_values(request, name)) {
      if (!host.empty() && origin.substr(scheme.size()) == host) return true;
    }
  }
  return false;
}

// The parts of a header that holds several origins, as old drafts had it.
bool has_allowed_part(const Policy& policy, std::string_view value) {
  std::string_view rest = value;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find_first_of(" ,"));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (!part.empty() && allows_origin(policy, part)) return true;
  }
  return false;
}

// The entry that allows the origin, as it is written in the policy.
std::string entry_of(const Policy& policy, std::string_view origin) {
  for (const std::string& entry : policy.origins) {
    if (entry_matches(entry, origin)) return entry;
  }
  return std::string(origin);
}

// M25: the entry that is the same but for case.
std::string spelled_in_policy(const Policy& policy, std::string_view origin) {
  const auto same = [&](const std::string& entry) { return equals_ignoring_ascii_case(entry, origin); };
  const auto found = std::find_if(policy.origins.begin(), policy.origins.end(), same);
  return found == policy.origins.end() ? std::string(origin) : *found;
}

}  // namespace

bool OriginDecider::reflects(const Policy& policy, const wire::ReceivedRequest& request, std::string_view routed) const {
  switch (mutant_) {
    case M01:
      return true;
    case M02:
      return policy.allows_anybody();
    case M03:
      return has_header(request, "Cookie");
    case M40:
      return policy.credentials && sources_of(policy) > 1;
    case M41:
      return routed == "/graphql";
    case M43:
      return request.method == "HEAD";
    default:
      return false;
  }
}

bool OriginDecider::forgets(const Policy& policy, std::string_view origin) {
  // M103: each fortieth request comes while the new list of origins is there and still empty.
  if (mutant_ == M103) return ++requests_ % 40 == 0;
  // M38: a regular expression that goes on searching where its last match ended.
  const bool by_regex = std::none_of(policy.origins.begin(), policy.origins.end(), [&](const auto& entry) { return entry == origin; });
  if (mutant_ != M38 || !by_regex || !allows_origin(policy, origin)) return false;
  matched_before_ = !matched_before_;
  return !matched_before_;
}

bool OriginDecider::allows(const Policy& policy, const wire::ReceivedRequest& request, std::string_view origin) {
  if (mutant_ == M39) cached_.insert(std::string(origin));
  if (forgets(policy, origin)) return false;
  if (allows_origin_with(mutant_, policy, origin)) return true;
  switch (mutant_) {
    case M30:
      return has_allowed_part(policy, origin);
    case M31:
      return allows_origin(policy, header_values(request, "Origin").back());
    case M34:
      return is_host_of(request, origin);
    case M35: {
      std::vector<std::string> claimed = header_values(request, "X-Origin");
      claimed.push_back(query_value(request.target, "origin"));
      return std::any_of(claimed.begin(), claimed.end(),
                         [&](const auto& other) { return other == origin || allows_origin(policy, other); });
    }
    case M53:
      return true;
    case M98:
      return allowed_before_;
    default:
      return false;
  }
}

OriginDecision OriginDecider::correct(const Policy& policy, std::string_view origin, bool allowed) const {
  OriginDecision decision{allowed, allowed && policy.credentials, {}, false};
  if (policy.allows_anybody()) {
    decision.is_constant = style_ != Style::echo;
    decision.allow_origin = decision.is_constant || !is_plain(origin) ? "*" : origin;
    decision.allowed = true;
  } else if (style_ == Style::list && is_one_exact_origin(policy) && !policy.credentials) {
    decision.is_constant = true;
    decision.allow_origin = policy.origins[0];
  } else if (allowed) {
    decision.allow_origin = origin;
  }
  return decision;
}

// What goes wrong after it is known who is allowed.
void OriginDecider::spoil(OriginDecision& decision, const Policy& policy, std::string_view origin) const {
  switch (mutant_) {
    case M24:
      if (!decision.allowed) decision.allow_origin = "null";
      break;
    case M25:
      if (decision.allowed) decision.allow_origin = spelled_in_policy(policy, origin);
      break;
    case M44:
      if (!policy.credentials) break;
      decision = {true, true, "*", true};
      break;
    case M51:
      if (decision.allowed) decision.allow_origin = joined(policy.origins, ", ");
      break;
    case M52:
      if (decision.allowed) decision.allow_origin = entry_of(policy, origin);
      break;
    case M53:
      if (!policy.origins.empty()) decision.allow_origin = policy.origins[0];
      break;
    case M54:
      if (decision.allowed && decision.allow_origin != "*") decision.allow_origin += '/';
      break;
    case M94:
      if (decision.allow_origin == "*" && origin.empty()) decision.allow_origin.clear();
      break;
    default:
      break;
  }
}

OriginDecision OriginDecider::decide(const Policy& policy, const wire::ReceivedRequest& request, std::string_view routed) {
  const std::vector<std::string> lines = header_values(request, "Origin");
  // Two lines are nobody's origin. M31 reads one of them and sends back the other.
  const std::string origin = lines.size() == 1 || (mutant_ == M31 && !lines.empty()) ? lines.front() : "";
  if (is_plain(origin) && reflects(policy, request, routed)) return {true, true, origin, false};
  // WHY the two more: what M30 and M36 accept are bytes that no correct server would send back.
  const bool asks = is_plain(origin) || (!origin.empty() && (mutant_ == M30 || mutant_ == M36 || mutant_ == M32));
  const bool allowed = asks && allows(policy, request, origin);
  OriginDecision decision = correct(policy, origin, allowed);
  spoil(decision, policy, origin);
  allowed_before_ = asks && allows_origin(policy, origin);
  return decision;
}

}  // namespace crosscheck::zoo
