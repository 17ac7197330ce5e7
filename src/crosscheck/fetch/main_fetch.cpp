// Fetch, first part: main fetch and scheme fetch, which decide how a hop goes on, and what becomes of its response.
#include <string>
#include <utility>

#include "crosscheck/fetch/bad_port.h"
#include "crosscheck/fetch/data_url.h"
#include "crosscheck/fetch/fetch.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/fetch/response_filter.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "crosscheck/http/method.h"
#include "crosscheck/http/status.h"

namespace crosscheck {
namespace {

ResponseType type_of(ResponseTainting tainting) {
  switch (tainting) {
    case ResponseTainting::basic:
      return ResponseType::basic;
    case ResponseTainting::cors:
      return ResponseType::cors;
    case ResponseTainting::opaque:
      break;
  }
  return ResponseType::opaque;
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-main-fetch
void Fetch::main_fetch() {
  // 1-2 (MF-1): nothing has answered yet. OMITTED: 3-4 (MF-2, MF-3).
  range_requested_ = false;
  // 5-6, 10 (MF-4, MF-8): an upgrade changes the scheme in place, so that the URL list and with it the taint stay as they are (AMB-28).
  if (request_.current_url().scheme == "http" && hooks_.upgrades_to_https(request_)) {
    Url& url = request_.url_list.back();
    url.scheme = "https";
    if (url.port == default_port("https")) url.port.reset();
    trace_.step(Rule::MF_8, Outcome::set, [&] { return "The URL becomes " + quoted(serialize_url(url)) + " in place."; });
  }
  // 7 (MF-5, PRT-1): on every hop.
  if (is_blocked_by_bad_port(request_.current_url())) {
    block(Reason::bad_port, At::request);
    return tell_bad_port();
  }
  if (const std::optional<Reason> reason = hooks_.blocks_request(request_)) return block(*reason, At::request);
  // 8 (MF-6, AMB-11): an empty referrer policy stays empty, as the request brings its policy container's. OMITTED: 9 (MF-7), 11 (MF-9).

  // 12 (MF-10): the first branch that matches decides.
  const Origin url_origin = origin_of_url(request_.current_url(), blob_lookup_);
  // MF-12: the requester's own origin, as long as no other had a say.
  if (same_origin(url_origin, request_.origin) && request_.response_tainting == ResponseTainting::basic) {
    trace_.step(Rule::MF_12, Outcome::set,
                [&] { return quoted(url_origin.serialized()) + " is the requester's own origin: the response is not tainted."; });
    return scheme_fetch();
  }
  tell_way_back(url_origin);
  // MF-13. Such an answer is not put to the CORS check (CHK-9).
  if (request_.current_url().scheme == "data") {
    trace_.step(Rule::MF_13, Outcome::set, "A data: URL carries its own answer.");
    if (request_.mode != Mode::cors) {
      trace_.step(Rule::MF_10, Outcome::yes,
                  [&] { return "The branches for mode " + std::string(to_string(request_.mode)) + " come behind that for data: URLs."; });
    }
    request_.response_tainting = ResponseTainting::basic;
    return scheme_fetch();
  }
  switch (request_.mode) {
    case Mode::navigate:
    case Mode::websocket:
    case Mode::webtransport:
      // MF-14
      trace_.step(Rule::MF_14, Outcome::set, [&] { return "CORS does not govern mode " + std::string(to_string(request_.mode)) + "."; });
      request_.response_tainting = ResponseTainting::basic;
      return scheme_fetch();
    case Mode::same_origin:
      // MF-15
      return block(Reason::mode_same_origin_cross_origin_url, At::request);
    case Mode::no_cors:
      // MF-16
      if (request_.redirect_mode != RedirectMode::follow) return block(Reason::no_cors_redirect_mode, At::request);
      // MF-17
      trace_.step(Rule::MF_17, Outcome::set, "Mode no-cors: the response will be opaque.");
      request_.response_tainting = ResponseTainting::opaque;
      return scheme_fetch();
    case Mode::cors:
      break;
  }
  // MF-18
  if (!request_.current_url().is_http()) return block(Reason::scheme_not_http, At::request);

  // MF-19, MF-20
  request_.response_tainting = ResponseTainting::cors;
  // Told where the script set a header itself.
  const bool has_script_headers = request_.header_list.size() > (added_accept_ ? 1u : 0u);
  unsafe_names_ = unsafe_names(has_script_headers ? trace_ : Trace());
  preflighting_ = preflight_is_due();
  if (preflighting_) {
    any_hop_preflighted_ = true;
    trace_.step(Rule::MF_19, Outcome::yes, [&] {
      return (request_.redirect_count > 0 ? "preflight-required-after-redirect: " : "A preflight is needed: ") + why_preflight() + ".";
    });
    if (request_.redirect_count > 0 && !unsafe_names_.empty()) {
      trace_.step(Rule::REQ_2, Outcome::no, "What earlier hops appended for the network is not among the request's headers.");
    }
  } else {
    trace_.step(Rule::MF_20, Outcome::no,
                request_.unsafe_request ? "No preflight is needed: method and headers are safelisted."
                                        : "No preflight is needed: whoever made the request did not set the unsafe-request flag.");
    tell_flag_unset();
  }
  if (const std::optional<NetworkResponse> response = hooks_.override_fetch(request_)) return finish_with(*response);
  http_fetch();
}

// What MF-19 asks: whether this hop belongs to main fetch's preflighting branch.
bool Fetch::preflight_is_due() const {
  if (request_.use_cors_preflight) return true;
  if (request_.unsafe_request && (!is_cors_safelisted_method(request_.method) || !unsafe_names_.empty())) return true;
  return request_.redirect_count > 0 && needed_preflight_at_first_;
}

// The names that a preflight of this hop asks for.
std::vector<std::string> Fetch::unsafe_names(Trace trace) const {
  const bool original =
      profile_.redirect_preflight == Profile::RedirectPreflight::kept_with_original_headers && request_.redirect_count > 0;
  return cors_unsafe_request_header_names((original ? first_header_list_ : request_.header_list).views(), profile_, trace);
}

// https://fetch.spec.whatwg.org/#concept-override-fetch, then #concept-scheme-fetch
void Fetch::scheme_fetch() {
  // OVR-1, OVR-2 (AMB-15)
  if (const std::optional<NetworkResponse> response = hooks_.override_fetch(request_)) return finish_with(*response);
  const Url& url = request_.current_url();
  // SCH-1
  if (url.is_http()) {
    if (trace_ && request_.redirect_count == 0 && may_need_preflight()) {
      trace_.step(Rule::OVR_2, Outcome::no, "Scheme fetch goes to the network without a preflight.");
    }
    preflighting_ = false;
    return http_fetch();
  }
  if (url.scheme == "about" && url.path == "blank") {
    return finish_with_type("text/html;charset=utf-8");
  }
  if (url.scheme == "data") {
    if (const std::optional<std::string> type = data_url_mime_type(url)) {
      if (*type == "text/plain;charset=US-ASCII") {
        trace_.step(Rule::SCH_1, Outcome::set, "The data: URL names no readable type: it is plain text.");
      }
      return finish_with_type(*type);
    }
    return block(Reason::scheme_unsupported, At::request);
  }
  // Blobs are read with GET alone.
  if (url.scheme == "blob" && request_.method != "GET") return block(Reason::scheme_unsupported, At::request);
  if (const std::optional<NetworkResponse> response = hooks_.scheme_fetch(request_)) return finish_with(*response);
  block(Reason::scheme_unsupported, At::request);
}

void Fetch::finish_with_type(std::string_view content_type) {
  const HeaderView line{"Content-Type", content_type};
  NetworkResponseView response;
  response.headers = HeaderListView(&line, 1);
  finish({response});
}

void Fetch::finish_with(const NetworkResponse& response) {
  const std::vector<HeaderView> lines = response.headers.views();
  finish({NetworkResponseView{response.network_error, response.status, lines}});
}

// Main fetch from its step 14 on, once: with the tainting of the last hop (MF-21).
void Fetch::finish(const Answer& answer) {
  const NetworkResponseView& response = answer.response;
  if (response.network_error) return block(Reason::network_error, At::response);
  // 14 (MF-22): what is filtered already keeps its filter.
  const bool is_filtered = answer.type != ResponseType::default_;
  FilteredResponse filtered;
  filtered.type = is_filtered ? answer.type : type_of(request_.response_tainting);
  // 20 (MF-30)
  if (const std::optional<Reason> reason = hooks_.blocks_response(request_, response)) return end_blocked(*reason, At::response);
  // 21 (MF-31): by the type, which need not be that of the tainting where a service worker answered.
  if (filtered.type == ResponseType::opaque && is_range_status(response.status) && range_requested_ &&
      !request_.header_list.contains("Range")) {
    return end_blocked(Reason::opaque_range, At::response);
  }
  // 14 (MF-25), with the headers of this response alone (FLT-9).
  std::vector<HeaderView> lines;
  if (!is_filtered) lines = filtered_headers(request_.response_tainting, request_.credentials_mode, response.headers, profile_, Trace());
  const HeaderListView readable = is_filtered ? response.headers : HeaderListView(lines);
  filtered.headers = sort_and_combine(readable);
  filtered.status = response.status;
  // 15-16 (MF-26): without URLs of its own, the response has the request's.
  filtered.url = serialize_url(answer.url != nullptr ? *answer.url : request_.current_url(), Fragment::excluded);
  filtered.redirected = answer.url != nullptr ? answer.has_several_urls : request_.url_list.size() > 1;
  // FLT-6, FLT-7
  if (filtered.type == ResponseType::opaque || filtered.type == ResponseType::opaqueredirect) {
    filtered.status = 0;
    filtered.headers.clear();
  }
  if (filtered.type == ResponseType::opaque) {
    filtered.url.clear();
    filtered.redirected = false;
  }
  if (trace_) tell_filtered(answer, filtered.type, readable);
  allow(std::move(filtered));
}

}  // namespace crosscheck
