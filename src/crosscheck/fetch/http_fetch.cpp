// Fetch, second part: HTTP fetch, CORS-preflight fetch, HTTP-network-or-cache fetch and what they make of the answers.
#include <string>
#include <utility>

#include "crosscheck/fetch/cors_check.h"
#include "crosscheck/fetch/cross_origin_resource_policy.h"
#include "crosscheck/fetch/fetch.h"
#include "crosscheck/fetch/http_redirect_fetch.h"
#include "crosscheck/fetch/location_url.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/fetch/redirect_taint.h"
#include "crosscheck/fetch/request_origin_header.h"
#include "crosscheck/fetch/tao_check.h"
#include "crosscheck/http/method.h"
#include "crosscheck/http/status.h"

namespace crosscheck {

namespace {

constexpr int kUnauthorized = 401;
constexpr int kProxyAuthenticationRequired = 407;
constexpr int kMisdirectedRequest = 421;

At at_of(const NetworkResponseView& response) {
  return !response.network_error && is_redirect_status(response.status) ? At::redirect : At::response;
}

bool is_stream(const std::optional<Body>& body) { return body && body->source_is_null; }

}  // namespace

// https://fetch.spec.whatwg.org/#concept-http-fetch
void Fetch::http_fetch() {
  cached_grant_ = false;
  // 3 (HF-1): a service worker's answer takes the place of preflight, CORS check and TAO check.
  if (service_workers_) {
    if (const std::optional<Hooks::ServiceWorkerResponse> answer = hooks_.service_worker(request_)) {
      // 3.5.7 (HF-2)
      const bool refused = answer->type == ResponseType::error ||
                           (request_.mode == Mode::same_origin && answer->type == ResponseType::cors) ||
                           (request_.mode != Mode::no_cors && answer->type == ResponseType::opaque) ||
                           (request_.redirect_mode != RedirectMode::manual && answer->type == ResponseType::opaqueredirect) ||
                           (request_.redirect_mode != RedirectMode::follow && answer->has_several_urls);
      trace_.step(Rule::HF_2, refused ? Outcome::failure : Outcome::success, "A service worker answered.");
      if (refused) return block(Reason::network_error, At::response);
      range_requested_ = answer->range_requested;
      includes_credentials_ = answer->request_includes_credentials;
      const std::vector<HeaderView> lines = answer->response.headers.views();
      return receive_response({NetworkResponseView{answer->response.network_error, answer->response.status, lines}, answer->type,
                               answer->url ? &*answer->url : nullptr, answer->has_several_urls});
    }
  }
  // WHY: this browser does not even ask before it finds that it cannot send a stream.
  if (profile_.stream_body == Profile::StreamBody::blocked_before_preflight && is_stream(request_.body) &&
      hooks_.speaks_http_1(request_.current_url())) {
    return block(Reason::stream_over_http_1, At::request);
  }
  if (!preflighting_) return http_network_or_cache_fetch();

  // 4.1 (HF-3): the method must be safelisted, and no preflight forced, or the cache must know it.
  const bool forced = request_.use_cors_preflight || (request_.redirect_count > 0 && needed_preflight_at_first_);
  // WHY asked twice where somebody listens: the decision is told first, and then what the cache held.
  if (forced || !is_cors_safelisted_method(request_.method)) {
    const bool known = cache_.matches_method(request_, now_, profile_);
    trace_.step(Rule::HF_3, known ? Outcome::no : Outcome::yes, [&] {
      return known ? "preflight-cached: no preflight is sent for the method " + quoted(request_.method) + "."
                   : "A preflight is sent for the method " + quoted(request_.method) + ".";
    });
    if (trace_) cache_.matches_method(request_, now_, profile_, trace_);
    if (!known) return cors_preflight_fetch();
  }
  // 4.1 (HF-4): the cache must know every CORS-unsafe name.
  if (!unsafe_names_.empty()) {
    const bool known = cache_.matches_header_names(unsafe_names_, request_, now_, profile_);
    trace_.step(
        Rule::HF_4, known ? Outcome::no : Outcome::yes,
        known ? "preflight-cached: no preflight is sent for the CORS-unsafe headers." : "A preflight is sent for the CORS-unsafe headers.");
    if (trace_) cache_.matches_header_names(unsafe_names_, request_, now_, profile_, trace_);
    if (!known) return cors_preflight_fetch();
  }
  cached_grant_ = true;
  http_network_or_cache_fetch();
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, to its step 6
void Fetch::cors_preflight_fetch() {
  state_ = State::preflight;
  is_new_connection_ = false;
  // 6 (PRE-8): straight to the network, past service workers and main fetch, without credentials (PRE-7).
  // HF-5: a network error of the preflight is one of the request.
  if (hooks_.is_offline()) return block(Reason::network_error, At::preflight, Rule::HF_5);
  Request preflight = make_cors_preflight_request(request_, unsafe_names_, trace_);
  HeaderList preflight_headers = std::exchange(preflight.header_list, {});
  trace_.step(Rule::NOC_4, Outcome::no, "Credentials stay behind: a preflight has none.");
  send(Purpose::preflight, preflight, std::move(preflight_headers), false);
  if (!trace_) return;
  if (!profile_.preflight_origin_is_untainted && !request_.origin.is_opaque() &&
      redirect_taint(request_, blob_lookup_) != RedirectTaint::same_origin) {
    trace_.step(Rule::PRE_1, Outcome::set,
                "The preflight has the whole URL list of the request, and so its taint: its origin is null too.");
  }
  if (request_.credentials_mode == CredentialsMode::include || request_.header_list.contains("Authorization")) {
    trace_.step(Rule::PRE_7, Outcome::dropped, "Neither cookies nor an Authorization go along with a preflight.");
  }
}

void Fetch::receive_preflight(const NetworkResponseView& response) {
  // HTTP fetch 4.1.2 (HF-5)
  if (response.network_error) return block(Reason::network_error, At::preflight, Rule::HF_5);
  // DEVIATION (AMB-13): nobody can answer a proxy's prompt for a preflight (NOC-21).
  if (response.status == kProxyAuthenticationRequired) return block(Reason::proxy_authentication_required, At::preflight);
  if (is_retried(response)) return;

  // 7
  const std::string_view origin = profile_.preflight_origin_is_untainted ? request_.origin.serialized() : serialized_origin();
  std::optional<std::string_view> checked = origin;
  if (profile_.preflight_origin_is_untainted && same_origin(origin_of_url(request_.current_url(), blob_lookup_), request_.origin)) {
    checked.reset();
  }
  const Result<PreflightGrant, Reason> grant =
      judge_cors_preflight_response(request_, unsafe_names_, checked, response.status, response.headers, profile_, trace_);
  if (!grant) {
    const std::optional<Rule> rule = grant.error() == Reason::preflight_redirect ? std::optional(Rule::PRE_8) : std::nullopt;
    return block(grant.error(), At::preflight, rule);
  }
  if (trace_ && !contains(response.headers, "Access-Control-Max-Age")) {
    trace_.step(Rule::PRE_17, Outcome::set, [&] {
      return "Access-Control-Max-Age is absent: what is granted holds for " + std::to_string(grant->max_age) + " seconds.";
    });
  }
  // 7.12-7.15 (PRE-20 to PRE-22)
  cache_.store(request_, *grant, now_, profile_, trace_);
  // HF-5, PRE-23: the cache is not asked again, so that even an answer that may not be kept lets this request through.
  const auto names_nothing = [](const auto& names) { return !names || names->empty(); };
  if (grant->max_age == 0 || !grant->cacheable || (names_nothing(grant->methods) && names_nothing(grant->header_names))) {
    trace_.step(Rule::HF_5, Outcome::success, "Nothing is kept that a later request could use, and this one goes out all the same.");
  }
  http_network_or_cache_fetch();
}

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
void Fetch::http_network_or_cache_fetch() {
  // 4.3 (HF-7). A cached grant stands for a preflight alone: the answer is still put to the CORS check (CCH-13).
  // 4.2 (HF-6): redirects that come from the network are not a service worker's to see.
  if (request_.redirect_mode == RedirectMode::follow) service_workers_ = false;

  state_ = State::actual;
  is_new_connection_ = false;
  // 8.3 (NOC-4): by the tainting, not by comparing URLs.
  includes_credentials_ =
      request_.credentials_mode == CredentialsMode::include ||
      (request_.credentials_mode == CredentialsMode::same_origin && request_.response_tainting == ResponseTainting::basic);
  trace_.step(Rule::NOC_4, includes_credentials_ ? Outcome::yes : Outcome::no, [&] {
    const std::string mode = std::string(to_string(request_.credentials_mode));
    return (includes_credentials_ ? "Credentials go along: their mode is " : "Credentials stay behind: their mode is ") + mode +
           (request_.credentials_mode != CredentialsMode::same_origin ? "."
            : includes_credentials_                                   ? " and the tainting basic."
                                                                      : " and the tainting is not basic.");
  });
  // 8.4 (NOC-5). Told of pages whose policy asks for it.
  const Trace policy_trace = request_.embedder_policy == EmbedderPolicy::credentialless ? trace_ : Trace();
  if (includes_credentials_ &&
      !cross_origin_embedder_policy_allows_credentials(request_, redirect_taint(request_, blob_lookup_), policy_trace)) {
    trace_.step(Rule::NOC_5, Outcome::dropped, "The page's embedder policy is credentialless: credentials stay behind after all.");
    includes_credentials_ = false;
  }
  // HTTP-network fetch 2 (NET-1)
  if (hooks_.is_offline()) return receive_network_error();
  // HTTP-network fetch 8.3 (NET-4): a stream needs a protocol that can carry it; found out only here, after the preflight.
  if (is_stream(request_.body) && hooks_.speaks_http_1(request_.current_url())) return block(Reason::stream_over_http_1, At::request);
  // 13 (NOC-18)
  range_requested_ = request_.header_list.contains("Range");
  HeaderList headers;
  headers.reserve(request_.header_list.size() + 1);  // with its Origin
  headers = request_.header_list;
  // An Accept that the script did not set is a user agent's to choose.
  if (added_accept_) headers.remove("Accept");
  send(Purpose::actual, request_, std::move(headers), includes_credentials_);
}

// 8.2 (NOC-3): headers of the network layer go onto a copy, so that they neither add up nor leak into the next hop (REQ-2, AMB-14). It is
// given beside the request.
void Fetch::send(Purpose purpose, const Request& request, HeaderList headers, bool credentials) {
  Send send;
  send.purpose = purpose;
  send.method = request.method;
  send.url = serialize_url(request.current_url(), Fragment::excluded, Userinfo::excluded);
  send.headers = std::move(headers);
  send.credentials = credentials;
  // 8.12 (NOC-9)
  const std::string_view origin = purpose == Purpose::preflight && profile_.preflight_origin_is_untainted
                                      ? request.origin.serialized()
                                      : serialize_request_origin(request, blob_lookup_);
  if (const std::optional<std::string_view> value = request_origin_header(request, origin, trace_)) {
    if (send.headers.contains("Origin")) {
      trace_.step(Rule::NOC_9, Outcome::set, "The header list has an Origin of its own, and this one is appended behind it.");
    }
    send.headers.append("Origin", *value);
  }
  step_ = std::move(send);
}

// 17 (NOC-22): a 421 is asked again once on a new connection, unless the body cannot be sent twice.
bool Fetch::is_retried(const NetworkResponseView& response) {
  if (response.status != kMisdirectedRequest) return false;
  const bool is_stream_sent = state_ == State::actual && is_stream(request_.body);
  if (is_new_connection_ || is_stream_sent) {
    trace_.step(Rule::NOC_22, Outcome::no,
                is_new_connection_ ? "421 again: the request is not sent a third time." : "421: a stream is not sent a second time.");
    return false;
  }
  trace_.step(Rule::NOC_22, Outcome::sent, "421: the same request goes out once more, on a new connection.");
  if (std::get<Send>(step_).headers.contains("Origin")) {
    trace_.step(Rule::NOC_3, Outcome::set, "Origin was appended to a copy of the request's headers, so it does not stand twice.");
  }
  is_new_connection_ = true;
  return true;
}

void Fetch::receive_network_error() {
  trace_.step(Rule::HF_7, Outcome::failure, "The network gave no response to the request itself.");
  block(Reason::network_error, At::response);
}

// HTTP fetch from its step 4.4 on, with what the network gave.
void Fetch::receive_actual(const NetworkResponseView& response) {
  if (response.network_error) return receive_network_error();
  // 12 (NOC-18)
  if (request_.url_list.size() > 1) {
    trace_.step(Rule::NOC_18, Outcome::set, [&] {
      return "The response has the request's " + std::to_string(request_.url_list.size()) + " URLs, and so counts as redirected.";
    });
  }
  // 16 (NOC-21): nobody answers a prompt. A 401 is handed on for the same reason (NOC-19).
  if (response.status == kProxyAuthenticationRequired) return block(Reason::proxy_authentication_required, At::response);
  if (is_retried(response)) return;

  const HeaderListView headers = response.headers;
  const std::string_view origin = serialized_origin();
  // 4.4 (HF-8, CHK-8): every network response, whatever its status.
  if (request_.response_tainting == ResponseTainting::cors) {
    const CorsCheck result = cors_check(origin, request_.credentials_mode, headers, profile_, trace_);
    // CCH-13: a cached grant stands for a preflight alone.
    if (cached_grant_) {
      trace_.step(Rule::CCH_13, result == CorsCheck::success ? Outcome::yes : Outcome::no,
                  "The response was put to the CORS check, though the preflight cache let the request go.");
    }
    if (result != CorsCheck::success) {
      // WHY: a reader who looks for the fault at the redirect's target has to be told that it is here.
      const At at = at_of(response);
      const std::optional<Rule> rule = at == At::redirect ? std::optional(Rule::HF_8) : std::nullopt;
      return block(cors_check_reason(result, origin, headers), at, rule);
    }
  } else {
    trace_.step(Rule::HF_8, Outcome::no,
                [&] { return "No CORS check is made: the tainting is " + std::string(to_string(request_.response_tainting)) + "."; });
  }
  // 15 (NOC-19), told behind the check that takes its place where CORS governs.
  if (response.status == kUnauthorized) trace_.step(Rule::NOC_19, Outcome::no, "401: nobody is asked for a password.");
  // 4.5 (HF-9): sticky (REQ-11). Told where the response speaks of timing.
  const Trace timing_trace = trace_ && contains(headers, "Timing-Allow-Origin") ? trace_ : Trace();
  if (!tao_check({request_.origin, origin, request_.mode, request_.current_url(), request_.response_tainting, request_.timing_allow_failed},
                 headers, timing_trace)) {
    if (!request_.timing_allow_failed) timing_trace.step(Rule::HF_9, Outcome::set, "The timing of this fetch stays hidden from now on.");
    request_.timing_allow_failed = true;
  }
  receive_response({response, ResponseType::default_, &request_.current_url(), request_.url_list.size() > 1});
}

void Fetch::receive_response(const Answer& answer) {
  // 5 (HF-10, CRP-10): for opaque ones alone. DEVIATION (AMB-19): an answer without a URL is not checked.
  const bool is_opaque = request_.response_tainting == ResponseTainting::opaque || answer.type == ResponseType::opaque;
  if (is_opaque && answer.url != nullptr &&
      !cross_origin_resource_policy_check({request_.origin, *answer.url, request_.embedder_policy, includes_credentials_, false},
                                          answer.response.headers, profile_, trace_)) {
    return block(Reason::corp_blocked, at_of(answer.response));
  }
  // 6
  const int status = answer.response.status;
  if (is_redirect_status(status)) return redirect(answer);
  // LOC-1, STA-3: any other status leads nowhere, whatever its headers say.
  if (trace_ && contains(answer.response.headers, "Location")) {
    trace_.step(Rule::LOC_1, Outcome::no, [&] { return "A response with status " + std::to_string(status) + " has no location URL."; });
    if (status >= 300 && status <= 399) {
      trace_.step(Rule::STA_3, Outcome::no, [&] { return std::to_string(status) + " is no redirect status."; });
    }
  }
  finish(answer);
}

// Whether the request would be preflighted on its way to another origin. For the trace.
bool Fetch::may_need_preflight() const {
  if (request_.use_cors_preflight) return true;
  return request_.unsafe_request && (!is_cors_safelisted_method(request_.method) || !unsafe_names(Trace()).empty());
}

// HTTP fetch 6, then https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
void Fetch::redirect(const Answer& answer) {
  const int status = answer.response.status;
  const HeaderListView headers = answer.response.headers;
  switch (request_.redirect_mode) {
    case RedirectMode::error:
      // 6.3 (HF-12): decided by the status alone.
      if (profile_.redirect_error_needs_location && !contains(headers, "Location")) return finish(answer);
      return block(Reason::redirect_mode_error, At::redirect);
    case RedirectMode::manual:
      // 6.3 (HF-13): a navigation goes on later, of its own accord; its redirect is handed out as it is.
      if (request_.mode == Mode::navigate) {
        trace_.step(Rule::HF_13, Outcome::allowed, "Redirect mode manual: a navigation gets the redirect as it is.");
        return finish(answer);
      }
      trace_.step(Rule::HF_13, Outcome::allowed, "Redirect mode manual: the script gets an opaque redirect.");
      return finish({answer.response, ResponseType::opaqueredirect, answer.url, answer.has_several_urls});
    case RedirectMode::follow:
      break;
  }
  // 6.3 (HF-14)
  trace_.step(Rule::HF_14, Outcome::yes,
              [&] { return "A response with status " + std::to_string(status) + " is followed: " + shown("Location", headers) + "."; });
  // HTTP-redirect fetch 3:
  const LocationUrl location = location_url(status, headers, answer.url, request_.current_url().fragment, profile_, trace_);
  // 4 (RED-3): a redirect to nowhere is an ordinary response.
  if (std::holds_alternative<NoLocation>(location)) {
    trace_.step(Rule::RED_3, Outcome::allowed, "A redirect status without Location is handed out as it is.");
    return finish(answer);
  }
  // 5 (RED-5). A value that cannot be parsed is what the step is about; several lines are LOC-2's.
  if (const auto* bad = std::get_if<BadLocation>(&location)) {
    const std::optional<Rule> rule = bad->has_several_lines ? std::optional(Rule::LOC_2) : std::nullopt;
    return block(Reason::redirect_bad_location, At::redirect, rule);
  }
  // 6-19
  if (const std::optional<RedirectRefusal> refusal =
          http_redirect_fetch(request_, std::get<Url>(location), status, headers, blob_lookup_, profile_, trace_)) {
    return block(refusal->reason, At::redirect, refusal->rule);
  }
  // 20-22 (RED-20): so that bad ports, tainting and preflights are decided anew. Told of requests that may need a preflight.
  if (trace_ && may_need_preflight()) {
    trace_.step(Rule::RED_20, Outcome::yes, "Main fetch starts anew, so whether the redirected request is preflighted is its own matter.");
  }
  main_fetch();
}

}  // namespace crosscheck
