// A question of the kind `fetch` moved to other origins: to those that are served on this machine, and its answer moved back.
//
// Values and pure functions; any thread may call.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/json_text.h"

namespace crosscheck::suite {

// The http(s) origins, serialized, that the question's URLs and the targets of its redirects name, in the order in which they come; `answer`
// is the engine's to the question, whose requests name the rest.
std::vector<std::string> origins_contacted(const Json& input, const Json& answer);

struct MovedOrigin {
  std::string from;  // "https://b.test:8443"
  std::string to;    // "http://127.0.0.1:40123"
};

class OriginMove {
 public:
  explicit OriginMove(std::vector<MovedOrigin> origins);

  // The input with every such origin in another place: in URLs, in the requests' own origin, in the values of responses' headers.
  Json input(const Json& input) const;
  // A text, or every text in a value, with the origins back in their place. An authority alone is moved back too.
  std::string back(std::string text) const;
  Json back(const Json& value) const;
  // Whether the URL is one of an origin that was moved to.
  bool is_moved(std::string_view url) const;

 private:
  std::string url(const std::string& text) const;
  std::string value(std::string text) const;

  std::vector<MovedOrigin> origins_;  // the longest `from` first
};

}  // namespace crosscheck::suite
