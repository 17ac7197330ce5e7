#include "oracle/response_bytes.h"

#include <fmt/format.h>

#include "oracle/status.h"

namespace crosscheck::oracle {

std::string response_bytes(const Response& response) {
  std::string bytes = fmt::format("HTTP/1.1 {} {}\r\nConnection: close\r\n", response.status, status_words(response.status));
  for (const Header& header : response.headers) bytes += fmt::format("{}: {}\r\n", header.name, header.value);
  if (!response.content_type.empty()) bytes += fmt::format("Content-Type: {}\r\n", response.content_type);
  bytes += fmt::format("Content-Length: {}\r\n\r\n", response.body.size());
  return bytes += response.body;
}

}  // namespace crosscheck::oracle
