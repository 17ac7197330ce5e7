#include "check/near_misses.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "check/miss_list.h"
#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

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

bool is_address(std::string_view host) {
  return host.starts_with('[') || std::all_of(host.begin(), host.end(), [](char c) { return is_ascii_digit(c) || c == '.'; });
}

std::vector<NearMiss> near_hosts(std::string_view origin) {
  using enum PropertyId;
  MissList misses(origin);
  const std::string_view scheme = misses.scheme();
  const std::string_view host = misses.host();
  const std::string_view port = misses.port();
  misses.with_host(P006, "glued to the left", fmt::format("evil{}", host));
  misses.with_host(P006, "glued to the left with a hyphen", fmt::format("evil-{}", host));
  misses.add(P006, "glued to the left, other scheme", fmt::format("{}://evil{}{}", other_scheme(scheme), host, port));
  misses.with_host(P007, "right label", fmt::format("{}.{}", host, kAttacker));
  misses.add(P007, "right label without a port", fmt::format("{}://{}.{}", scheme, host, kAttacker));
  misses.with_host(P007, "right label below localhost", fmt::format("{}.localhost", host));
  misses.with_host(P007, "right label local", fmt::format("{}.local", host));
  misses.with_host(P008, "glued to the right", fmt::format("{}evil", host));
  misses.with_host(P008, "one letter more", fmt::format("{}m", host));
  misses.with_host(P008, "glued to a domain", fmt::format("{}{}", host, kAttacker));
  misses.with_host(P008, "glued with a hyphen", fmt::format("{}-{}", host, kAttacker));
  misses.with_host(P008, "one label more", fmt::format("{}.evil", host));
  misses.add(P008, "a domain behind all of it", fmt::format("{}.{}", origin, kAttacker));
  for (std::size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.', dot + 1)) {
    std::string replaced(host);
    replaced[dot] = 'x';
    misses.with_host(P009, fmt::format("dot {} replaced", dot), replaced);
  }
  if (host.size() > 1) {
    misses.with_host(P010, "without its first letter", host.substr(1));
    misses.with_host(P010, "without its last letter", host.substr(0, host.size() - 1));
  }
  misses.add(P010, "the bare host", std::string(host));
  misses.add(P010, "the scheme alone", fmt::format("{}://", scheme));
  if (!port.empty()) misses.add(P010, "host and port without a scheme", fmt::format("{}{}", host, port));
  if (const std::size_t dot = host.rfind('.'); dot != std::string_view::npos && dot != 0)
    misses.with_host(P010, "without its last label", host.substr(0, dot));
  misses.with_host(P015, "subdomain", fmt::format("evil.{}", host));
  misses.with_host(P015, "subdomain of two labels", fmt::format("evil.sub.{}", host));
  misses.add(P015, "subdomain, other scheme", fmt::format("{}://evil.{}{}", other_scheme(scheme), host, port));
  const std::size_t first_dot = host.find('.');
  if (first_dot != std::string_view::npos && !is_address(host)) {
    const std::string_view parent = host.substr(first_dot + 1);
    misses.with_host(P016, "parent", parent);
    misses.with_host(P016, "sibling", fmt::format("evil.{}", parent));
    if (const std::size_t second = parent.find('.'); second != std::string_view::npos)
      misses.with_host(P016, "sibling of the parent", fmt::format("evil.{}", parent.substr(second + 1)));
  }
  misses.with_host(P026, "dot at the end", fmt::format("{}.", host));
  return std::move(misses).taken();
}

