// What a user agent knows beyond CORS, as inputs with a default (rows of kind X): a caller overrides what it has.
#pragma once

#include <optional>
#include <string_view>

#include "crosscheck/fetch/request.h"
#include "crosscheck/fetch/response.h"
#include "crosscheck/reason/reason.h"

namespace crosscheck {

// The defaults are a user agent that has none of these things. The caller owns it, and shares one between threads only if its own overrides
// can bear that; references live as long as the call.
class Hooks {
 public:
  virtual ~Hooks() = default;

  // The origin of the environment that made a blob: URL's entry (OGN-5). Default: no entry.
  virtual std::optional<Origin> blob_origin(const Url&) const { return std::nullopt; }
  // Whether the current URL's scheme becomes https in place: HSTS, upgrade-insecure-requests, mixed content (MF-4, MF-8). Default: no.
  virtual bool upgrades_to_https(const Request&) const { return false; }
  // Whether mixed content, CSP or an integrity policy blocks the request (MF-5), and the code to say so. Default: no.
  virtual std::optional<Reason> blocks_request(const Request&) const { return std::nullopt; }
  // The same for a response (MF-30). Default: no.
  virtual std::optional<Reason> blocks_response(const Request&, const NetworkResponseView&) const { return std::nullopt; }
  // https://fetch.spec.whatwg.org/#concept-override-fetch: an answer in place of the hop (OVR-1). Default: none.
  virtual std::optional<NetworkResponse> override_fetch(const Request&) const { return std::nullopt; }
  // What a service worker answers in place of the network (HF-1). A response that is filtered (any type but `default`) is given with its
  // internal response's status, and with the headers that its filter leaves; an opaque one with the internal response's headers, for CORP.
  struct ServiceWorkerResponse {
    ResponseType type = ResponseType::default_;
    bool has_several_urls = false;             // its URL list holds more than one item
    bool range_requested = false;              // its range-requested flag (MF-31)
    bool request_includes_credentials = true;  // whether the request that it once answered did (CRP-6)
    NetworkResponse response;
    std::optional<Url> url;  // the last of its URL list; nothing for a synthetic one
  };
  virtual std::optional<ServiceWorkerResponse> service_worker(const Request&) const { return std::nullopt; }
  // Whether the connection to the URL's host speaks HTTP/1.x, over which a stream cannot be sent (NET-4). Default: http: does, https:
  // does not.
  virtual bool speaks_http_1(const Url& url) const { return url.scheme == "http"; }
  // Whether the device is offline (NET-1). Default: no.
  virtual bool is_offline() const { return false; }
  // The scheme is none that fetch knows: file:, or a user agent's own (SCH-1, OGN-7, OGN-8). Default: a network error.
  virtual std::optional<NetworkResponse> scheme_fetch(const Request&) const { return std::nullopt; }
};

// A Hooks that keeps every default; a constant.
const Hooks& no_hooks();

}  // namespace crosscheck
