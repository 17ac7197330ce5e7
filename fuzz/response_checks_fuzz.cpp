// The TAO check and the cross-origin resource policy check come to what their steps say, step by step, and a trace changes nothing of either.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crosscheck/fetch/cross_origin_resource_policy.h"
#include "crosscheck/fetch/tao_check.h"
#include "crosscheck/url/site.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/literal.h"
#include "fuzz/profiles.h"
#include "fuzz/straight_checks.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

using Headers = std::vector<HeaderView>;
using Values = std::vector<std::string>;

// Who asks, and what answers: keys `origin serialized url mode tainting failed_before embedder_policy credentials_included for_navigation`
// and `header`. The headers before a line `redirect` are those of a redirect on the way.
struct Asked {
  Origin origin;
  std::string serialized;
  Url url;
  Mode mode = Mode::cors;
  ResponseTainting tainting = ResponseTainting::cors;
  bool failed_before = false;
  EmbedderPolicy embedder_policy = EmbedderPolicy::unsafe_none;
  bool credentials_included = false;
  bool for_navigation = false;
  Headers headers;
  std::vector<Headers> redirects;
};

std::optional<Asked> read(const Input& input) {
  const Result<Url, UrlError> url = parse_url(input.find_or("url", "http://b.test/x"));
  const std::optional<Origin> origin = parse_serialized_origin(input.find_or("origin", "http://a.test"));
  if (!url || !origin) return std::nullopt;
  Asked asked;
  asked.origin = *origin;
  asked.serialized = input.find_or("serialized", origin->serialized());
  asked.url = *url;
  asked.mode = choice(input.find_or("mode", "cors"), Mode::cors);
  asked.tainting = choice(input.find_or("tainting", "cors"), ResponseTainting::cors);
  asked.failed_before = input.find("failed_before").has_value();
  asked.embedder_policy = choice(input.find_or("embedder_policy", "unsafe-none"), EmbedderPolicy::unsafe_none);
  asked.credentials_included = input.find("credentials_included").has_value();
  asked.for_navigation = input.find("for_navigation").has_value();
  for (const Line& line : input) {
    if (line.is("header")) asked.headers.push_back(line.header());
    if (line.is("redirect")) asked.redirects.push_back(std::exchange(asked.headers, {}));
  }
  return asked;
}

// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split, none where there is no line: commas between quotes are none.
Values values_of(HeaderListView headers, std::string_view name) {
  const std::optional<std::string> value = combined(headers, name);
  if (!value) return {};
  Values values{""};
  bool quoted = false;
  bool escaped = false;
  for (const char c : *value) {
    if (c == ',' && !quoted) {
      values.emplace_back();
      continue;
    }
    values.back() += c;
    if (c == '"' && !escaped) quoted = !quoted;
    escaped = quoted && c == '\\' && !escaped;
  }
  for (std::string& one : values) one = literal::strip(std::string(one), " \t");
  return values;
}

bool has(const Values& values, std::string_view value) { return std::find(values.begin(), values.end(), value) != values.end(); }

// https://html.spec.whatwg.org/multipage/browsers.html#same-origin. NOTE: what is opaque here belongs to nobody else.
bool is_same_origin(const Origin& a, const Origin& b) {
  return !a.is_opaque() && !b.is_opaque() && a.scheme() == b.scheme() && a.host() == b.host() && a.port() == b.port();
}

// https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site
bool is_same_site(const Origin& a, const Origin& b) {
  if (a.is_opaque() || b.is_opaque()) return false;
  const std::optional<std::string> domain = registrable_domain(a.host());
  return domain ? domain == registrable_domain(b.host()) : a.host() == b.host();
}

// https://fetch.spec.whatwg.org/#concept-tao-check
bool straight_tao_check(const Asked& asked) {
  if (asked.failed_before) return false;
  const Values values = values_of(asked.headers, "Timing-Allow-Origin");
  if (has(values, "*") || has(values, asked.serialized)) return true;
  if (asked.mode == Mode::navigate && !is_same_origin(origin_of_url(asked.url), asked.origin)) return false;
  return asked.tainting == ResponseTainting::basic;
}

// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
bool straight_internal_check(const Asked& asked, EmbedderPolicy embedder_policy) {
  if (asked.for_navigation && embedder_policy == EmbedderPolicy::unsafe_none) return true;
  std::string policy = combined(asked.headers, "Cross-Origin-Resource-Policy").value_or("");
  if (policy != "same-origin" && policy != "same-site" && policy != "cross-origin") {
    const bool is_held_back = asked.credentials_included || asked.for_navigation;
    const bool put = embedder_policy == EmbedderPolicy::require_corp || (embedder_policy == EmbedderPolicy::credentialless && is_held_back);
    policy = put ? "same-origin" : "cross-origin";
  }
  const Origin responder = origin_of_url(asked.url);
  if (policy == "same-origin") return is_same_origin(asked.origin, responder);
  if (policy == "same-site")
    return is_same_site(asked.origin, responder) && (asked.origin.scheme() == "https" || asked.url.scheme != "https");
  return true;
}

void check_tao(const Asked& asked, Notes& notes) {
  const TaoCheckInput input{asked.origin, asked.serialized, asked.mode, asked.url, asked.tainting, asked.failed_before};
  const bool success = tao_check(input, asked.headers);
  notes.note(success);
  check(success == straight_tao_check(asked), "the TAO check comes to what its steps say");
  CollectingTrace trace;
  check(tao_check(input, asked.headers, Trace(&trace)) == success, "a trace changes nothing of the TAO check");
  check(!trace.steps().empty(), "every TAO check is explained");

  // https://fetch.spec.whatwg.org/#navigation-tao-check
  std::vector<Values> lists;
  bool every_redirect = true;
  for (const Headers& redirect : asked.redirects) {
    lists.push_back(navigation_timing_allow_values(redirect));
    const Values expected = values_of(redirect, "Timing-Allow-Origin");
    check(lists.back() == expected, "a redirect's Timing-Allow-Origin values are those of its lines");
    every_redirect = every_redirect && (has(expected, "*") || has(expected, asked.origin.serialized()));
  }
  check(navigation_tao_check(asked.origin, lists) == every_redirect, "the navigation TAO check asks every redirect");
}

void check_resource_policy(const Asked& asked, Notes& notes) {
  const CorpCheckInput input{asked.origin, asked.url, asked.embedder_policy, asked.credentials_included, asked.for_navigation};
  const bool allowed = cross_origin_resource_policy_check(input, asked.headers);
  notes.note(allowed);
  // https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
  const bool expected =
      straight_internal_check(asked, EmbedderPolicy::unsafe_none) && straight_internal_check(asked, asked.embedder_policy);
  check(allowed == expected, "the cross-origin resource policy check comes to what its steps say");
  for (const Profile* const profile : traced_profiles(notes, asked.headers.size())) {
    CollectingTrace trace;
    const bool silent = cross_origin_resource_policy_check(input, asked.headers, *profile);
    notes.note(silent);
    check(allowed || !silent, "no browser is known to let through what the resource policy blocks");
    check(cross_origin_resource_policy_check(input, asked.headers, *profile, Trace(&trace)) == silent,
          "a trace changes nothing of the cross-origin resource policy check");
    check(!trace.steps().empty(), "every cross-origin resource policy check is explained");
  }
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  const std::optional<Asked> asked = read(input);
  notes.note(asked.has_value());
  if (!asked) return;
  check_tao(*asked, notes);
  check_resource_policy(*asked, notes);
}

}  // namespace crosscheck::fuzz
