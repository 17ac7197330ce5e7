#include "check/request_bytes.h"

#include <fmt/format.h>

namespace crosscheck::check {

std::string request_bytes(const Probe& probe, const Target& target, const std::vector<Header>& own_headers) {
  std::string bytes = fmt::format("{} {} HTTP/1.1\r\n", probe.method, probe.target);
  const auto add = [&bytes](std::string_view name, std::string_view value) {
    bytes += name;
    bytes += value.empty() ? ":" : ": ";
    bytes += value;
    bytes += "\r\n";
  };
  add("Host", probe.host ? *probe.host : target.location.authority);
  if (!probe.has_header("User-Agent")) add("User-Agent", "crosscheck");
  if (!probe.has_header("Accept")) add("Accept", "*/*");
  for (const Header& header : probe.headers) add(header.name, header.value);
  if (!probe.is_preflight()) {
    for (const Header& header : own_headers) {
      if (!probe.has_header(header.name)) add(header.name, header.value);
    }
  }
  const bool may_have_a_body = probe.method != "GET" && probe.method != "HEAD" && probe.method != "OPTIONS";
  if (may_have_a_body) add("Content-Length", "0");
  return bytes + "\r\n";
}

}  // namespace crosscheck::check
