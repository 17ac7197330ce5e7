#include "suite/needs.h"

#include <algorithm>

#include "question/capabilities.h"

namespace crosscheck::suite {
namespace {

const Json& member(const Json& object, const char* key) {
  static const Json kNone;
  if (!object.is_object()) return kNone;
  const auto found = object.find(key);
  return found == object.end() ? kNone : *found;
}

bool is(const Json& value, std::string_view text) { return value.is_string() && value.get_ref<const std::string&>() == text; }
std::string_view text_of(const Json& value) {
  return value.is_string() ? std::string_view(value.get_ref<const std::string&>()) : std::string_view();
}

bool holds(const Json& list, std::string_view text) {
  return list.is_array() && std::any_of(list.begin(), list.end(), [&](const Json& each) { return is(each, text); });
}

class Taken {
 public:
  void add(bool takes, std::string_view capability) {
    if (takes) found_.push_back(capability);
  }
  std::vector<std::string> in_order() const {
    std::vector<std::string> list;
    for (const std::string_view capability : question::kCapabilities) {
      if (std::find(found_.begin(), found_.end(), capability) != found_.end()) list.emplace_back(capability);
    }
    return list;
  }

 private:
  std::vector<std::string_view> found_;
};

// A host that is not ASCII needs IDNA; one that is, is lower-cased and nothing more.
bool takes_idna(std::string_view url) {
  const std::size_t slashes = url.find("//");
  if (slashes == std::string_view::npos) return false;
  std::string_view host = url.substr(slashes + 2, url.find_first_of("/?#", slashes + 2) - slashes - 2);
  host.remove_prefix(host.rfind('@') == std::string_view::npos ? 0 : host.rfind('@') + 1);
  host = host.substr(0, host.rfind(':'));
  return std::any_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

void add_request(const Json& request, Taken& taken) {
  taken.add(is(member(request, "origin"), "null"), "opaque-origins");
  taken.add(is(member(request, "mode"), "no-cors"), "no-cors");
  taken.add(is(member(request, "client"), "xhr"), "xhr");
  taken.add(is(member(request, "client"), "raw"), "raw");
  taken.add(member(request, "upload_listener") == Json(true), "upload-listeners");
  taken.add(member(member(request, "body"), "replayable") == Json(false), "streams");
  const Json& referrer = member(request, "referrer_policy");
  taken.add(!referrer.is_null() && !is(referrer, "strict-origin-when-cross-origin"), "referrer-policy");
  const Json& embedder = member(request, "embedder_policy");
  taken.add(!embedder.is_null() && !is(embedder, "unsafe-none"), "embedder-policy");
  taken.add(takes_idna(text_of(member(request, "url"))), "idna");
}

bool is_redirect(const Json& response) {
  if (is(member(response, "for"), "preflight")) return false;
  const Json& status = member(response, "status");
  static constexpr auto kRedirects = std::to_array<int>({301, 302, 303, 307, 308});
  return status.is_number_integer() && std::find(kRedirects.begin(), kRedirects.end(), status.get<int>()) != kRedirects.end();
}

void add_fetches(const Json& fetches, Taken& taken) {
  if (!fetches.is_array()) return;
  taken.add(fetches.size() > 1, "preflight-cache");
  for (const Json& fetch : fetches) {
    taken.add(!text_of(member(fetch, "partition")).empty(), "partitions");
    add_request(member(fetch, "request"), taken);
    const Json& responses = member(fetch, "responses");
    if (responses.is_array()) taken.add(std::any_of(responses.begin(), responses.end(), is_redirect), "redirects");
  }
}

void add_policy(const Json& policy, Taken& taken) {
  const Json& origins = member(policy, "origins");
  if (origins.is_array()) {
    for (const Json& origin : origins) {
      taken.add(text_of(origin).find("://*.") != std::string_view::npos, "wildcard-origins");
      taken.add(text_of(origin).ends_with(":*"), "any-port");
    }
  }
  const Json& patterns = member(policy, "origin_patterns");
  taken.add(patterns.is_array() && !patterns.empty(), "origin-patterns");
  taken.add(member(policy, "null_origin") == Json(true), "null-origin");
  const auto is_any = [&](const char* key) { return is(member(policy, key), "*") || holds(member(policy, key), "*"); };
  taken.add(is_any("request_headers"), "any-header");
  taken.add(is_any("methods"), "any-method");
  taken.add(is_any("expose_headers"), "expose-any");
  taken.add(!member(policy, "max_age").is_null(), "max-age");
  const Json& routes = member(policy, "routes");
  taken.add(routes.is_array(), "routes");
  if (!routes.is_array()) return;
  for (const Json& route : routes) add_policy(member(route, "policy"), taken);
}

}  // namespace

std::vector<std::string> capabilities_taken(std::string_view kind, const Json& input) {
  Taken taken;
  if (kind == "fetch") {
    add_fetches(member(input, "fetches"), taken);
  } else if (kind == "preflight-check") {
    add_request(member(input, "request"), taken);
  } else if (kind == "policy") {
    add_policy(member(input, "policy"), taken);
  } else if (kind == "origin-of-url") {
    taken.add(takes_idna(text_of(member(input, "url"))), "idna");
  } else if (kind == "cors-check" || kind == "tao-check" || kind == "corp-check") {
    taken.add(is(member(input, "origin"), "null"), "opaque-origins");
    const Json& embedder = member(input, "embedder_policy");
    taken.add(!embedder.is_null() && !is(embedder, "unsafe-none"), "embedder-policy");
  }
  return taken.in_order();
}

}  // namespace crosscheck::suite
