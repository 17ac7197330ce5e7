#include "suite/policy_request.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "suite/json_headers.h"

namespace crosscheck::suite {
namespace {

constexpr auto kCommonMethods = std::to_array<std::string_view>({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"});

// The bytes of an isomorphic string; empty for anything else.
bool fits_a_request_line(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7F; });
}

std::string joined(std::string_view base, const std::string& path) {
  while (base.ends_with('/')) base.remove_suffix(1);
  return std::string(base) + (path.starts_with('/') ? "" : "/") + path;
}

bool may_have_a_body(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS" && method != "DELETE"; }

}  // namespace

Result<RequestBytes, NotCarried> policy_request_bytes(const Json& input, const wire::Location& location) {
  const Json request = input.is_object() ? input.value("request", Json::object()) : Json::object();
  const std::string method = request.contains("method") ? bytes_of(request.at("method")) : std::string();
  if (method.empty()) return NotCarried{"a request without a method cannot be sent"};
  const std::string path = request.contains("path") ? bytes_of(request.at("path")) : std::string("/");
  if (!fits_a_request_line(path)) return NotCarried{"its path cannot stand in a request line"};

  RequestBytes made;
  made.is_head = method == "HEAD";
  made.is_common = std::find(kCommonMethods.begin(), kCommonMethods.end(), method) != kCommonMethods.end();
  std::string lines;
  bool names_host = false;
  const Json headers = request.value("headers", Json::array());
  for (const Json& line : headers) {
    if (!line.is_array() || line.size() != 2) return NotCarried{"a header is no pair of a name and a value"};
    const std::string name = bytes_of(line[0]);
    const std::string value = bytes_of(line[1]);
    if (value.find_first_of(std::string_view("\0\r\n", 3)) != std::string::npos)
      return NotCarried{fmt::format("HTTP cannot carry NUL, CR or LF in a value, as they stand in that of {}", name)};
    const std::string folded = byte_lowercase(name);
    if (folded == "content-length" || folded == "transfer-encoding")
      return NotCarried{fmt::format("its {} would frame a body, and it has none", name)};
    names_host = names_host || folded == "host";
    lines += fmt::format("{}: {}\r\n", name, value);
  }
  const std::string host = names_host ? std::string() : fmt::format("Host: {}\r\n", location.authority);
  const std::string length = may_have_a_body(method) ? "Content-Length: 0\r\n" : "";
  made.bytes = fmt::format("{} {} HTTP/1.1\r\n{}{}{}\r\n", method, joined(location.target, path), host, lines, length);
  return made;
}

}  // namespace crosscheck::suite
