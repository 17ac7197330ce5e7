#include "crosscheck/fetch/client_request.h"

#include <cassert>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/headers_guard.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/method.h"

namespace crosscheck {
namespace {

constexpr std::string_view kContentType = "Content-Type";
constexpr std::string_view kTextType = "text/plain;charset=UTF-8";

// The API throws: the last step is that of the reason's row, but for a request of XMLHttpRequest, whose own text says when it throws.
// NOTE (API-14): to a script a network error looks alike, so both are the verdict `blocked`.
Reason throws(Reason reason, Client client, Trace trace) {
  const ReasonInfo& info = reason_info(reason);
  trace.step(info.rule, Outcome::blocked, [&] { return std::string(info.code) + ": " + std::string(info.sentence); });
  if (client == Client::xhr) trace.step(Rule::API_17, Outcome::blocked, "XMLHttpRequest throws: open() judges the method, then the URL.");
  return reason;
}

// The same for a header that is none: the guard has told why.
Reason throws_for_header(Client client, Trace trace) {
  if (client == Client::xhr) trace.step(Rule::API_17, Outcome::blocked, "XMLHttpRequest throws: setRequestHeader() takes no such header.");
  return Reason::header_invalid;
}

// The fields that every client sets alike. Of the standard's other ones nothing here is read: a client, a destination, a cache mode and
// the like.
Request new_request(const ClientRequest& client_request, Url url) {
  Request request;
  request.url_list.push_back(std::move(url));  // REQ-10
  request.origin = client_request.origin;      // REQ-5, API-15: resolved by whoever asks
  request.mode = client_request.mode;          // API-7
  request.credentials_mode = client_request.credentials;
  request.redirect_mode = client_request.redirect;
  request.referrer_policy = client_request.referrer_policy;
  request.embedder_policy = client_request.embedder_policy;
  request.network_partition_key = client_request.network_partition_key;
  return request;
}

// The check of a method that `fetch()` (API-9) and `open()` share: the normalized method, or what is thrown.
Result<std::string, Reason> checked_method(const ClientRequest& client_request, Trace trace) {
  const std::string_view method = client_request.method;
  if (!is_method(method)) {
    trace.step(Rule::MTH_1, Outcome::no, [&] { return quoted(method) + " is not a method."; });
    return throws(Reason::method_invalid, client_request.client, trace);
  }
  if (is_forbidden_method(method)) {
    trace.step(Rule::MTH_3, Outcome::yes, [&] { return quoted(method) + " is a forbidden method."; });
    return throws(Reason::method_forbidden, client_request.client, trace);
  }
  const std::string_view normalized = normalize_method(method);
  if (normalized != method) {
    trace.step(Rule::MTH_4, Outcome::set, [&] { return "The method is normalized to " + quoted(normalized) + "."; });
  }
  return std::string(normalized);
}

// The header list of a script's request under the guard `request`, as its lines come. Their names have to outlive it.
// WHY: not a HeaderList before it is complete, as that looks each name up line by line. Thousands of long names that differ in their last
// byte would cost the product of lines and bytes.
class AuthorHeaders {
 public:
  // So many lines may come, and behind them the type of a body and an `Accept`.
  explicit AuthorHeaders(std::size_t lines) { lines_.reserve(lines + 2); }

  // https://fetch.spec.whatwg.org/#concept-header-list-append (HDR-8)
  void append(std::string_view name, std::string_view value) {
    const Entry entry = entry_of(name);
    lines_.push_back({entry.is_known ? lines_[entry.first].name : std::string(name), std::string(value)});
  }
  // https://fetch.spec.whatwg.org/#concept-header-list-combine (HDR-11): whether there was a value to which this one was joined.
  bool combine(std::string_view name, std::string_view value) {
    const Entry entry = entry_of(name);
    if (entry.is_known) {
      lines_[entry.first].value.append(", ").append(value);
    } else {
      lines_.push_back({std::string(name), std::string(value)});
    }
    return entry.is_known;
  }
  HeaderList take() { return HeaderList(std::move(lines_)); }

