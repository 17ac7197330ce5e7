#include "crosscheck/policy/answer.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace crosscheck::policy {
namespace {

constexpr std::string_view kVaryOrigin = "Origin";
constexpr std::string_view kVaryPreflight = "Access-Control-Request-Method, Access-Control-Request-Headers";
constexpr std::string_view kVaryOriginAndPreflight = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
constexpr std::uint16_t kForbidden = 403;

}  // namespace

void Answer::finish() {
  for (std::size_t i = 0; i < size; ++i) {
    if (parts[i].source == ValueSource::origin) {
      echoes_origin = true;
      block_ += "\r\n";
      continue;
    }
    if (parts[i].source != ValueSource::text) echoes_request = true;
    block_.append(parts[i].name).append(": ").append(parts[i].value).append("\r\n");
  }
  rest_size = block_.size();
  block_.resize(std::max(rest_size, kShort));
  room = echoes_request ? std::numeric_limits<std::size_t>::max() : kAllowOriginStart.size() + kLongestOrigin + block_.size();
  rest = block_.data();
}

AnswerSheet::AnswerSheet(AnswerValues values) : values_(std::move(values)) {
  const bool any = values_.any_origin;

  // Step 6, `other`: nobody asked, but `*` is the same for all (SRV-15).
  other.type = RequestType::other;
  if (any) {
    add_origin(other);
    if (!values_.expose_headers.empty()) other.add("Access-Control-Expose-Headers", values_.expose_headers);
  }
  add_vary(other);

  // Step 4 for an actual request (SRV-3, SRV-4, SRV-5).
  actual_allowed.type = RequestType::cors;
  actual_allowed.allowed = true;
  add_origin(actual_allowed);
  if (!values_.expose_headers.empty()) actual_allowed.add("Access-Control-Expose-Headers", values_.expose_headers);
  add_vary(actual_allowed);

  // Step 6 (SRV-7): a rejected actual request has `Vary` alone, and the application answers.
  actual_refused.type = RequestType::cors;
  actual_refused.allowed = false;
  add_vary(actual_refused);

  preflight_allowed.type = RequestType::preflight;
  preflight_allowed.allowed = true;
  preflight_allowed.status = values_.preflight_status;
  add_preflight(preflight_allowed, true);
  add_vary(preflight_allowed);

  // Step 6: quiet is 403 without a CORS header. Diagnostic: nothing but `Vary` for a refused origin, else what a browser needs to name the cause.
  preflight_origin_refused.type = preflight_refused.type = RequestType::preflight;
  preflight_origin_refused.allowed = preflight_refused.allowed = false;
  preflight_origin_refused.status = preflight_refused.status = values_.diagnostic ? values_.preflight_status : kForbidden;
  if (values_.diagnostic) add_preflight(preflight_refused, false);
  add_vary(preflight_origin_refused);
  add_vary(preflight_refused);
  same_for_all_names = values_.diagnostic && !values_.echo_methods && !values_.echo_names;

  for (Answer* answer : {&other, &actual_allowed, &actual_refused, &preflight_allowed, &preflight_origin_refused, &preflight_refused})
    answer->finish();
}

void AnswerSheet::add_origin(Answer& answer) const {
  // Step 4 (SRV-3): `*`, else the origin as it was sent.
  if (values_.any_origin) {
    answer.add("Access-Control-Allow-Origin", "*");
  } else {
    answer.add("Access-Control-Allow-Origin", ValueSource::origin);
  }
  // SRV-4: on the preflight too.
  if (values_.credentials) answer.add("Access-Control-Allow-Credentials", "true");
}

void AnswerSheet::add_preflight(Answer& answer, bool allowed) const {
  add_origin(answer);
  // SRV-10: under credentials `*` would be a literal, so that what was asked for is named; a rejected preflight names nothing that was asked for.
  if (values_.echo_methods) {
    if (allowed) answer.add("Access-Control-Allow-Methods", ValueSource::requested_method);
  } else if (!values_.methods.empty()) {
    answer.add("Access-Control-Allow-Methods", values_.methods);
  }
  if (values_.echo_names) {
    if (allowed) answer.add("Access-Control-Allow-Headers", ValueSource::requested_names);
  } else if (!values_.request_headers.empty()) {
    answer.add("Access-Control-Allow-Headers", values_.request_headers);
  }
  if (!values_.max_age.empty()) answer.add("Access-Control-Max-Age", values_.max_age);
}

// Step 5 (SRV-13, SRV-14, SRV-15): `Origin` wherever the answer depends on it, on what is rejected too. SRV-16: preflights name what else they depend on.
void AnswerSheet::add_vary(Answer& answer) const {
  if (answer.type == RequestType::preflight) {
    answer.add("Vary", values_.any_origin ? kVaryPreflight : kVaryOriginAndPreflight);
  } else if (!values_.any_origin) {
    answer.add("Vary", kVaryOrigin);
  }
}

OffAnswers::OffAnswers() {
  preflight.type = RequestType::preflight;
  preflight.allowed = false;
  preflight.status = kForbidden;
  actual.type = RequestType::cors;
  actual.allowed = false;
  other.type = RequestType::other;
  for (Answer* answer : {&preflight, &actual, &other}) answer->finish();
}

}  // namespace crosscheck::policy