std::vector<NearMiss> near_schemes_and_ports(std::string_view origin) {
  using enum PropertyId;
  MissList misses(origin);
  const std::string_view scheme = misses.scheme();
  const std::string_view host = misses.host();
  const std::string_view port = misses.port();
  misses.with_scheme(P012, "other scheme", other_scheme(scheme));
  misses.with_scheme(P012, "scheme ws", scheme == "https" ? "wss" : "ws");
  misses.with_scheme(P012, "letter before the scheme", fmt::format("x{}", scheme));
  misses.with_scheme(P012, "scheme of an extension", "chrome-extension");
  if (scheme == "https") misses.add(P012, "the s of https before the host", fmt::format("http://s{}{}", host, port));
  if (!port.empty()) misses.add(P012, "other scheme without a port", fmt::format("{}://{}", other_scheme(scheme), host));

  if (port.empty()) {
    misses.with_port(P013, "a port", ":8443");
    misses.with_port(P013, "port 8080", ":8080");
    misses.with_port(P014, "its default port", scheme == "https" ? ":443" : scheme == "http" ? ":80" : ":1");
  } else {
    misses.with_port(P013, "no port", "");
    misses.with_port(P013, "a longer port", fmt::format("{}1", port));
    misses.with_port(P013, "a port with a zero behind it", fmt::format("{}0", port));
    if (port.size() > 2) misses.with_port(P013, "a shorter port", port.substr(0, port.size() - 1));
    misses.with_port(P013, "another port", port == ":8443" ? ":8444" : ":8443");
    misses.with_port(P014, "the default port", scheme == "https" ? ":443" : ":80");
    misses.with_port(P013, "a port with a zero before it", fmt::format(":0{}", port.substr(1)));
  }
  misses.with_port(P013, "port 0", ":0");
  misses.with_port(P013, "port 65536", ":65536");
  misses.with_port(P013, "a port of letters", ":evil");
  return std::move(misses).taken();
}

std::vector<NearMiss> near_syntax(std::string_view origin) {
  using enum PropertyId;
  MissList misses(origin);
  const std::string_view host = misses.host();
  const std::string_view port = misses.port();
  for (const std::string_view separator : {"/", "?", "#", "@", "&"})
    misses.add(P011, fmt::format("inside, behind {}", separator), fmt::format("https://{}{}{}", kAttacker, separator, origin));
  misses.add(P011, "inside, in a query", fmt::format("https://{}/?x={}", kAttacker, origin));
  for (const std::string_view tail : {"/", "/path", "?", "?x=1", "#", "#x", "\\"})
    misses.add(P027, fmt::format("with {} behind it", tail), fmt::format("{}{}", origin, tail));
  misses.with_host(P027, "with a user name", fmt::format("user@{}", host));
  misses.with_host(P027, "with a user name and a password", fmt::format("user:word@{}", host));
  const auto userinfo = [&](std::string_view what, std::string_view text) {
    misses.add(P028, what, fmt::format("{}://{}", misses.scheme(), text));
  };
  userinfo("as a user name", fmt::format("{}@{}", host, kAttacker));
  userinfo("as a user name with its port", fmt::format("{}{}@{}", host, port, kAttacker));
  userinfo("as a user name with a password", fmt::format("{}:x@{}", host, kAttacker));
  userinfo("before an encoded @", fmt::format("{}%40{}", host, kAttacker));
  userinfo("before a backslash and @", fmt::format("{}:443\\@{}", host, kAttacker));
  userinfo("before #, a backslash and @", fmt::format("{}:443#\\@{}", host, kAttacker));
  userinfo("before a blank and @", fmt::format("{} &@{}# @{}", host, kAttacker, kAttacker));
  return std::move(misses).taken();
}

std::vector<NearMiss> near_special_characters(std::string_view origin) {
  MissList misses(origin);
  std::vector<std::string> pieces = {"%60", "%0b", "%2e", "%00", "%0d%0a", "%09"};
  for (const char c : std::string_view("_-,;!'\"(){}*&`+=~$|^[]<> \t")) pieces.emplace_back(1, c);
  // The attacker's domain has no port: it is another server in any case.
  for (const std::string& piece : pieces) {
    const auto add = [&](std::string_view what, std::string_view label) {
      misses.add(PropertyId::P031, what, fmt::format("{}://{}{}.{}", misses.scheme(), misses.host(), label, kAttacker));
    };
    add(fmt::format("glued with {}", piece), piece);
    add(fmt::format("{} as a label", piece), "." + piece);
  }
  return std::move(misses).taken();
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