 private:
  struct Entry {
    std::size_t first;
    bool is_known;
  };
  // Where the first line of the name stands, or will stand.
  Entry entry_of(std::string_view name) {
    const auto [match, is_new] = first_lines_.try_emplace(name, lines_.size());
    return {match->second, !is_new};
  }

  std::vector<Header> lines_;
  std::map<std::string_view, std::size_t, LessIgnoringAsciiCase> first_lines_;  // by name
};

// The value of a script's header as the guard `request` lets it pass, or what became of it; a profile's engine may let one vanish that the
// standard takes. A view into the header.
Result<std::string_view, HeadersMutation> guarded_value(const Header& header, const Profile& profile, Trace trace) {
  // https://fetch.spec.whatwg.org/#concept-headers-append, 1-2 (API-1). Steps 3 and 5 are for another guard, and 4 is the caller's.
  const std::string_view value = normalize_header_value(header.value);
  const HeadersMutation validity = headers_validate(HeadersGuard::request, header.name, value, trace);
  if (validity != HeadersMutation::done) return validity;
  if (profile.script_user_agent_is_dropped && equals_ignoring_ascii_case(header.name, "user-agent")) {
    trace.step(Rule::API_1, Outcome::dropped, [&] { return "This engine leaves out " + quoted(header.name) + " where a script sets it."; });
    return HeadersMutation::ignored;
  }
  return value;
}

// https://fetch.spec.whatwg.org/#concept-headers-fill: false where the API throws.
bool fill(HeaderList& list, HeadersGuard guard, const std::vector<Header>& headers, const Profile& profile, Trace trace) {
  if (guard == HeadersGuard::request_no_cors) {
    for (const Header& header : headers) {
      if (headers_append(list, guard, header.name, header.value, profile, trace) == HeadersMutation::type_error) return false;
    }
    return true;
  }
  AuthorHeaders author_headers(headers.size());
  for (const Header& header : headers) {
    const Result<std::string_view, HeadersMutation> value = guarded_value(header, profile, trace);
    if (!value && value.error() == HeadersMutation::type_error) return false;
    if (value) author_headers.append(header.name, *value);
  }
  list = author_headers.take();
  return true;
}

// REQ-4: an upload listener forces a preflight.
void note_upload_listener(const ClientRequest& client_request, Request& request, const Profile& profile, Trace trace) {
  if (!client_request.upload_listener || (profile.upload_listener_needs_body && !request.body)) return;
  request.use_cors_preflight = true;
  trace.step(client_request.client == Client::xhr ? Rule::API_17 : Rule::REQ_4, Outcome::set,
             "A listener on the upload sets the use-CORS-preflight flag.");
}

// https://fetch.spec.whatwg.org/#concept-fetch, steps 12 to 14 (API-16): where nobody has set it, `Accept` comes last and counts like any
// other.
// OMITTED: step 14, as no `Accept-Language` is added; a user agent's own value is its taste.
// The fetch tells of it where it decides something (Fetch::tell_behind).
ConstructedRequest with_accept(Request request, bool type_by_body) {
  const bool add = !request.header_list.contains("Accept");
  if (add) request.header_list.append("Accept", "*/*");
  return ConstructedRequest{std::move(request), add, type_by_body};
}

// https://fetch.spec.whatwg.org/#dom-request with a string and a non-empty `init`, and what fetch() adds.
// OMITTED: a Request object as input (API-6, API-19), and with it steps 6, 9 to 11 (AMB-27), 34 and 41.
Result<ConstructedRequest, Reason> construct_by_fetch(const ClientRequest& client_request, const Profile& profile, Trace trace) {
  // 5.1-5.2 (API-5)
  Result<Url, UrlError> url = parse_url(client_request.url);
  if (!url) return throws(Reason::url_invalid, client_request.client, trace);
  // 5.3 (API-5)
  if (url->includes_credentials()) return throws(Reason::url_has_credentials, client_request.client, trace);
  // 12-13 (REQ-3, API-6): nothing of an older request is left over.
  Request request = new_request(client_request, std::move(url).value());
  request.unsafe_request = true;
  // 16-18 (API-7)
  assert(request.mode == Mode::cors || request.mode == Mode::no_cors || request.mode == Mode::same_origin);
  // OMITTED: 20-21 (API-8), as there is no cache mode.
  // 25 (API-9)
  Result<std::string, Reason> method = checked_method(client_request, trace);
  if (!method) return method.error();
  request.method = std::move(method).value();
  // 31
  HeadersGuard guard = HeadersGuard::request;
  // 32 (API-10)
  if (request.mode == Mode::no_cors) {
    if (!is_cors_safelisted_method(request.method)) return throws(Reason::no_cors_unsafe_method, client_request.client, trace);
    guard = HeadersGuard::request_no_cors;
  }
  // 33 (API-11): each header passes the final guard.
  if (!fill(request.header_list, guard, client_request.headers, profile, trace)) return Reason::header_invalid;
  // 35 (API-18): judged by the normalized method.
  const std::optional<ClientBody>& body = client_request.body;
  bool type_by_body = false;
  if (body && (request.method == "GET" || request.method == "HEAD")) {
    return throws(Reason::body_not_allowed, client_request.client, trace);
  }
  if (body) {
    const bool is_text = !body->replayable && profile.stream_body == Profile::StreamBody::sent_as_text;
    // 37.1-37.3
    request.body = Body{!body->replayable && !is_text};
    const std::optional<std::string> type = is_text ? std::string(kTextType) : body->content_type;
    // 37.4 (API-12): the body's type fills in for a missing header, if the guard lets it pass.
    if (type && !request.header_list.contains(kContentType)) {
      switch (headers_append(request.header_list, guard, kContentType, *type, profile, trace)) {
        case HeadersMutation::type_error:
          return Reason::header_invalid;
        case HeadersMutation::ignored:
          break;
        case HeadersMutation::done:
          type_by_body = true;
          trace.step(Rule::API_12, Outcome::set, [&] { return "The body brings along the `Content-Type` " + quoted(*type) + "."; });
      }
    }
    // 39 (API-13). OMITTED: 39.1, as `duplex` is taken as given.
    if (request.body->source_is_null) {
      if (request.mode != Mode::same_origin && request.mode != Mode::cors) {
        return throws(Reason::no_cors_stream_body, client_request.client, trace);
      }
      request.use_cors_preflight = true;
      trace.step(Rule::API_13, Outcome::set, "The body is a stream, which sets the use-CORS-preflight flag.");
    }
  }
  note_upload_listener(client_request, request, profile, trace);
  return with_accept(std::move(request), type_by_body);
}

// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader
HeadersMutation set_request_header(AuthorHeaders& author_headers, const Header& header, const Profile& profile, Trace trace) {
  // 3-5: the guard `request` normalizes, asks and lets vanish just so.
  const Result<std::string_view, HeadersMutation> value = guarded_value(header, profile, trace);
  if (!value) return value.error();
  // 6 (API-17, HDR-11): one line for each name.
  if (author_headers.combine(header.name, *value)) {
    trace.step(Rule::API_17, Outcome::set,
               [&] { return "The second value of " + quoted(header.name) + " is joined to the first one by a comma."; });
  }
  return HeadersMutation::done;
}

// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-open, #dom-xmlhttprequest-setrequestheader and #dom-xmlhttprequest-send (API-17).
Result<ConstructedRequest, Reason> construct_by_xhr(const ClientRequest& client_request, const Profile& profile, Trace trace) {
  assert(client_request.mode == Mode::cors && client_request.redirect == RedirectMode::follow);
  assert(client_request.credentials != CredentialsMode::omit);
  assert(!client_request.body || client_request.body->replayable);
  // open(), 2-4: the method before the URL.
  Result<std::string, Reason> method = checked_method(client_request, trace);
  if (!method) return method.error();
  // open(), 5-6: it may hold credentials. OMITTED: the use-URL-credentials flag (REQ-12), which says whose they are.
  Result<Url, UrlError> url = parse_url(client_request.url);
  if (!url) return throws(Reason::url_invalid, client_request.client, trace);
  // send(), 6
  Request request = new_request(client_request, std::move(url).value());
  request.unsafe_request = true;  // REQ-3
  request.method = std::move(method).value();
  AuthorHeaders author_headers(client_request.headers.size());
  for (const Header& header : client_request.headers) {
    if (set_request_header(author_headers, header, profile, trace) == HeadersMutation::type_error) {
      return throws_for_header(client_request.client, trace);
    }
  }
  request.header_list = author_headers.take();
  // send(), 3: such a body vanishes.
  const std::optional<ClientBody>& body = client_request.body;
  bool type_by_body = false;
  if (body && (request.method == "GET" || request.method == "HEAD")) {
    trace.step(Rule::API_18, Outcome::dropped,
               [&] { return "XMLHttpRequest leaves out the body of a request with the method " + quoted(request.method) + "."; });
  } else if (body) {
    request.body = Body{false};
    // send(), 4: the author's own type wins. OMITTED: that its charset becomes UTF-8 where the body is text. What kind of body
    // it was is not given, and no charset decides anything here.
    if (body->content_type && !request.header_list.contains(kContentType)) {
      request.header_list.set(kContentType, *body->content_type);
      type_by_body = true;
      trace.step(Rule::API_17, Outcome::set,
                 [&] { return "The body brings along the `Content-Type` " + quoted(*body->content_type) + "."; });
    }
  }
  // send(), 5
  note_upload_listener(client_request, request, profile, trace);
  return with_accept(std::move(request), type_by_body);
}

// The request as main fetch receives it from anybody else.
Result<ConstructedRequest, Reason> construct_raw(const ClientRequest& client_request, const Profile& profile, Trace trace) {
  Result<Url, UrlError> url = parse_url(client_request.url);
  if (!url) return throws(Reason::url_invalid, client_request.client, trace);
  Request request = new_request(client_request, std::move(url).value());
  request.unsafe_request = client_request.unsafe_request;  // REQ-3
  request.method = client_request.method;                  // REQ-1
  if (normalize_method(request.method) != request.method) {
    trace.step(Rule::REQ_1, Outcome::set,
               [&] { return "The method is " + quoted(request.method) + " as it stands: no API normalized it."; });
  }
  request.header_list = HeaderList(client_request.headers);  // REQ-2
  // REQ-7
  if (request.mode == Mode::navigate && request.credentials_mode != CredentialsMode::include) {
    request.credentials_mode = CredentialsMode::include;
    trace.step(Rule::REQ_7, Outcome::set, "A navigation's credentials mode is \"include\".");
  }
  if (client_request.body) {
    request.body = Body{!client_request.body->replayable};
    // REQ-4
    if (request.body->source_is_null) {
      request.use_cors_preflight = true;
      trace.step(Rule::REQ_4, Outcome::set, "The body is a stream, which sets the use-CORS-preflight flag.");
    }
  }
  note_upload_listener(client_request, request, profile, trace);
  return ConstructedRequest{std::move(request), false, false};
}

}  // namespace

Result<ConstructedRequest, Reason> construct_request(const ClientRequest& client_request, const Profile& profile, Trace trace) {
  switch (client_request.client) {
    case Client::fetch:
      return construct_by_fetch(client_request, profile, trace);
    case Client::xhr:
      return construct_by_xhr(client_request, profile, trace);
    case Client::raw:
      break;
  }
  return construct_raw(client_request, profile, trace);
}

}  // namespace crosscheck
