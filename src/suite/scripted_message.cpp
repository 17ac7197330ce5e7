#include "suite/scripted_message.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "suite/json_headers.h"

namespace crosscheck::suite {
namespace {

constexpr std::size_t kMostBody = 65536;

std::optional<std::size_t> length_of(const std::string& value) {
  std::size_t length = 0;
  const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error != std::errc() || stop != value.data() + value.size() || length > kMostBody) return std::nullopt;
  return length;
}

bool has_no_body(int status, std::string_view method) { return method == "HEAD" || status == 204 || status == 304; }

}  // namespace

std::string why_not_a_message(const Json& response) {
  if (response.contains("network_error")) return {};
  for (const Json& line : response.value("headers", Json::array())) {
    const std::string name = byte_lowercase(bytes_of(line[0]));
    const std::string value = bytes_of(line[1]);
    if (value.find_first_of(std::string_view("\0\r\n", 3)) != std::string::npos)
      return fmt::format("HTTP cannot carry NUL, CR or LF in a value, as they stand in that of {}", name);
    const bool frames = name == "transfer-encoding" || name == "content-encoding" || name == "connection" || name == "upgrade";
    if (frames || (name == "content-length" && !length_of(value))) return fmt::format("its {} is for the connection to say", name);
  }
  return {};
}

std::string message_of(const Json& response, std::string_view method) {
  if (response.contains("network_error")) return {};
  const int status = response.value("status", 200);
  std::string bytes = fmt::format("HTTP/1.1 {} Scripted\r\n", status);
  std::size_t length = 0;
  for (const Json& line : response.value("headers", Json::array())) {
    const std::string name = bytes_of(line[0]);
    const std::string value = bytes_of(line[1]);
    if (byte_lowercase(name) == "content-length") length = length_of(value).value_or(0);
    bytes += fmt::format("{}: {}\r\n", name, value);
  }
  bytes += "Connection: close\r\n\r\n";
  if (!has_no_body(status, method)) bytes.append(length, 'x');
  return bytes;
}

}  // namespace crosscheck::suite
