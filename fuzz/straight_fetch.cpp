#include "fuzz/straight_fetch.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "crosscheck/base/isomorphic.h"
#include "fuzz/literal.h"
#include "fuzz/literal_method.h"
#include "fuzz/straight_checks.h"
#include "fuzz/straight_request.h"
#include "fuzz/straight_response_checks.h"
#include "fuzz/straight_scheme.h"

namespace crosscheck::fuzz {
namespace {

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

// Whether a hop left an origin (or a site) that was not the requester's.
bool is_tainted(const Request& request) {
  for (std::size_t i = 1; i < request.url_list.size(); ++i) {
    const Origin from = origin_of_url(request.url_list[i - 1]);
    const Origin to = origin_of_url(request.url_list[i]);
    if (!same_origin(from, to) && !same_origin(request.origin, from)) return true;
  }
  return false;
}

std::string origin_of(const Request& request) { return is_tainted(request) ? "null" : request.origin.serialized(); }

// The value of Origin, or nothing where there is none.
std::optional<std::string> origin_header(const Request& request) {
  const bool is_socket = request.mode == Mode::websocket || request.mode == Mode::webtransport;
  if (request.response_tainting == ResponseTainting::cors || is_socket) return origin_of(request);
  if (request.method == "GET" || request.method == "HEAD") return std::nullopt;
  const bool downgrade = request.origin.scheme() == "https" && request.current_url().scheme != "https";
  const bool foreign = !same_origin(request.origin, origin_of_url(request.current_url()));
  bool hidden = false;
  switch (request.referrer_policy) {
    case ReferrerPolicy::no_referrer:
      hidden = true;
      break;
    case ReferrerPolicy::no_referrer_when_downgrade:
    case ReferrerPolicy::strict_origin:
    case ReferrerPolicy::strict_origin_when_cross_origin:
      hidden = downgrade;
      break;
    case ReferrerPolicy::same_origin:
      hidden = foreign;
      break;
    default:
      break;
  }
  return hidden && request.mode != Mode::cors ? "null" : origin_of(request);
}

// The last of the tokens that a browser knows; nothing where there is none.
std::optional<ReferrerPolicy> referrer_policy_of(HeaderListView headers) {
  std::optional<ReferrerPolicy> last;
  for (const std::string& token : list_of(headers, "Referrer-Policy").value_or(std::vector<std::string>())) {
    if (const std::optional<ReferrerPolicy> policy = from_string<ReferrerPolicy>(token); policy && !token.empty()) last = policy;
  }
  return last;
}

// The whole way of one fetch.
class Way {
 public:
  Way(StraightRequest given, const std::vector<GivenResponse>& responses, ListOfEntries& cache, std::uint64_t now)
      : request_(std::move(given.request)),
        added_accept_(given.added_accept),
        responses_(responses),
        taken_(responses.size(), false),
        cache_(cache),
        now_(now) {}

  Told go() {
    while (hop()) {
    }
    return std::move(told_);
  }

 private:
  bool end(std::string line) {
    told_.lines.push_back(std::move(line));
    return false;
  }
  // A network error out of main fetch clears the cache where some hop was preflighted.
  bool blocked(Reason reason, At at) {
    if (preflighted_) cache_.clear(keyed());
    return end(told_blocked(reason, at));
  }
  // WHY: the model's key has the origin as it is, and a tainted one is null.
  Request keyed() const {
    Request request = request_;
    if (is_tainted(request_)) request.origin = Origin();
    return request;
  }

  const NetworkResponse* take(Purpose purpose) {
    for (std::size_t i = 0; i < responses_.size(); ++i) {
      if (taken_[i] || (responses_[i].purpose && *responses_[i].purpose != purpose)) continue;
      taken_[i] = true;
      ++told_.used;
      return &responses_[i].response;
    }
    return nullptr;
  }

  // Sends, and once more after a 421. Null where nothing comes any more.
  const NetworkResponse* exchange(Purpose purpose, std::string_view method, const std::vector<Header>& headers, bool credentials) {
    const bool can_be_sent_twice = purpose == Purpose::preflight || !is_stream();
    const NetworkResponse* response = nullptr;
    for (int time = 0; time < 2; ++time) {
      told_.lines.push_back(told_request(purpose, method, serialize_url(request_.current_url(), Fragment::excluded, Userinfo::excluded),
                                         headers, credentials));
      response = take(purpose);
      if (response == nullptr || response->network_error || response->status != 421 || !can_be_sent_twice) break;
    }
    return response;
  }

