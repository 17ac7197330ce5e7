#include "fuzz/straight_request.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/literal.h"
#include "fuzz/literal_header_classes.h"
#include "fuzz/literal_method.h"

namespace crosscheck::fuzz {
namespace {

// What `fetch()` and `open()` do with a method.
Result<std::string, Reason> checked_method(std::string_view method) {
  if (!literal::is_method(method)) return Reason::method_invalid;
  if (literal::is_forbidden_method(method)) return Reason::method_forbidden;
  return literal::normalize_method(method);
}

// The header as an API takes it: its value normalized; nothing where the API throws.
std::optional<HeaderView> normalized(const Header& header) {
  const std::string_view value = literal::strip(header.value, " \t\r\n");
  if (!literal::is_token(header.name) || value.find_first_of(std::string_view("\0\r\n", 3)) != std::string_view::npos) return std::nullopt;
  return HeaderView{header.name, value};
}

// https://fetch.spec.whatwg.org/#concept-headers-append with one of the guards of a request: false where it throws.
// WHY no step 5: a `Range` that could be removed never passes the guard "request-no-cors".
bool append(HeaderList& list, bool is_no_cors, const Header& given) {
  const std::optional<HeaderView> header = normalized(given);
  if (!header) return false;
  bool passes = false;
  if (is_no_cors) {
    const std::optional<std::string> before = list.get(header->name);
    passes = literal::is_no_cors_safelisted_request_header(header->name, (before ? *before + ", " : "") + std::string(header->value));
  } else {
    passes = !literal::is_forbidden_request_header(header->name, header->value);
  }
  if (passes) list.append(header->name, header->value);
  return true;
}

Request begun(const ClientRequest& asked, Url url) {
  Request request;
  request.url_list.push_back(std::move(url));
  request.origin = asked.origin;
  request.mode = asked.mode;
  request.credentials_mode = asked.credentials;
  request.redirect_mode = asked.redirect;
  request.referrer_policy = asked.referrer_policy;
  request.embedder_policy = asked.embedder_policy;
  request.network_partition_key = asked.network_partition_key;
  request.unsafe_request = true;
  request.use_cors_preflight = asked.upload_listener;
  return request;
}

// https://fetch.spec.whatwg.org/#concept-fetch, step 13.
StraightRequest with_accept(Request request) {
  const bool adds = !request.header_list.contains("Accept");
  if (adds) request.header_list.append("Accept", "*/*");
  return {std::move(request), adds};
}

bool can_have_body(const Request& request) { return request.method != "GET" && request.method != "HEAD"; }

// https://fetch.spec.whatwg.org/#dom-request
Result<StraightRequest, Reason> by_fetch(const ClientRequest& asked) {
  Result<Url, UrlError> url = parse_url(asked.url);
  if (!url) return Reason::url_invalid;
  if (!url->username.empty() || !url->password.empty()) return Reason::url_has_credentials;
  Request request = begun(asked, std::move(url).value());
  Result<std::string, Reason> method = checked_method(asked.method);
  if (!method) return method.error();
  request.method = std::move(method).value();
  const bool is_no_cors = request.mode == Mode::no_cors;
  if (is_no_cors && !literal::is_cors_safelisted_method(request.method)) return Reason::no_cors_unsafe_method;
  for (const Header& header : asked.headers) {
    if (!append(request.header_list, is_no_cors, header)) return Reason::header_invalid;
  }
  if (!asked.body) return with_accept(std::move(request));
  if (!can_have_body(request)) return Reason::body_not_allowed;
  request.body = Body{!asked.body->replayable};
  if (asked.body->content_type && !request.header_list.contains("Content-Type") &&
      !append(request.header_list, is_no_cors, {"Content-Type", *asked.body->content_type})) {
    return Reason::header_invalid;
  }
  if (request.body->source_is_null) {
    if (is_no_cors) return Reason::no_cors_stream_body;
    request.use_cors_preflight = true;
  }
  return with_accept(std::move(request));
}

// https://xhr.spec.whatwg.org/#the-open()-method, #the-setrequestheader()-method and #the-send()-method
Result<StraightRequest, Reason> by_xhr(const ClientRequest& asked) {
  Result<std::string, Reason> method = checked_method(asked.method);
  if (!method) return method.error();
  Result<Url, UrlError> url = parse_url(asked.url);
  if (!url) return Reason::url_invalid;
  Request request = begun(asked, std::move(url).value());
  request.method = std::move(method).value();
  for (const Header& given : asked.headers) {
    const std::optional<HeaderView> header = normalized(given);
    if (!header) return Reason::header_invalid;
    if (!literal::is_forbidden_request_header(header->name, header->value)) request.header_list.combine(header->name, header->value);
  }
  if (asked.body && can_have_body(request)) {
    request.body = Body{false};
    if (asked.body->content_type && !request.header_list.contains("Content-Type")) {
      request.header_list.append("Content-Type", *asked.body->content_type);
    }
  }
  return with_accept(std::move(request));
}

// What main fetch is handed by anybody else: as it stands.
Result<StraightRequest, Reason> by_nobody(const ClientRequest& asked) {
  Result<Url, UrlError> url = parse_url(asked.url);
  if (!url) return Reason::url_invalid;
  Request request = begun(asked, std::move(url).value());
  request.method = asked.method;
  request.header_list = HeaderList(asked.headers);
  request.unsafe_request = asked.unsafe_request;
  if (request.mode == Mode::navigate) request.credentials_mode = CredentialsMode::include;
  if (asked.body) request.body = Body{!asked.body->replayable};
  if (request.body && request.body->source_is_null) request.use_cors_preflight = true;
  return StraightRequest{std::move(request), false};
}

}  // namespace

Result<StraightRequest, Reason> straight_request(const ClientRequest& asked) {
  if (asked.client == Client::fetch) return by_fetch(asked);
  if (asked.client == Client::xhr) return by_xhr(asked);
  return by_nobody(asked);
}

std::set<std::string> straight_unsafe_names(const HeaderList& headers) {
  std::set<std::string> unsafe;
  std::set<std::string> potentially_unsafe;
  std::size_t size = 0;
  for (const Header& header : headers) {
    const bool is_safelisted = literal::is_cors_safelisted_request_header(header.name, header.value);
    (is_safelisted ? potentially_unsafe : unsafe).insert(literal::lower(header.name));
    if (is_safelisted) size += header.value.size();
  }
  if (size > 1024) unsafe.merge(potentially_unsafe);
  return unsafe;
}

}  // namespace crosscheck::fuzz
