#include "check/property_reference.h"

#include <algorithm>
#include <array>

namespace crosscheck::check {
namespace {

using enum PropertyId;

// From this id on, until the next row.
struct Section {
  PropertyId first;
  std::string_view reference;
};

constexpr std::string_view kCorsCheck = "https://fetch.spec.whatwg.org/#concept-cors-check";
constexpr std::string_view kOpaqueOrigin = "https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque";
constexpr std::string_view kAllowOriginSection = "https://fetch.spec.whatwg.org/#http-access-control-allow-origin";
constexpr std::string_view kCredentials = "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials";
constexpr std::string_view kPreflight = "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0";
constexpr std::string_view kMaxAgeSection = "https://fetch.spec.whatwg.org/#http-access-control-max-age";
constexpr std::string_view kExposeHeadersSection = "https://fetch.spec.whatwg.org/#http-access-control-expose-headers";
constexpr std::string_view kCaches = "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches";
constexpr std::string_view kProtocol = "https://fetch.spec.whatwg.org/#http-cors-protocol";

constexpr std::array kSections = {
    Section{P001, kCorsCheck},     Section{P003, kCredentials},  Section{P004, kCorsCheck},
    Section{P023, kOpaqueOrigin},  Section{P025, kCorsCheck},    Section{P042, kAllowOriginSection},
    Section{P044, kCredentials},   Section{P051, kOpaqueOrigin}, Section{P052, kAllowOriginSection},
    Section{P055, kPreflight},     Section{P068, kCredentials},  Section{P069, kPreflight},
    Section{P084, kMaxAgeSection}, Section{P086, kProtocol},     Section{P093, kExposeHeadersSection},
    Section{P096, kProtocol},      Section{P104, kCaches},       Section{P111, kProtocol},
};

}  // namespace

std::string_view reference_of(PropertyId id) {
  const auto behind =
      std::upper_bound(kSections.begin(), kSections.end(), id, [](PropertyId one, const Section& section) { return one < section.first; });
  return (behind - 1)->reference;
}

}  // namespace crosscheck::check