  // One hop; whether another one follows.
  bool hop() {
    const Url url = request_.current_url();
    if (straight_port_is_bad(url)) return blocked(Reason::bad_port, At::request);
    bool preflights = false;
    if (same_origin(origin_of_url(url), request_.origin) && request_.response_tainting == ResponseTainting::basic) {
      // at home
    } else if (url.scheme == "data" || request_.mode == Mode::navigate || request_.mode == Mode::websocket ||
               request_.mode == Mode::webtransport) {
      request_.response_tainting = ResponseTainting::basic;
    } else if (request_.mode == Mode::same_origin) {
      return blocked(Reason::mode_same_origin_cross_origin_url, At::request);
    } else if (request_.mode == Mode::no_cors) {
      if (request_.redirect_mode != RedirectMode::follow) return blocked(Reason::no_cors_redirect_mode, At::request);
      request_.response_tainting = ResponseTainting::opaque;
    } else {
      if (!url.is_http()) return blocked(Reason::scheme_not_http, At::request);
      request_.response_tainting = ResponseTainting::cors;
      preflights = needs_preflight();
    }
    if (url.is_http()) return network(preflights);
    const std::optional<std::string> type = straight_scheme_type(url);
    if (!type) return blocked(Reason::scheme_unsupported, At::request);
    return finish({false, 200, HeaderList{{"Content-Type", *type}}});
  }

  bool needs_preflight() const {
    if (request_.use_cors_preflight) return true;
    return request_.unsafe_request &&
           (!literal::is_cors_safelisted_method(request_.method) || !straight_unsafe_names(request_.header_list).empty());
  }
  bool cache_lets_through(const std::set<std::string>& unsafe) const {
    const bool method_matters = request_.use_cors_preflight || !literal::is_cors_safelisted_method(request_.method);
    if (method_matters && !cache_.matches_method(keyed(), now_)) return false;
    return std::all_of(unsafe.begin(), unsafe.end(), [&](const std::string& name) { return cache_.matches_header(name, keyed(), now_); });
  }

  bool network(bool preflights) {
    if (preflights) {
      preflighted_ = true;
      const std::set<std::string> unsafe = straight_unsafe_names(request_.header_list);
      if (!cache_lets_through(unsafe)) {
        std::vector<Header> headers{{"Accept", "*/*"}, {"Access-Control-Request-Method", request_.method}};
        std::string names;
        for (const std::string& name : unsafe) names += (names.empty() ? "" : ",") + name;
        if (!names.empty()) headers.push_back({"Access-Control-Request-Headers", names});
        headers.push_back({"Origin", origin_of(request_)});
        const NetworkResponse* const answer = exchange(Purpose::preflight, "OPTIONS", headers, false);
        if (answer == nullptr) return end(std::string(kToldPending));
        if (answer->network_error) return blocked(Reason::network_error, At::preflight);
        if (answer->status == 407) return blocked(Reason::proxy_authentication_required, At::preflight);
        const Result<PreflightGrant, Reason> grant =
            straight_preflight_check(request_, unsafe, origin_of(request_), answer->status, answer->headers.views());
        if (!grant) return blocked(grant.error(), At::preflight);
        cache_.store(keyed(), *grant, now_);
      }
    }
    bool credentials = request_.credentials_mode == CredentialsMode::include ||
                       (request_.credentials_mode == CredentialsMode::same_origin && request_.response_tainting == ResponseTainting::basic);
    if (request_.mode == Mode::no_cors && request_.embedder_policy == EmbedderPolicy::credentialless) {
      credentials = credentials && same_origin(request_.origin, origin_of_url(request_.current_url())) && !is_tainted(request_);
    }
    if (is_stream() && request_.current_url().scheme == "http") return blocked(Reason::stream_over_http_1, At::request);
    HeaderList sent = request_.header_list;
    if (added_accept_) sent.remove("Accept");
    if (const std::optional<std::string> origin = origin_header(request_)) sent.append("Origin", *origin);
    const NetworkResponse* const response = exchange(Purpose::actual, request_.method, {sent.begin(), sent.end()}, credentials);
    if (response == nullptr) return end(std::string(kToldPending));
    if (response->network_error) return blocked(Reason::network_error, At::response);
    if (response->status == 407) return blocked(Reason::proxy_authentication_required, At::response);
    const std::vector<HeaderView> headers = response->headers.views();
    const At at = is_redirect(response->status) ? At::redirect : At::response;
    if (request_.response_tainting == ResponseTainting::cors) {
      const std::optional<Reason> refusal = straight_cors_check(origin_of(request_), request_.credentials_mode, headers);
      if (refusal) return blocked(*refusal, at);
    }
    const Url& url = request_.current_url();
    request_.timing_allow_failed = !straight_tao_check(
        {request_.origin, origin_of(request_), request_.mode, url, request_.response_tainting, request_.timing_allow_failed}, headers);
    if (request_.response_tainting == ResponseTainting::opaque &&
        !straight_resource_policy_check({request_.origin, url, request_.embedder_policy, credentials, false}, headers)) {
      return blocked(Reason::corp_blocked, at);
    }
    return is_redirect(response->status) ? redirect(*response) : finish(*response);
  }

