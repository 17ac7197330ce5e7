#include "fuzz/straight_response_checks.h"

#include <optional>

#include "crosscheck/url/site.h"
#include "fuzz/literal_get_decode_split.h"
#include "fuzz/straight_checks.h"

namespace crosscheck::fuzz {
namespace {

// https://html.spec.whatwg.org/multipage/browsers.html#same-origin. NOTE: what is opaque here belongs to nobody else.
bool is_same_origin(const Origin& a, const Origin& b) {
  return !a.is_opaque() && !b.is_opaque() && a.scheme() == b.scheme() && a.host() == b.host() && a.port() == b.port();
}

// https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site
bool is_same_site(const Origin& a, const Origin& b) {
  if (a.is_opaque() || b.is_opaque()) return false;
  const std::optional<std::string> domain = registrable_domain(a.host());
  return domain ? domain == registrable_domain(b.host()) : a.host() == b.host();
}

// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
bool internal_check(const CorpCheckInput& input, EmbedderPolicy embedder_policy, HeaderListView headers) {
  if (input.for_navigation && embedder_policy == EmbedderPolicy::unsafe_none) return true;
  std::string policy = combined(headers, "Cross-Origin-Resource-Policy").value_or("");
  if (policy != "same-origin" && policy != "same-site" && policy != "cross-origin") {
    const bool is_held_back = input.credentials_included || input.for_navigation;
    const bool put = embedder_policy == EmbedderPolicy::require_corp || (embedder_policy == EmbedderPolicy::credentialless && is_held_back);
    policy = put ? "same-origin" : "cross-origin";
  }
  const Origin responder = origin_of_url(input.url);
  if (policy == "same-origin") return is_same_origin(input.origin, responder);
  if (policy == "same-site") {
    return is_same_site(input.origin, responder) && (input.origin.scheme() == "https" || input.url.scheme != "https");
  }
  return true;
}

}  // namespace

std::vector<std::string> straight_timing_allow_values(HeaderListView headers) {
  const std::optional<std::string> value = combined(headers, "Timing-Allow-Origin");
  return value ? literal::get_decode_and_split(*value) : std::vector<std::string>();
}

bool straight_tao_check(const TaoCheckInput& input, HeaderListView headers) {
  if (input.timing_allow_failed) return false;
  for (const std::string& value : straight_timing_allow_values(headers)) {
    if (value == "*" || value == input.serialized_origin) return true;
  }
  if (input.mode == Mode::navigate && !is_same_origin(origin_of_url(input.current_url), input.origin)) return false;
  return input.response_tainting == ResponseTainting::basic;
}

bool straight_resource_policy_check(const CorpCheckInput& input, HeaderListView headers) {
  return internal_check(input, EmbedderPolicy::unsafe_none, headers) && internal_check(input, input.embedder_policy, headers);
}

}  // namespace crosscheck::fuzz
