#include "crosscheck/fetch/cors_check.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <optional>
#include <string>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/folded_name.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/url/origin.h"
#include "crosscheck/url/plain_origin.h"
#include "crosscheck/url/url.h"

namespace crosscheck {
namespace {

constexpr std::string_view kAllowOrigin = "Access-Control-Allow-Origin";
constexpr std::string_view kAllowCredentials = "Access-Control-Allow-Credentials";
constexpr FoldedName<kAllowOrigin.size()> kFoldedAllowOrigin("access-control-allow-origin");
constexpr FoldedName<kAllowCredentials.size()> kFoldedAllowCredentials("access-control-allow-credentials");

// The lines of one name: the first, and how many there are.
struct Lines {
  const std::string_view* first = nullptr;
  std::size_t count = 0;
};

// What the check reads of a response.
struct CheckedHeaders {
  Lines allow_origin;
  Lines allow_credentials;
};

// WHY one pass, by length first: a response has many headers, and two of them matter.
CheckedHeaders find_checked_headers(HeaderListView headers) {
  CheckedHeaders found;
  const auto add = [](Lines& lines, const HeaderView& line) {
    if (lines.count++ == 0) lines.first = &line.value;
  };
  for (const HeaderView& line : headers) {
    const std::size_t size = line.name.size();
    if (size == kAllowOrigin.size()) {
      if (kFoldedAllowOrigin.is_at(line.name.data())) add(found.allow_origin, line);
    } else if (size == kAllowCredentials.size()) {
      if (kFoldedAllowCredentials.is_at(line.name.data())) add(found.allow_credentials, line);
    }
  }
  return found;
}

// Whether the combined value of the name's lines is that. WHY: one line is its own combined value; more are rare.
bool combined_is(Lines lines, HeaderListView headers, std::string_view name, std::string_view expected) {
  return lines.count == 1 ? *lines.first == expected : combined_value_is(headers, name, expected);
}

// CHK-6: whether the combined value is exactly `true` (ABNF-4 is not asked: bytes are compared).
bool allows_credentials(Lines found, HeaderListView headers, const Profile& profile) {
  if (!profile.empty_allow_credentials_lines_vanish) return combined_is(found, headers, kAllowCredentials, "true");
  std::size_t lines = 0;
  bool is_true = true;
  for (const HeaderView& line : headers) {
    if (line.value.empty() || !equals_ignoring_ascii_case(line.name, kAllowCredentials)) continue;
    ++lines;
    is_true = is_true && line.value == "true";
  }
  return lines == 1 && is_true;
}

// Whether the bytes are a URL whose origin is a tuple, whatever else the URL holds.
bool is_url_with_tuple_origin(std::string_view bytes) {
  if (is_plain_origin(bytes)) return true;
  const Result<Url, UrlError> url = parse_url(bytes);
  return url && !origin_of_url(*url).is_opaque();
}

// CHK-4 failed, for the combined value of `lines` lines.
Reason allow_origin_reason(std::string_view value, std::size_t lines, std::string_view origin) {
  if (value.empty()) return Reason::allow_origin_empty;
  if (lines > 1) return Reason::allow_origin_multiple_lines;
  if (value == "*") return Reason::allow_origin_wildcard_with_credentials;
  if (std::any_of(value.begin(), value.end(), [](char c) { return c == ',' || c == ' '; })) return Reason::allow_origin_multiple_values;
  if (origin == "null") return Reason::allow_origin_null_mismatch;
  if (value.find('*') != std::string_view::npos || !is_url_with_tuple_origin(value)) return Reason::allow_origin_malformed;
  return Reason::allow_origin_mismatch;
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-cors-check
// CHK-8: headers are all that is looked at of the response; its status, method and URL play no part. CHK-9 is the caller's: which responses
// are checked at all.
CorsCheck cors_check(std::string_view origin, CredentialsMode credentials_mode, HeaderListView headers, const Profile& profile,
                     Trace trace) {
  const bool include = credentials_mode == CredentialsMode::include;
  // 1-2 (CHK-1, CHK-2): the combined value. Absent is not the value `null`, and an empty one is not absent.
  const CheckedHeaders found = find_checked_headers(headers);
  if (found.allow_origin.count == 0) {
    trace.step(Rule::CHK_2, Outcome::failure, "Access-Control-Allow-Origin is absent.");
    return CorsCheck::no_allow_origin;
  }
  trace.step(Rule::CHK_1, Outcome::set, [&] { return shown(kAllowOrigin, headers) + "."; });
  // 3 (CHK-3): the wildcard, for requests without credentials.
  if (!include && combined_is(found.allow_origin, headers, kAllowOrigin, "*")) {
    trace.step(Rule::CHK_3, Outcome::success, "Access-Control-Allow-Origin is *, and the request's credentials mode is not include.");
    return CorsCheck::success;
  }
  // 4 (CHK-4): byte for byte, and never parsed (ABNF-3, ABNF-7, AMB-10, AMB-29).
  if (!combined_is(found.allow_origin, headers, kAllowOrigin, origin)) {
    trace.step(Rule::CHK_4, Outcome::failure, [&] {
      return shown(kAllowOrigin, headers) + ", not " + quoted(origin) +
             (include && combined_value_is(headers, kAllowOrigin, "*") ? ", and * does not count where credentials are included." : ".");
    });
    return CorsCheck::allow_origin_differs;
  }
  trace.step(Rule::CHK_4, Outcome::yes, [&] { return "Access-Control-Allow-Origin is the request's origin, " + quoted(origin) + "."; });
  // 5 (CHK-5)
  if (!include) {
    trace.step(Rule::CHK_5, Outcome::success, [&] {
      return "Access-Control-Allow-Origin is " + quoted(origin) + ", and no credentials are to be allowed: the credentials mode is " +
             std::string(to_string(credentials_mode)) + ".";
    });
    return CorsCheck::success;
  }
  // 6-7 (CHK-6)
  if (allows_credentials(found.allow_credentials, headers, profile)) {
    trace.step(Rule::CHK_6, Outcome::success,
               [&] { return "Access-Control-Allow-Origin is " + quoted(origin) + " and Access-Control-Allow-Credentials is true."; });
    return CorsCheck::success;
  }
  // 8 (CHK-7)
  trace.step(Rule::CHK_7, Outcome::failure,
             [&] { return shown(kAllowCredentials, headers) + ", not true, and the request's credentials mode is include."; });
  return CorsCheck::no_allow_credentials;
}

Reason cors_check_reason(CorsCheck result, std::string_view origin, HeaderListView headers) {
  switch (result) {
    case CorsCheck::success:
      break;
    case CorsCheck::no_allow_origin:
      return Reason::allow_origin_missing;
    case CorsCheck::allow_origin_differs: {
      const Lines lines = find_checked_headers(headers).allow_origin;
      if (lines.count == 1) return allow_origin_reason(*lines.first, 1, origin);
      return allow_origin_reason(get(headers, kAllowOrigin).value_or(std::string()), lines.count, origin);
    }
    case CorsCheck::no_allow_credentials:
      return contains(headers, kAllowCredentials) ? Reason::allow_credentials_not_true : Reason::allow_credentials_missing;
  }
  assert(false && "a success has no reason");
  return Reason::allow_origin_mismatch;
}

}  // namespace crosscheck
