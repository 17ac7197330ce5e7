// Fetch, second part: HTTP fetch, CORS-preflight fetch, HTTP-network-or-cache fetch and what they make of the answers.
#include <string>
#include <utility>

#include "crosscheck/fetch/cors_check.h"
#include "crosscheck/fetch/cross_origin_resource_policy.h"
#include "crosscheck/fetch/fetch.h"
#include "crosscheck/fetch/http_redirect_fetch.h"
#include "crosscheck/fetch/location_url.h"
#include "crosscheck/fetch/redirect_taint.h"
#include "crosscheck/fetch/request_origin_header.h"
#include "crosscheck/fetch/tao_check.h"
#include "crosscheck/http/method.h"
#include "crosscheck/http/status.h"

namespace crosscheck {

namespace {

constexpr int kProxyAuthenticationRequired = 407;
constexpr int kMisdirectedRequest = 421;

At at_of(const NetworkResponse& response) {
  return !response.network_error && is_redirect_status(response.status) ? At::redirect : At::response;
}

bool is_stream(const std::optional<Body>& body) { return body && body->source_is_null; }

}  // namespace

// https://fetch.spec.whatwg.org/#concept-http-fetch
void Fetch::http_fetch() {
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
      return receive_response({answer->response, answer->type, answer->url ? &*answer->url : nullptr, answer->has_several_urls});
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
  const bool asks_for_method =
      (forced || !is_cors_safelisted_method(request_.method)) && !cache_.matches_method(request_, now_, profile_, trace_);
  // 4.1 (HF-4): the cache must know every CORS-unsafe name.
  if (asks_for_method || !cache_.matches_header_names(unsafe_names_, request_, now_, profile_, trace_)) return cors_preflight_fetch();
  trace_.step(Rule::HF_4, Outcome::matched, "preflight-cached: the cache answers for this request, so no preflight is sent.");
  http_network_or_cache_fetch();
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, to its step 6
void Fetch::cors_preflight_fetch() {
  state_ = State::preflight;
  is_new_connection_ = false;
  // 6 (PRE-8): straight to the network, past service workers and main fetch.
  if (hooks_.is_offline()) return block(Reason::network_error, At::preflight);
  send(Purpose::preflight, make_cors_preflight_request(request_, unsafe_names_, trace_), false);
}

void Fetch::receive_preflight(const NetworkResponse& response) {
  if (response.network_error) return block(Reason::network_error, At::preflight);
  // DEVIATION (AMB-13): nobody can answer a proxy's prompt for a preflight (NOC-21).
  if (response.status == kProxyAuthenticationRequired) return block(Reason::proxy_authentication_required, At::preflight);
  if (is_retried(response)) return;

  // 7
  const std::string origin = profile_.preflight_origin_is_untainted ? request_.origin.serialized() : serialized_origin();
  std::optional<std::string_view> checked = origin;
  if (profile_.preflight_origin_is_untainted && same_origin(origin_of_url(request_.current_url(), blob_lookup_), request_.origin)) {
    checked.reset();
  }
  const Result<PreflightGrant, Reason> grant =
      judge_cors_preflight_response(request_, unsafe_names_, checked, response.status, response.headers.views(), profile_, trace_);
  if (!grant) return block(grant.error(), At::preflight);
  // 7.12-7.15 (PRE-20 to PRE-22)
  cache_.store(request_, *grant, now_, profile_, trace_);
  // HF-5, PRE-23: the cache is not asked again, so that even an answer that may not be kept lets this request through.
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
    return std::string("Credentials ") + (includes_credentials_ ? "go along" : "stay behind") + ": mode " +
           std::string(to_string(request_.credentials_mode)) + ", tainting " + std::string(to_string(request_.response_tainting)) + ".";
  });
  // 8.4 (NOC-5)
  if (includes_credentials_ && !cross_origin_embedder_policy_allows_credentials(request_, redirect_taint(request_, blob_lookup_), trace_)) {
    includes_credentials_ = false;
  }
  // HTTP-network fetch 2 (NET-1)
  if (hooks_.is_offline()) return block(Reason::network_error, At::response);
  // HTTP-network fetch 8.3 (NET-4): a stream needs a protocol that can carry it; found out only here, after the preflight.
  if (is_stream(request_.body) && hooks_.speaks_http_1(request_.current_url())) return block(Reason::stream_over_http_1, At::request);
  // 13 (NOC-18)
  range_requested_ = request_.header_list.contains("Range");
  send(Purpose::actual, request_, includes_credentials_);
}

