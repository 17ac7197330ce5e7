#include "check/near_misses.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

bool is_address(std::string_view host) {
  return host.starts_with('[') || std::all_of(host.begin(), host.end(), [](char c) { return is_ascii_digit(c) || c == '.'; });
}

// "https" with "http", and the reverse; the same with anything else.
std::string other_scheme(std::string_view scheme) {
  if (scheme == "https") return "http";
  if (scheme == "http") return "https";
  return std::string(scheme) + "s";
}

}  // namespace

OriginParts parts_of_origin(std::string_view origin) {
  OriginParts parts;
  const std::size_t end = origin.find("://");
  if (end != std::string_view::npos) parts.scheme = origin.substr(0, end);
  std::string_view rest = end == std::string_view::npos ? origin : origin.substr(end + 3);
  const std::size_t colon = rest.rfind(':');
  const std::size_t bracket = rest.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || bracket < colon)) {
    parts.port = rest.substr(colon);
    rest = rest.substr(0, colon);
  }
  parts.host = rest;
  return parts;
}

std::vector<NearMiss> near_hosts(std::string_view origin) {
  using enum PropertyId;
  const OriginParts parts = parts_of_origin(origin);
  const std::string_view scheme = parts.scheme;
  const std::string_view host = parts.host;
  const std::string_view port = parts.port;
  std::vector<NearMiss> misses;
  const auto add = [&](PropertyId id, std::string_view what, std::string_view other_host) {
    misses.push_back({fmt::format("{}://{}{}", scheme, other_host, port), id, std::string(what)});
  };
  add(P006, "glued to the left", fmt::format("evil{}", host));
  add(P006, "glued to the left with a hyphen", fmt::format("evil-{}", host));
  misses.push_back({fmt::format("{}://evil{}{}", other_scheme(scheme), host, port), P006, "glued to the left, other scheme"});
  add(P007, "right label", fmt::format("{}.{}", host, kAttacker));
  misses.push_back({fmt::format("{}://{}.{}", scheme, host, kAttacker), P007, "right label without a port"});
  add(P007, "right label below localhost", fmt::format("{}.localhost", host));
  add(P007, "right label local", fmt::format("{}.local", host));
  add(P008, "glued to the right", fmt::format("{}evil", host));
  add(P008, "one letter more", fmt::format("{}m", host));
  add(P008, "glued to a domain", fmt::format("{}{}", host, kAttacker));
  add(P008, "glued with a hyphen", fmt::format("{}-{}", host, kAttacker));
  add(P008, "one label more", fmt::format("{}.evil", host));
  misses.push_back({std::string(origin) + "." + std::string(kAttacker), P008, "a domain behind all of it"});
  for (std::size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.', dot + 1)) {
    std::string replaced(host);
    replaced[dot] = 'x';
    add(P009, fmt::format("dot {} replaced", dot), replaced);
  }
  if (host.size() > 1) {
    add(P010, "without its first letter", host.substr(1));
    add(P010, "without its last letter", host.substr(0, host.size() - 1));
  }
  misses.push_back({std::string(host), P010, "the bare host"});
  misses.push_back({fmt::format("{}://", scheme), P010, "the scheme alone"});
  if (!port.empty()) misses.push_back({fmt::format("{}{}", host, port), P010, "host and port without a scheme"});
  if (const std::size_t dot = host.rfind('.'); dot != std::string_view::npos && dot != 0)
    add(P010, "without its last label", host.substr(0, dot));
  add(P015, "subdomain", fmt::format("evil.{}", host));
  add(P015, "subdomain of two labels", fmt::format("evil.sub.{}", host));
  misses.push_back({fmt::format("{}://evil.{}{}", other_scheme(scheme), host, port), P015, "subdomain, other scheme"});
  const std::size_t first_dot = host.find('.');
  if (first_dot != std::string_view::npos && !is_address(host)) {
    const std::string_view parent = host.substr(first_dot + 1);
    add(P016, "parent", parent);
    add(P016, "sibling", fmt::format("evil.{}", parent));
    if (const std::size_t second = parent.find('.'); second != std::string_view::npos)
      add(P016, "sibling of the parent", fmt::format("evil.{}", parent.substr(second + 1)));
  }
  add(P026, "dot at the end", fmt::format("{}.", host));
  return misses;
}

