// A request as the words of a `curl` command.
//
// Pure functions; any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosscheck::suite {

struct CurlRequest {
  std::string_view method;
  std::string_view target;  // path and query
  std::vector<std::pair<std::string_view, std::string_view>> headers;
  std::string_view body;
};

// The words of the line, each quoted for a shell; `base` is "http://host:port" with nothing behind it. Sends these headers, empty and repeated
// ones too, and the target byte for byte. Empty where no such line can: a target without its slash or with a fragment; NUL, CR or LF in it or in a
// header; NUL in the body.
std::vector<std::string> curl_words(const CurlRequest& request, std::string_view base);

}  // namespace crosscheck::suite
