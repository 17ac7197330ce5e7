#include "check/response_rules.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "check/permission_judge.h"

namespace crosscheck::check {
namespace {

using suite::Direction;

constexpr std::string_view kAllowCredentials = "Access-Control-Allow-Credentials";

void add(const Answered& answered, Fault fault, Ledger& ledger) {
  if (answered.wanted.asked) {
    fault.wanted = wanted_sentence(answered.wanted);
    fault.verdict = verdict_sentence(*answered.wanted.asked, answered.seen);
  }
  ledger.add(std::move(fault), answered.probe, answered.seen);
}

bool is_refused_for_what_it_asks(const Wanted& wanted) {
  using enum Reason;
  return wanted.reason == requested_method_malformed || wanted.reason == requested_method_not_allowed ||
         wanted.reason == requested_headers_excessive || wanted.reason == requested_headers_malformed ||
         wanted.reason == requested_header_not_allowed;
}

bool wants_to_allow(const Wanted& wanted) {
  return wanted.asked && (!wanted.permission.refused || !wanted.permission.refused_with_credentials);
}

void judge_allow_origin(const Answered& answered, Ledger& ledger) {
  const Observation& seen = answered.seen;
  const std::size_t lines = seen.count(kAllowOrigin);
  ledger.count(PropertyId::P042);
  ledger.count(PropertyId::P043);
  ledger.count(PropertyId::P051);
  if (answered.wanted.allowed == false) ledger.count(PropertyId::P053);
  if (lines == 0) return;
  const std::string value = seen.combined(kAllowOrigin);
  const std::string_view origin = answered.probe.header("Origin");
  if (lines > 1 || value.find(',') != std::string::npos) {
    // What holds a comma itself is echoed as it came: that is P029's.
    const bool is_echo = lines == 1 && value == origin;
    if (!is_echo)
      add(answered,
          fault_of(
              PropertyId::P042, lines > 1 ? "several-lines" : "several-values",
              fmt::format("Access-Control-Allow-Origin has {}: {}.", lines > 1 ? fmt::format("{} lines", lines) : "several values", value)),
          ledger);
    if (!answered.probe.has_header("Origin") && !is_echo)
      add(answered, fault_of(PropertyId::P052, "several-origins", fmt::format("Without Origin it names several origins: {}.", value)),
          ledger);
    return;
  }
  if (value != "*" && value != "null" && value != origin && !names_an_origin(value)) {
    Fault fault = fault_of(
        PropertyId::P043, "malformed",
        fmt::format("Access-Control-Allow-Origin is {}, which is neither *, null nor an origin.", value.empty() ? "empty" : value));
    if (!wants_to_allow(answered.wanted)) fault.severity = Severity::should;
    fault.direction = wants_to_allow(answered.wanted) ? Direction::strict : Direction::other;
    add(answered, std::move(fault), ledger);
  }
  if (value == "null" && origin != "null" && !answered.null_allowed) {
    Fault fault = fault_of(PropertyId::P051, "null-as-a-refusal", "The answer allows the origin null, which every site can have.");
    fault.direction = Direction::permissive;
    add(answered, std::move(fault), ledger);
  }
  const bool is_refused = answered.wanted.allowed == false;
  if (is_refused && value != "*" && value != origin && value != "null")
    ledger.add_fact(PropertyId::P053, fmt::format("An origin that is refused is told which one is allowed: {}.", value));
}

void judge_allow_credentials(const Answered& answered, Ledger& ledger) {
  const Observation& seen = answered.seen;
  ledger.count(PropertyId::P044);
  ledger.count(PropertyId::P045);
  ledger.count(PropertyId::P047);
  if (!seen.has(kAllowCredentials)) return;
  const bool declared = answered.policy != nullptr && answered.policy->credentials;
  const std::string value = seen.combined(kAllowCredentials);
  if (value == "false") {
    ledger.add_fact(PropertyId::P045, "Access-Control-Allow-Credentials is sent as false, which means the same as leaving it out.");
    return;
  }
  if (value != "true") {
    Fault fault = fault_of(PropertyId::P045, "not-true",
                           fmt::format("Access-Control-Allow-Credentials is {}, which allows nothing.", value.empty() ? "empty" : value));
    if (!declared) fault.severity = Severity::should;
    fault.direction = declared ? Direction::strict : Direction::other;
    add(answered, std::move(fault), ledger);
  }
  const std::string allow_origin = seen.combined(kAllowOrigin);
  if (allow_origin == "*" && value == "true") {
    Fault fault =
        fault_of(PropertyId::P044, "wildcard-with-credentials", "* is sent together with Access-Control-Allow-Credentials: true.");
    if (!declared) fault.severity = Severity::should;
    fault.direction = declared ? Direction::strict : Direction::other;
    add(answered, std::move(fault), ledger);
  }
  // A preflight that is refused for its method or a header alone is P089's.
  const bool is_origin_refused = answered.wanted.allowed == false && !is_refused_for_what_it_asks(answered.wanted);
  if (is_origin_refused && allow_origin.empty())
    add(answered, fault_of(PropertyId::P047, "credentials-without-origin", "A refused origin is told that credentials are allowed."),
        ledger);
}

}  // namespace

void judge_origin_headers(const Answered& answered, Ledger& ledger) {
  judge_allow_origin(answered, ledger);
  judge_allow_credentials(answered, ledger);
  if (!answered.probe.has_header("Origin")) ledger.count(PropertyId::P052);
}

void judge_response(const Answered& answered, Ledger& ledger) {
  if (!answered.seen.answered()) return;
  judge_origin_headers(answered, ledger);
  if (answered.probe.is_preflight()) {
    judge_preflight_headers(answered, ledger);
  } else {
    judge_actual_headers(answered, ledger);
  }
}

const PropertySet& properties_of_every_response() {
  using enum PropertyId;
  static const PropertySet kSet{P003, P042, P043, P044, P045, P046, P047, P051, P052, P053, P063, P064, P065, P067, P068, P069,
                                P083, P084, P085, P086, P087, P089, P091, P093, P094, P095, P096, P097, P100, P107, P118};
  return kSet;
}

}  // namespace crosscheck::check
