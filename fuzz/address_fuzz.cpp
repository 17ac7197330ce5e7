// An address that is taken leads where a browser goes that reads the same URL, is written and read as the same, and is this machine for both.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "crosscheck/url/url.h"
#include "fuzz/check.h"
#include "fuzz/guarded.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"
#include "wire/endpoint.h"

namespace crosscheck::fuzz {
namespace {

using wire::Location;
using wire::LocationError;

// How a URL writes it.
std::string in_url(const std::string& host) { return host.find(':') == std::string::npos ? host : "[" + host + "]"; }

std::string without_last_dot(std::string_view name) { return std::string(name.ends_with('.') ? name.substr(0, name.size() - 1) : name); }

// Of a host as the URL Standard serializes it.
bool is_this_machine(const Host& host) {
  const std::string_view text = host.serialized;
  if (host.kind == HostKind::ipv4) return text.starts_with("127.");
  if (host.kind == HostKind::ipv6) {
    // "[::ffff:7fNN:N]": two pieces follow the mapping, and the first is 127 and a number.
    constexpr std::string_view kMapped = "[::ffff:7f";
    const std::size_t colon = kMapped.size() + 2;
    return text == "[::1]" || (text.starts_with(kMapped) && text.find(':', kMapped.size()) == colon && text.rfind(':') == colon);
  }
  const std::string name = without_last_dot(text);
  return host.kind == HostKind::domain && (name == "localhost" || name.ends_with(".localhost"));
}

bool is_label(std::string_view label) {
  constexpr std::string_view kBytes = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  return !label.empty() && label.find_first_not_of(kBytes) == std::string_view::npos;
}

// Whether nothing is left that a client could refuse: the URL is written as the standard writes it, and all of it is sent.
bool is_sent_as_it_stands(const Url& url, std::string_view text) {
  if (!url.is_http() || url.includes_credentials() || url.fragment || url.port == 0 || serialize_url(url) != text) return false;
  if (url.host->kind != HostKind::domain) return true;
  const std::string name = without_last_dot(url.host->serialized);
  const std::vector<std::string_view> labels = literal::split(name, '.');
  return std::all_of(labels.begin(), labels.end(), is_label);
}

void check_location(const Location& location, std::string_view text, Notes& notes) {
  notes.note(address_text(location.endpoint) + " " + location.authority + " " + location.target);
  const Result<Url, UrlError> url = parse_url(text);
  check(url.has_value(), "an address that is taken is a URL", [&] { return readable(text); });
  check(url->scheme == (location.endpoint.tls ? "https" : "http"), "an address has the scheme of its URL", [&] { return readable(text); });
  check(url->port.value_or(location.endpoint.tls ? 443 : 80) == location.endpoint.port, "an address has the port of its URL",
        [&] { return readable(text); });
  const Result<Host, HostFailure> host = parse_host(in_url(location.endpoint.host), false);
  check(host.has_value() && *host == *url->host, "an address has the host of its URL", [&] { return readable(text); });
  check(wire::is_loopback(location.endpoint.host) == is_this_machine(*url->host), "this machine is this machine for a browser too",
        [&] { return readable(text); });
  const auto is_visible = [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7F'; };
  check(std::all_of(location.target.begin(), location.target.end(), is_visible) &&
            std::all_of(location.authority.begin(), location.authority.end(), is_visible),
        "what is sent of an address breaks no request line", [&] { return readable(text); });
  check(location.target.starts_with('/') && text.ends_with(location.target.substr(1)), "the bytes of path and query are sent as they stand",
        [&] { return readable(text); });

  const std::string written = (location.endpoint.tls ? "https://" : "http://") + location.authority + location.target;
  const Result<Location, LocationError> again = wire::parse_location(written);
  check(again && again->endpoint == location.endpoint && again->authority == location.authority && again->target == location.target,
        "an address that is written and read is the same", [&] { return readable(written); });
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  Guarded guarded(input.size(), 1);
  const std::string_view text = guarded.copy(input);
  const Result<Location, LocationError> location = wire::parse_location(text);
  notes.note(location.has_value());
  if (location) {
    check_location(*location, text, notes);
  } else {
    notes.note(location.error().message);
    check(!location.error().message.empty(), "an address is refused for a reason");
    const Result<Url, UrlError> url = parse_url(text);
    check(!url || !is_sent_as_it_stands(*url, text), "an address that can be sent as it stands is taken",
          [&] { return readable(text) + "\n" + location.error().message; });
  }

  // WHY one way only: a browser also reads addresses of one to three numbers, and in other notations.
  const bool is_loopback = wire::is_loopback(text);
  notes.note(is_loopback);
  if (!is_loopback) return;
  const Result<Host, HostFailure> host = parse_host(in_url(std::string(text)), false);
  check(host && is_this_machine(*host), "what is taken for this machine is no other", [&] { return readable(text); });
}

}  // namespace crosscheck::fuzz