// 8.2 (NOC-3): headers of the network layer go onto a copy, so that they neither add up nor leak into the next hop (REQ-2, AMB-14).
void Fetch::send(Purpose purpose, const Request& request, bool credentials) {
  Send send;
  send.purpose = purpose;
  send.method = request.method;
  send.url = serialize_url(request.current_url(), Fragment::excluded, Userinfo::excluded);
  send.headers = request.header_list;
  // An Accept that the script did not set is a user agent's to choose.
  if (purpose == Purpose::actual && added_accept_) send.headers.remove("Accept");
  send.credentials = credentials;
  // 8.12 (NOC-9)
  std::string origin = purpose == Purpose::preflight && profile_.preflight_origin_is_untainted
                           ? request.origin.serialized()
                           : serialize_request_origin(request, blob_lookup_);
  if (const std::optional<std::string> value = request_origin_header(request, std::move(origin), trace_)) {
    send.headers.append("Origin", *value);
  }
  step_ = std::move(send);
}

// 17 (NOC-22): a 421 is asked again once on a new connection, unless the body cannot be sent twice.
bool Fetch::is_retried(const NetworkResponse& response) {
  if (response.status != kMisdirectedRequest || is_new_connection_) return false;
  if (state_ == State::actual && is_stream(request_.body)) return false;
  trace_.step(Rule::NOC_22, Outcome::sent, "421: the same request goes out once more, on a new connection.");
  is_new_connection_ = true;
  return true;
}

// HTTP fetch from its step 4.4 on, with what the network gave.
void Fetch::receive_actual(const NetworkResponse& response) {
  if (response.network_error) return block(Reason::network_error, At::response);
  // 16 (NOC-21): nobody answers a prompt. A 401 is handed on for the same reason (NOC-19).
  if (response.status == kProxyAuthenticationRequired) return block(Reason::proxy_authentication_required, At::response);
  if (is_retried(response)) return;

  const std::vector<HeaderView> headers = response.headers.views();
  const std::string origin = serialized_origin();
  // 4.4 (HF-8, CHK-8): every network response, whatever its status.
  if (request_.response_tainting == ResponseTainting::cors) {
    const CorsCheck result = cors_check(origin, request_.credentials_mode, headers, profile_, trace_);
    if (result != CorsCheck::success) {
      return block(cors_check_reason(result, origin, headers), at_of(response));
    }
  }
  // 4.5 (HF-9): sticky (REQ-11).
  if (!tao_check({request_.origin, origin, request_.mode, request_.current_url(), request_.response_tainting, request_.timing_allow_failed},
                 headers, trace_)) {
    request_.timing_allow_failed = true;
  }
  receive_response({response, ResponseType::default_, &request_.current_url(), request_.url_list.size() > 1});
}

void Fetch::receive_response(const Answer& answer) {
  // 5 (HF-10): for opaque ones alone. DEVIATION (AMB-19): an answer without a URL is not checked.
  const bool is_opaque = request_.response_tainting == ResponseTainting::opaque || answer.type == ResponseType::opaque;
  if (is_opaque && answer.url != nullptr &&
      !cross_origin_resource_policy_check({request_.origin, *answer.url, request_.embedder_policy, includes_credentials_, false},
                                          answer.response.headers.views(), profile_, trace_)) {
    return block(Reason::corp_blocked, at_of(answer.response));
  }
  // 6
  if (is_redirect_status(answer.response.status)) return redirect(answer);
  finish(answer);
}

// HTTP fetch 6, then https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
void Fetch::redirect(const Answer& answer) {
  const int status = answer.response.status;
  const std::vector<HeaderView> headers = answer.response.headers.views();
  switch (request_.redirect_mode) {
    case RedirectMode::error:
      // 6.3 (HF-12): decided by the status alone.
      if (profile_.redirect_error_needs_location && !contains(headers, "Location")) return finish(answer);
      return block(Reason::redirect_mode_error, At::redirect);
    case RedirectMode::manual:
      // 6.3 (HF-13): a navigation goes on later, of its own accord; its redirect is handed out as it is.
      if (request_.mode == Mode::navigate) return finish(answer);
      trace_.step(Rule::HF_13, Outcome::allowed, "Redirect mode manual: the script gets an opaque redirect.");
      return finish({answer.response, ResponseType::opaqueredirect, answer.url, answer.has_several_urls});
    case RedirectMode::follow:
      break;
  }
  // 6.3 (HF-14). HTTP-redirect fetch 3:
  const LocationUrl location = location_url(status, headers, answer.url, request_.current_url().fragment, profile_, trace_);
  // 4 (RED-3): a redirect to nowhere is an ordinary response.
  if (std::holds_alternative<NoLocation>(location)) {
    trace_.step(Rule::RED_3, Outcome::allowed, "A redirect status without Location is handed out as it is.");
    return finish(answer);
  }
  // 5 (RED-5)
  if (std::holds_alternative<BadLocation>(location)) return block(Reason::redirect_bad_location, At::redirect);
  // 6-19
  if (const std::optional<Reason> reason =
          http_redirect_fetch(request_, std::get<Url>(location), status, headers, blob_lookup_, profile_, trace_)) {
    return block(*reason, At::redirect);
  }
  // 20-22 (RED-20): so that bad ports, tainting and preflights are decided anew.
  main_fetch();
}

}  // namespace crosscheck