std::vector<NearMiss> near_schemes_and_ports(std::string_view origin) {
  using enum PropertyId;
  const OriginParts parts = parts_of_origin(origin);
  const std::string_view scheme = parts.scheme;
  const std::string_view host = parts.host;
  const std::string_view port = parts.port;
  std::vector<NearMiss> misses;
  const auto with_scheme = [&](std::string_view what, std::string_view other) {
    misses.push_back({fmt::format("{}://{}{}", other, host, port), P012, std::string(what)});
  };
  with_scheme("other scheme", other_scheme(scheme));
  with_scheme("scheme ws", scheme == "https" ? "wss" : "ws");
  with_scheme("letter before the scheme", fmt::format("x{}", scheme));
  with_scheme("scheme of an extension", "chrome-extension");
  if (scheme == "https") misses.push_back({fmt::format("http://s{}{}", host, port), P012, "the s of https before the host"});
  if (!port.empty()) misses.push_back({fmt::format("{}://{}", other_scheme(scheme), host), P012, "other scheme without a port"});

  const auto with_port = [&](PropertyId id, std::string_view what, std::string_view other) {
    misses.push_back({fmt::format("{}://{}{}", scheme, host, other), id, std::string(what)});
  };
  if (port.empty()) {
    with_port(P013, "a port", ":8443");
    with_port(P013, "port 8080", ":8080");
    with_port(P014, "its default port", scheme == "https" ? ":443" : scheme == "http" ? ":80" : ":1");
  } else {
    with_port(P013, "no port", "");
    with_port(P013, "a longer port", fmt::format("{}1", port));
    with_port(P013, "a port with a zero behind it", fmt::format("{}0", port));
    if (port.size() > 2) with_port(P013, "a shorter port", port.substr(0, port.size() - 1));
    with_port(P013, "another port", port == ":8443" ? ":8444" : ":8443");
    with_port(P014, "the default port", scheme == "https" ? ":443" : ":80");
    with_port(P013, "a port with a zero before it", fmt::format(":0{}", port.substr(1)));
  }
  with_port(P013, "port 0", ":0");
  with_port(P013, "port 65536", ":65536");
  with_port(P013, "a port of letters", ":evil");
  return misses;
}

std::vector<NearMiss> near_syntax(std::string_view origin) {
  using enum PropertyId;
  const OriginParts parts = parts_of_origin(origin);
  const std::string_view scheme = parts.scheme;
  const std::string_view host = parts.host;
  const std::string_view port = parts.port;
  std::vector<NearMiss> misses;
  for (const std::string_view separator : {"/", "?", "#", "@", "&"})
    misses.push_back({fmt::format("https://{}{}{}", kAttacker, separator, origin), P011, fmt::format("inside, behind {}", separator)});
  misses.push_back({fmt::format("https://{}/?x={}", kAttacker, origin), P011, "inside, in a query"});
  for (const std::string_view tail : {"/", "/path", "?", "?x=1", "#", "#x", "\\"})
    misses.push_back({fmt::format("{}{}", origin, tail), P027, fmt::format("with {} behind it", tail)});
  misses.push_back({fmt::format("{}://user@{}{}", scheme, host, port), P027, "with a user name"});
  misses.push_back({fmt::format("{}://user:word@{}{}", scheme, host, port), P027, "with a user name and a password"});
  const auto userinfo = [&](std::string_view what, std::string_view text) {
    misses.push_back({fmt::format("{}://{}", scheme, text), P028, std::string(what)});
  };
  userinfo("as a user name", fmt::format("{}@{}", host, kAttacker));
  userinfo("as a user name with its port", fmt::format("{}{}@{}", host, port, kAttacker));
  userinfo("as a user name with a password", fmt::format("{}:x@{}", host, kAttacker));
  userinfo("before an encoded @", fmt::format("{}%40{}", host, kAttacker));
  userinfo("before a backslash and @", fmt::format("{}:443\\@{}", host, kAttacker));
  userinfo("before #, a backslash and @", fmt::format("{}:443#\\@{}", host, kAttacker));
  userinfo("before a blank and @", fmt::format("{} &@{}# @{}", host, kAttacker, kAttacker));
  return misses;
}

std::vector<NearMiss> near_special_characters(std::string_view origin) {
  const OriginParts parts = parts_of_origin(origin);
  const std::string_view scheme = parts.scheme;
  const std::string_view host = parts.host;
  std::vector<NearMiss> misses;
  std::vector<std::string> pieces = {"%60", "%0b", "%2e", "%00", "%0d%0a", "%09"};
  for (const char c : std::string_view("_-,;!'\"(){}*&`+=~$|^[]<> \t")) pieces.emplace_back(1, c);
  for (const std::string& piece : pieces) {
    misses.push_back({fmt::format("{}://{}{}.{}", scheme, host, piece, kAttacker), PropertyId::P031, fmt::format("glued with {}", piece)});
    misses.push_back({fmt::format("{}://{}.{}.{}", scheme, host, piece, kAttacker), PropertyId::P031, fmt::format("{} as a label", piece)});
  }
  return misses;
}

std::vector<NearMiss> near_misses(std::string_view origin) {
  std::vector<NearMiss> all = near_hosts(origin);
  for (auto* const more : {&near_schemes_and_ports, &near_syntax, &near_special_characters, &near_look_alikes}) {
    std::vector<NearMiss> made = more(origin);
    std::move(made.begin(), made.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace crosscheck::check