  bool redirect(const NetworkResponse& response) {
    if (request_.redirect_mode == RedirectMode::error) return blocked(Reason::redirect_mode_error, At::redirect);
    if (request_.redirect_mode == RedirectMode::manual) {
      if (request_.mode == Mode::navigate) return finish(response);
      return end(told_response(ResponseType::opaqueredirect, 0, serialize_url(request_.current_url(), Fragment::excluded), is_redirected(),
                               !request_.timing_allow_failed));
    }
    const std::vector<HeaderView> headers = response.headers.views();
    std::vector<std::string_view> locations;
    for (const HeaderView& header : headers) {
      if (literal::same_in_any_case(header.name, "Location")) locations.push_back(header.value);
    }
    if (locations.empty()) return finish(response);
    if (locations.size() > 1) return blocked(Reason::redirect_bad_location, At::redirect);
    Result<Url, UrlError> parsed = parse_url(isomorphic_decode_to_utf8(locations[0]), &request_.current_url());
    if (!parsed) return blocked(Reason::redirect_bad_location, At::redirect);
    Url location = std::move(parsed).value();
    if (!location.fragment) location.fragment = request_.current_url().fragment;
    if (!location.is_http()) return blocked(Reason::redirect_to_non_http, At::redirect);
    if (request_.url_list.size() > 20) return blocked(Reason::too_many_redirects, At::redirect);
    const Origin target = origin_of_url(location);
    const bool leaves_with_credentials = request_.mode == Mode::cors && !same_origin(request_.origin, target);
    if (location.includes_credentials() && (leaves_with_credentials || request_.response_tainting == ResponseTainting::cors))
      return blocked(Reason::redirect_url_has_credentials, At::redirect);
    if (response.status != 303 && is_stream()) return blocked(Reason::redirect_stream_body, At::redirect);
    const bool post = request_.method == "POST" && (response.status == 301 || response.status == 302);
    if (post || (response.status == 303 && request_.method != "GET" && request_.method != "HEAD")) {
      request_.method = "GET";
      request_.body.reset();
      for (const char* const name : {"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"})
        request_.header_list.remove(name);
    }
    if (!same_origin(origin_of_url(request_.current_url()), target)) request_.header_list.remove("Authorization");
    request_.url_list.push_back(std::move(location));
    ++request_.redirect_count;
    if (const std::optional<ReferrerPolicy> policy = referrer_policy_of(headers)) request_.referrer_policy = *policy;
    return true;
  }

  bool finish(const NetworkResponse& response) {
    const ResponseTainting tainting = request_.response_tainting;
    if (tainting == ResponseTainting::opaque) return end(told_response(ResponseType::opaque, 0, "", false, !request_.timing_allow_failed));
    told_.shown = straight_filter(tainting, request_.credentials_mode, response.headers.views());
    return end(told_response(tainting == ResponseTainting::cors ? ResponseType::cors : ResponseType::basic, response.status,
                             serialize_url(request_.current_url(), Fragment::excluded), is_redirected(), !request_.timing_allow_failed));
  }

  bool is_redirected() const { return request_.url_list.size() > 1; }
  bool is_stream() const { return request_.body && request_.body->source_is_null; }

  Request request_;
  bool added_accept_;
  const std::vector<GivenResponse>& responses_;
  std::vector<bool> taken_;
  ListOfEntries& cache_;
  std::uint64_t now_;
  bool preflighted_ = false;
  Told told_;
};

}  // namespace

Told straight_fetch(const AskedFetch& asked, ListOfEntries& cache) {
  Result<StraightRequest, Reason> given = straight_request(asked.request);
  if (!given) return Told{{told_blocked(given.error(), At::construct)}, 0, {}};
  return Way(std::move(given).value(), asked.responses, cache, asked.at).go();
}

}  // namespace crosscheck::fuzz
