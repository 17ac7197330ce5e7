// What stands on the answer to a preflight.
#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "check/permission_judge.h"
#include "check/response_rules.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/http/method.h"
#include "suite/permission.h"

namespace crosscheck::check {
namespace {

constexpr std::string_view kMaxAge = "Access-Control-Max-Age";
constexpr unsigned long long kLongestKept = 86400;  // seconds, by the browser that keeps it longest

void add(const Answered& answered, PropertyId id, std::string key, std::string summary, Ledger& ledger) {
  Fault fault = fault_of(id, std::move(key), std::move(summary));
  if (answered.wanted.asked) fault.verdict = verdict_sentence(*answered.wanted.asked, answered.seen);
  ledger.add(std::move(fault), answered.probe, answered.seen);
}

std::optional<std::string> wanted_value(const Wanted& wanted, std::string_view name) {
  for (const Header& header : wanted.headers) {
    if (equals_ignoring_ascii_case(header.name, name)) return header.value;
  }
  return std::nullopt;
}

// Of a preflight that fails no browser keeps anything.
bool passes(const Answered& answered) {
  if (!answered.wanted.asked) return false;
  const suite::Permission got = permission_seen(*answered.wanted.asked, answered.seen);
  return !got.refused || !got.refused_with_credentials;
}

void judge_max_age(const Answered& answered, Ledger& ledger) {
  if (answered.wanted.allowed != true || !passes(answered)) return;
  ledger.count(PropertyId::P084);
  const std::optional<std::string> wanted = wanted_value(answered.wanted, kMaxAge);
  const Observation& seen = answered.seen;
  if (!seen.has(kMaxAge)) {
    if (wanted)
      add(answered, PropertyId::P084, "missing", fmt::format("Access-Control-Max-Age is missing; the policy says {}.", *wanted), ledger);
    return;
  }
  const std::string value = seen.combined(kMaxAge);
  const bool is_number = !value.empty() && std::all_of(value.begin(), value.end(), is_ascii_digit);
  if (!is_number) {
    add(answered, PropertyId::P084, "no-number", fmt::format("Access-Control-Max-Age is {}, which is no number of seconds.", value),
        ledger);
  } else if (!wanted) {
    add(answered, PropertyId::P084, "undeclared", fmt::format("Access-Control-Max-Age is {}; the policy has none.", value), ledger);
  } else if (value != *wanted) {
    add(answered, PropertyId::P084, "other-number", fmt::format("Access-Control-Max-Age is {}; the policy says {}.", value, *wanted),
        ledger);
  }
  if (is_number) ledger.count(PropertyId::P085);
  unsigned long long seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (is_number && (error != std::errc() || seconds > kLongestKept))
    ledger.add_fact(PropertyId::P085,
                    fmt::format("Access-Control-Max-Age is {}; no browser keeps a preflight for more than 86400 seconds.", value));
}

void judge_methods(const Answered& answered, Ledger& ledger) {
  ledger.count(PropertyId::P083);
  const std::vector<HeaderView> headers = answered.seen.views();
  for (const std::string_view method : suite::list_elements("Access-Control-Allow-Methods", headers)) {
    if (is_forbidden_method(method) && method != answered.probe.header("Access-Control-Request-Method"))
      add(answered, PropertyId::P083, byte_lowercase(method), fmt::format("{} is advertised, which no browser sends.", method), ledger);
  }
}

}  // namespace

void judge_preflight_headers(const Answered& answered, Ledger& ledger) {
  const Observation& seen = answered.seen;
  judge_max_age(answered, ledger);
  judge_methods(answered, ledger);
  ledger.count(PropertyId::P089);
  ledger.count(PropertyId::P091);
  const bool names_nobody = !seen.has("Access-Control-Allow-Origin");
  const bool names_something =
      seen.has("Access-Control-Allow-Methods") || seen.has("Access-Control-Allow-Headers") || seen.has("Access-Control-Allow-Credentials");
  if (answered.wanted.allowed == false && names_nobody && names_something)
    add(answered, PropertyId::P089, "rest-of-a-permission", "The refusal names methods, headers or credentials, and no origin.", ledger);
  if (seen.has("Access-Control-Allow-Private-Network"))
    add(answered, PropertyId::P091, "sent", "Access-Control-Allow-Private-Network is sent.", ledger);
  if (seen.has("Access-Control-Expose-Headers")) {
    ledger.count(PropertyId::P086);
    ledger.add_fact(PropertyId::P086, "Access-Control-Expose-Headers stands with preflights too, where nobody reads it.");
  }
  if (answered.wanted.allowed == true) {
    ledger.count(PropertyId::P087);
    if (seen.body_size != 0)
      ledger.add_fact(PropertyId::P087, fmt::format("Preflights are answered with a body ({} bytes).", seen.body_size));
  }
  const bool is_header_or_method =
      answered.wanted.reason == Reason::requested_header_not_allowed || answered.wanted.reason == Reason::requested_method_not_allowed;
  if (is_header_or_method) {
    ledger.count(PropertyId::P090);
    ledger.add_fact(PropertyId::P090,
                    names_nobody ? "A preflight that is refused for its method or a header names no origin: a browser's console says "
                                   "no more than that the origin is missing."
                                 : "A preflight that is refused for its method or a header still names the origin, so that a "
                                   "browser's console tells what is missing.");
  }
}

}  // namespace crosscheck::check
