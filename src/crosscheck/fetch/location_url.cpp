#include "crosscheck/fetch/location_url.h"

#include <algorithm>
#include <string>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/isomorphic.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/status.h"

namespace crosscheck {

namespace {

std::vector<std::string_view> location_lines(HeaderListView headers) {
  std::vector<std::string_view> lines;
  for (const HeaderView& header : headers) {
    if (equals_ignoring_ascii_case(header.name, "Location")) lines.push_back(header.value);
  }
  return lines;
}

bool all_equal(const std::vector<std::string_view>& lines) {
  return std::all_of(lines.begin(), lines.end(), [&](std::string_view line) { return line == lines.front(); });
}

// What the profile makes of several lines: one value, or nothing where that is a failure.
std::optional<std::string> sole_value(const std::vector<std::string_view>& lines, HeaderListView headers, const Profile& profile) {
  if (lines.size() == 1) return std::string(lines.front());
  switch (profile.repeated_location) {
    case Profile::RepeatedLocation::failure:
      return std::nullopt;
    case Profile::RepeatedLocation::equal_lines_are_one:
      return all_equal(lines) ? std::optional<std::string>(lines.front()) : std::nullopt;
    case Profile::RepeatedLocation::joined:
      return get(headers, "Location");
  }
  return std::nullopt;
}

}  // namespace

LocationUrl location_url(int status, HeaderListView headers, const Url* response_url, const std::optional<std::string>& request_fragment,
                         const Profile& profile, Trace trace) {
  // 1 (LOC-1): only a redirect status redirects.
  if (!is_redirect_status(status)) return NoLocation{};

  // 2 (LOC-2): more than one line is a failure, equal or not.
  // DEVIATION (AMB-16): the grammar of URI-reference is not applied, and the sole value is taken from the list that extracting gives.
  const std::vector<std::string_view> lines = location_lines(headers);
  if (lines.empty()) {
    trace.step(Rule::LOC_2, Outcome::no, "The response has no Location: there is nothing to redirect to.");
    return NoLocation{};
  }
  const std::optional<std::string> location = sole_value(lines, headers, profile);
  if (!location) {
    trace.step(Rule::LOC_2, Outcome::failure,
               [&] { return "The response has " + std::to_string(lines.size()) + " Location lines; one is allowed."; });
    return BadLocation{true};
  }
  if (location->empty() && profile.empty_location == Profile::EmptyLocation::no_redirect) return NoLocation{};
  if (location->empty() && profile.empty_location == Profile::EmptyLocation::failure) return BadLocation{};

  // 3 (LOC-3): parsed against the response's URL. An empty value is a redirect to that URL itself.
  // DEVIATION (AMB-16): bytes become code points one to one, as nothing says how; browsers that read UTF-8 have a switch.
  const std::string text = profile.location_is_utf8 ? *location : isomorphic_decode_to_utf8(*location);
  Result<Url, UrlError> parsed = parse_url(text, response_url);
  if (!parsed) {
    trace.step(Rule::LOC_3, Outcome::failure, [&] { return "Location is " + quoted(*location) + ", which does not parse as a URL."; });
    return BadLocation{};
  }

  Url target = std::move(parsed).value();
  if (trace && serialize_url(target) != text) {
    trace.step(Rule::LOC_3, Outcome::set, [&] { return "Location leads to " + quoted(serialize_url(target)) + "."; });
  }

  // 4 (LOC-4): a target without a fragment inherits the request's; an empty fragment is a fragment.
  if (request_fragment) {
    trace.step(Rule::LOC_4, target.fragment ? Outcome::no : Outcome::set, [&] {
      return target.fragment ? "The target keeps its own fragment, " + quoted("#" + *target.fragment) + "."
                             : "The target inherits the request's fragment, " + quoted("#" + *request_fragment) + ".";
    });
  }
  if (!target.fragment) target.fragment = request_fragment;
  return target;
}

}  // namespace crosscheck
