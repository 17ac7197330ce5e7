#include "crosscheck/url/origin.h"

#include <cstddef>
#include <utility>

namespace crosscheck {

// OGN-1: an identity, shared by copies alone.
// https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin, 1 (OGN-2)
Origin Origin::opaque() {
  Origin origin;
  origin.identity_ = std::make_shared<const char>();
  return origin;
}

// OGN-1: scheme, host and port. OMITTED: the domain component, which neither the serialization nor same origin looks at.
Origin::Origin(std::string scheme, Host host, std::optional<std::uint16_t> port)
    : scheme_(std::move(scheme)), host_(std::move(host)), port_(port) {
  // https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin, 2-6 (OGN-2)
  constexpr std::string_view kSlashes = "://";
  constexpr std::size_t kPort = 6;  // bytes at most, with its colon
  serialized_.reserve(scheme_.size() + kSlashes.size() + host_.serialized.size() + kPort);
  serialized_.append(scheme_).append(kSlashes).append(host_.serialized);
  if (port_) serialized_.append(1, ':').append(std::to_string(*port_));
}

Origin Origin::tuple(std::string scheme, Host host, std::optional<std::uint16_t> port) {
  return Origin(std::move(scheme), std::move(host), port);
}

// https://html.spec.whatwg.org/multipage/browsers.html#same-origin
bool same_origin(const Origin& a, const Origin& b) {
  // 1 (OGN-3): that both print "null" says nothing.
  if (a.is_opaque() || b.is_opaque()) return a.identity_ != nullptr && a.identity_ == b.identity_;
  // 2-3 (OGN-3)
  return a.scheme_ == b.scheme_ && a.host_ == b.host_ && a.port_ == b.port_;
}

// https://url.spec.whatwg.org/#concept-url-origin
Origin origin_of_url(const Url& url, const BlobLookup& blob_lookup) {
  if (url.scheme == "blob") {
    // blob 1 (OGN-5)
    if (blob_lookup) {
      if (std::optional<Origin> origin = blob_lookup(url)) return std::move(*origin);
    }
    // blob 2-5 (OGN-6): one level deep, for http, https and file alone.
    const Result<Url, UrlError> path_url = parse_url(url.path);
    if (path_url && (path_url->is_http() || path_url->scheme == "file")) return origin_of_url(*path_url);
    return Origin::opaque();
  }
  // ftp, http, https, ws, wss (OGN-4)
  if (default_port(url.scheme) && url.host) return Origin::tuple(url.scheme, *url.host, url.port);
  // file (OGN-7): opaque is what the standard recommends. Otherwise (OGN-8): a new one each time. WHY no list of further schemes: an
  // extension's origin comes in as an origin (parse_serialized_origin), and fetching has no use for its URLs.
  return Origin::opaque();
}

std::optional<Origin> parse_serialized_origin(std::string_view serialized) {
  if (serialized == "null") return Origin::opaque();
  const Result<Url, UrlError> url = parse_url(serialized);
  if (!url || !url->host || url->host->kind == HostKind::empty) return std::nullopt;
  // Whatever else the URL has (userinfo, a path, a default port, upper case) makes the strings differ.
  Origin origin = Origin::tuple(url->scheme, *url->host, url->port);
  if (origin.serialized() != serialized) return std::nullopt;
  return origin;
}

}  // namespace crosscheck
