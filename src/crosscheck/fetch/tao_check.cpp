#include "crosscheck/fetch/tao_check.h"

#include <algorithm>
#include <optional>

#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/get_decode_split.h"

namespace crosscheck {
namespace {

constexpr std::string_view kTimingAllowOrigin = "Timing-Allow-Origin";

template <class Values>
bool contains_value(const Values& values, std::string_view value) {
  return std::any_of(values.begin(), values.end(), [&](std::string_view candidate) { return candidate == value; });
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-tao-check
bool tao_check(const TaoCheckInput& input, HeaderListView headers, Trace trace) {
  // 1-2 (TAO-1): one failure on the way is enough.
  if (input.timing_allow_failed) {
    trace.step(Rule::TAO_1, Outcome::failure, "An earlier response of this fetch failed the TAO check.");
    return false;
  }
  // 3 (TAO-2): the combined value, split outside quotes, and quotes are kept. AMB-18: where there is no header, nothing is contained.
  // WHY: split into views of one string, since a value may hold millions of items.
  const std::optional<std::string> combined = get(headers, kTimingAllowOrigin);
  const std::vector<std::string_view> values = combined ? get_decode_and_split_value(*combined) : std::vector<std::string_view>{};
  // 4 (TAO-2)
  if (contains_value(values, "*")) {
    trace.step(Rule::TAO_2, Outcome::success, [&] { return "Timing-Allow-Origin is " + quoted(*combined) + ", which lists *."; });
    return true;
  }
  // 5 (TAO-3): as it is after redirects, so that `null` may be listed.
  if (contains_value(values, input.serialized_origin)) {
    trace.step(Rule::TAO_3, Outcome::success, [&] {
      return "Timing-Allow-Origin is " + quoted(*combined) + ", which lists the request's origin " + quoted(input.serialized_origin) + ".";
    });
    return true;
  }
  // 6 (TAO-4): a nested navigation to another origin.
  if (input.mode == Mode::navigate && !same_origin(origin_of_url(input.current_url), input.origin)) {
    trace.step(Rule::TAO_4, Outcome::failure,
               "A navigation to another origin than the requester's, which Timing-Allow-Origin does not name.");
    return false;
  }
  // 7-8 (TAO-5)
  const bool success = input.response_tainting == ResponseTainting::basic;
  trace.step(Rule::TAO_5, success ? Outcome::success : Outcome::failure, [&] {
    return success ? std::string("The response is the requester's own: no header is needed.")
                   : (combined ? "Timing-Allow-Origin is " + quoted(*combined) : "There is no Timing-Allow-Origin") +
                         ", so neither * nor " + quoted(input.serialized_origin) + " is listed, and the response is " +
                         std::string(to_string(input.response_tainting)) + ".";
  });
  return success;
}

// https://fetch.spec.whatwg.org/#append-to-a-requests-navigation-timing-allow-values-list
std::vector<std::string> navigation_timing_allow_values(HeaderListView headers) {
  // 1-4 (TAO-6)
  return get_decode_and_split(headers, kTimingAllowOrigin).value_or(std::vector<std::string>{});
}

// https://fetch.spec.whatwg.org/#navigation-tao-check
bool navigation_tao_check(const Origin& destination, const std::vector<std::vector<std::string>>& lists, Trace trace) {
  // 1 (TAO-7): every redirect has to let the destination know.
  for (const std::vector<std::string>& values : lists) {
    if (contains_value(values, "*") || contains_value(values, destination.serialized())) continue;
    trace.step(Rule::TAO_7, Outcome::failure, [&] {
      return "A redirect's Timing-Allow-Origin lists neither * nor the destination " + quoted(destination.serialized()) + ".";
    });
    return false;
  }
  // 2 (TAO-7)
  trace.step(Rule::TAO_7, Outcome::success, [&] { return "Every redirect lets " + quoted(destination.serialized()) + " see its timing."; });
  return true;
}

}  // namespace crosscheck
