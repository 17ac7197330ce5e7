// The TAO check, the cross-origin resource policy check and the filter of headers come to what their steps say; a trace changes nothing of them.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crosscheck/fetch/cross_origin_resource_policy.h"
#include "crosscheck/fetch/response_filter.h"
#include "crosscheck/fetch/tao_check.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/profiles.h"
#include "fuzz/straight_checks.h"
#include "fuzz/straight_response_checks.h"
#include "fuzz/target.h"
#include "fuzz/traced.h"

namespace crosscheck::fuzz {
namespace {

using Headers = std::vector<HeaderView>;
using Values = std::vector<std::string>;

// Who asks, and what answers: keys `origin serialized url mode tainting credentials failed_before embedder_policy credentials_included
// for_navigation` and `header`. The headers before a line `redirect` are those of a redirect on the way.
struct Asked {
  Origin origin;
  std::string serialized;
  Url url;
  Mode mode = Mode::cors;
  ResponseTainting tainting = ResponseTainting::cors;
  CredentialsMode credentials = CredentialsMode::omit;
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
  asked.credentials = choice(input.find_or("credentials", "omit"), CredentialsMode::omit);
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

bool has(const Values& values, std::string_view value) { return std::find(values.begin(), values.end(), value) != values.end(); }

void check_tao(const Asked& asked, Notes& notes) {
  const TaoCheckInput input{asked.origin, asked.serialized, asked.mode, asked.url, asked.tainting, asked.failed_before};
  const bool success = tao_check(input, asked.headers);
  notes.note(success);
  check(success == straight_tao_check(input, asked.headers), "the TAO check comes to what its steps say");
  CollectingTrace trace;
  check(tao_check(input, asked.headers, Trace(&trace)) == success, "a trace changes nothing of the TAO check");
  check(!trace.steps().empty(), "every TAO check is explained");
  note_trace(notes, trace);

  // https://fetch.spec.whatwg.org/#navigation-tao-check
  std::vector<Values> lists;
  bool every_redirect = true;
  for (const Headers& redirect : asked.redirects) {
    lists.push_back(navigation_timing_allow_values(redirect));
    const Values expected = straight_timing_allow_values(redirect);
    check(lists.back() == expected, "a redirect's Timing-Allow-Origin values are those of its lines");
    every_redirect = every_redirect && (has(expected, "*") || has(expected, asked.origin.serialized()));
  }
  check(navigation_tao_check(asked.origin, lists) == every_redirect, "the navigation TAO check asks every redirect");
}

void check_resource_policy(const Asked& asked, Notes& notes) {
  const CorpCheckInput input{asked.origin, asked.url, asked.embedder_policy, asked.credentials_included, asked.for_navigation};
  const bool allowed = cross_origin_resource_policy_check(input, asked.headers);
  notes.note(allowed);
  check(allowed == straight_resource_policy_check(input, asked.headers),
        "the cross-origin resource policy check comes to what its steps say");
  for (const Profile* const profile : traced_profiles(notes, asked.headers.size())) {
    CollectingTrace trace;
    const bool silent = cross_origin_resource_policy_check(input, asked.headers, *profile);
    notes.note(silent);
    check(allowed || !silent, "no browser is known to let through what the resource policy blocks");
    check(cross_origin_resource_policy_check(input, asked.headers, *profile, Trace(&trace)) == silent,
          "a trace changes nothing of the cross-origin resource policy check");
    check(!trace.steps().empty(), "every cross-origin resource policy check is explained");
    note_trace(notes, trace);
  }
}

void check_filter(const Asked& asked, Notes& notes) {
  Values left;
  for (const Header& header : straight_filter(asked.tainting, asked.credentials, asked.headers)) left.push_back(header.name);
  const Values exposed = exposed_header_names(asked.tainting, asked.credentials, asked.headers);
  for (const std::string& name : exposed) notes.note(name);
  check(exposed == left, "the filter leaves the headers that its steps leave");
  for (const Profile* const profile : traced_profiles(notes, asked.headers.size())) {
    CollectingTrace trace;
    check(exposed_header_names(asked.tainting, asked.credentials, asked.headers, *profile, Trace(&trace)) ==
              exposed_header_names(asked.tainting, asked.credentials, asked.headers, *profile),
          "a trace changes nothing of what the filter leaves");
    check(!trace.steps().empty(), "every filter is explained");
    note_trace(notes, trace);
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
  check_filter(*asked, notes);
}

}  // namespace crosscheck::fuzz
