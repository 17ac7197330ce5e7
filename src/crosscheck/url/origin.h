// https://html.spec.whatwg.org/multipage/browsers.html#concept-origin: origins, their serialization, and the origin of a URL.
//
// Values and pure functions; any thread may call.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "crosscheck/url/url.h"

namespace crosscheck {

// An opaque origin, which is the same as itself and its copies alone, or a tuple. A value.
class Origin {
 public:
  // What nobody has filled in: an opaque origin that is same origin with nothing, itself included. Allocates nothing.
  Origin() : serialized_("null") {}
  // A new opaque origin, different from every other. Allocates its identity.
  static Origin opaque();
  static Origin tuple(std::string scheme, Host host, std::optional<std::uint16_t> port);

  bool is_opaque() const { return scheme_.empty(); }
  // The parts of a tuple; empty for an opaque origin.
  const std::string& scheme() const { return scheme_; }
  const Host& host() const { return host_; }
  std::optional<std::uint16_t> port() const { return port_; }

  // https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin: "null" for an opaque origin.
  // Worked out once, when the origin is made.
  const std::string& serialized() const { return serialized_; }

  // https://html.spec.whatwg.org/multipage/browsers.html#same-origin
  friend bool same_origin(const Origin& a, const Origin& b);

 private:
  Origin(std::string scheme, Host host, std::optional<std::uint16_t> port);

  std::shared_ptr<const char> identity_;  // of an opaque origin
  std::string scheme_;
  Host host_;
  std::optional<std::uint16_t> port_;
  std::string serialized_;
};

bool same_origin(const Origin& a, const Origin& b);

// The origin of the environment that made a blob: URL's entry, where there is an entry (OGN-5).
using BlobLookup = std::function<std::optional<Origin>(const Url&)>;

// https://url.spec.whatwg.org/#concept-url-origin. Opaque results are new each time. file: is opaque (OGN-7).
Origin origin_of_url(const Url& url, const BlobLookup& blob_lookup = nullptr);

// An origin from its serialization: "null" gives a new opaque origin; anything else must be scheme://host[:port] that parses and
// serializes to itself, whatever the scheme. Nothing for every other string.
std::optional<Origin> parse_serialized_origin(std::string_view serialized);

}  // namespace crosscheck
