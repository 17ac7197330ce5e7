// Near misses of one origin while they are being made.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/near_misses.h"

namespace crosscheck::check {

// Borrows the origin. One thread at a time.
class MissList {
 public:
  explicit MissList(std::string_view origin) : origin_(origin), parts_(parts_of_origin(origin)) {}

  std::string_view origin() const { return origin_; }
  std::string_view scheme() const { return parts_.scheme; }
  std::string_view host() const { return parts_.host; }
  std::string_view port() const { return parts_.port; }

  // Any text.
  void add(PropertyId id, std::string_view what, std::string text) { misses_.push_back({std::move(text), id, std::string(what)}); }
  // The origin with another part.
  void with_scheme(PropertyId id, std::string_view what, std::string_view scheme) { add(id, what, spelled(scheme, host(), port())); }
  void with_host(PropertyId id, std::string_view what, std::string_view host) { add(id, what, spelled(scheme(), host, port())); }
  void with_port(PropertyId id, std::string_view what, std::string_view port) { add(id, what, spelled(scheme(), host(), port)); }

  std::vector<NearMiss> taken() && { return std::move(misses_); }

 private:
  static std::string spelled(std::string_view scheme, std::string_view host, std::string_view port) {
    std::string text(scheme);
    return text.append("://").append(host).append(port);
  }

  std::string_view origin_;
  OriginParts parts_;
  std::vector<NearMiss> misses_;
};

}  // namespace crosscheck::check
