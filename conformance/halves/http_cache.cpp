#include "conformance/halves/http_cache.h"

#include <algorithm>

namespace crosscheck::halves {
namespace {

// The elements of all `Vary` lines.
std::vector<std::string> names_in_vary(const HeaderList& headers) {
  std::vector<std::string> names;
  std::string text = headers.get("Vary").value_or(std::string());
  std::string name;
  for (const char c : text + ",") {
    if (c == ',') {
      if (!name.empty()) names.push_back(name);
      name.clear();
    } else if (c != ' ') {
      name += c;
    }
  }
  return names;
}

}  // namespace

bool HttpCache::is_for(const Stored& stored, const Send& send) {
  if (stored.method != send.method || stored.url != send.url) return false;
  return std::all_of(stored.nominated.begin(), stored.nominated.end(),
                     [&](const auto& field) { return send.headers.get(field.first) == field.second; });
}

NetworkResponse HttpCache::answer(const Send& send, const Network& server) {
  // The latest of those that fit.
  const auto found = std::find_if(stored_.rbegin(), stored_.rend(), [&](const Stored& stored) { return is_for(stored, send); });
  if (found != stored_.rend()) return found->response;
  Stored stored{send.method, send.url, {}, server(send)};
  if (honours_vary_) {
    for (const std::string& name : names_in_vary(stored.response.headers)) stored.nominated.emplace_back(name, send.headers.get(name));
  }
  stored_.push_back(stored);
  return stored.response;
}

}  // namespace crosscheck::halves
