#include "crosscheck/policy/origin_entry.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/policy/fault.h"
#include "crosscheck/policy/host_labels.h"
#include "crosscheck/policy/serialized_origin.h"
#include "crosscheck/url/origin.h"
#include "crosscheck/url/url.h"

namespace crosscheck::policy {
namespace {

constexpr std::string_view kAnyPort = ":*";
constexpr std::string_view kAnyLabels = "*.";

// What the text would be as an origin, were its faults taken away; nothing where that cannot be told.
std::optional<std::string> right_spelling(std::string_view text) {
  const Result<Url, UrlError> url = parse_url(text);
  if (!url || !url->host || url->host->kind == HostKind::empty) return std::nullopt;
  const std::string serialized = Origin::tuple(url->scheme, *url->host, url->port).serialized();
  if (!is_serialized_origin(serialized)) return std::nullopt;
  return serialized;
}

std::string write_instead(std::string_view spelling) { return "Write \"" + std::string(spelling) + "\"."; }

// What it is that keeps the text from being an origin, where it parses as a URL.
std::string difference(std::string_view text, std::string_view right) {
  const Result<Url, UrlError> url = parse_url(text);
  if (url->includes_credentials() || text.find('@') != std::string_view::npos) return "it has a user name or a password";
  if (url->query || url->fragment) return "it has a query or a fragment";
  if (!url->path.empty() && url->path != "/") return "it has a path";
  if (text.ends_with('/') || text.ends_with('\\')) return "it ends with a slash";
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (!std::all_of(text.begin(), text.end(), is_ascii)) return "it has bytes that no origin has (a domain is written as its A-labels)";
  if (!is_visible_ascii(text)) return "it has a space or a control character";
  if (equals_ignoring_ascii_case(text, right)) return "it has upper-case letters";
  if (text.starts_with(right) && text.substr(right.size()) == ":") return "its port is empty";
  if (text.starts_with(right) && text.substr(right.size()).starts_with(':')) return "it names the scheme's default port";
  return "a browser writes it otherwise";
}

// What stands in the port's place and is no port; nothing where that is not all that is wrong.
std::optional<std::string_view> bad_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !right_spelling(text.substr(0, colon)) || right_spelling(text)) return std::nullopt;
  const std::string_view rest = text.substr(colon + 1);
  if (rest.find('@') != std::string_view::npos) return std::nullopt;
  return rest.substr(0, rest.find_first_of("/?#\\"));
}

std::string is_no_port(std::string_view port) { return in_backquotes(port) + " is no port."; }
constexpr const char* kWriteAPort = "Write a port up to 65535, or leave it out where it is the scheme's default.";

// What nearly all entries are: https or http, and labels of which the last one begins with no digit, so that they are no address. Nothing for every
// other text, which may be an entry all the same.
// WHY: a policy may have a million entries, and this reads 16 bytes of them at a time.
std::optional<OriginEntry> parse_plain_entry(std::string_view text) {
  std::optional<OriginEntry> entry;
  const bool is_https = text.starts_with("https://");
  if (!is_https && !text.starts_with("http://")) return entry;
  const std::size_t scheme_size = is_https ? 5 : 4;
  const std::string_view host = text.substr(scheme_size + 3);
  if (!are_labels(host, text.size()) || is_ascii_digit(host[host.rfind('.') + 1])) return entry;  // npos + 1 is 0
  entry.emplace();
  entry->scheme = text.substr(0, scheme_size);
  entry->host = host;
  return entry;
}

std::optional<OriginEntry> parse_other_entry(std::string_view text) {
  if (text.find('*') == std::string_view::npos && !is_serialized_origin(text)) return std::nullopt;
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  OriginEntry entry;
  entry.scheme = text.substr(0, scheme_end);
  std::string_view rest = text.substr(scheme_end + 3);
  if (rest.ends_with(kAnyPort)) {
    entry.any_port = true;
    rest.remove_suffix(kAnyPort.size());
  }
  if (rest.starts_with(kAnyLabels)) {
    entry.wildcard = true;
    rest.remove_prefix(kAnyLabels.size());
  }
  if (!entry.is_exact()) {
    // A pattern is right where an origin comes of it, and no other `*` is left.
    if (rest.find('*') != std::string_view::npos) return std::nullopt;
    const std::string example =
        std::string(entry.scheme) + "://" + (entry.wildcard ? "a." : "") + std::string(rest) + (entry.any_port ? ":1" : "");
    if (!is_serialized_origin(example) || rest.empty()) return std::nullopt;
    // A base may be odd, but it is a host of its own.
    if (entry.wildcard && !is_serialized_origin(std::string(entry.scheme) + "://" + std::string(rest))) return std::nullopt;
  } else if (text.find('*') != std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t colon = rest.find(':', rest.starts_with('[') ? rest.find(']') : 0);
  entry.host = rest.substr(0, colon);
  if (colon != std::string_view::npos) entry.port = rest.substr(colon + 1);
  // Two ports.
  if (entry.any_port && colon != std::string_view::npos) return std::nullopt;
  return entry;
}

}  // namespace

std::optional<OriginEntry> parse_origin_entry(std::string_view text) {
  std::optional<OriginEntry> entry = parse_plain_entry(text);
  if (!entry) entry = parse_other_entry(text);
  return entry;
}

OriginEntryFault explain_origin_entry(std::string_view text) {
  const std::string shown = in_backquotes(text);
  if (text == "null") return {false, "`null` is no entry of `origins`.", "Write \"null_origin\": true beside `origins`."};
  if (text.empty()) return {false, "The entry is empty.", "Leave it out, or write an origin such as \"https://app.example\"."};
  if (text.find('*') != std::string_view::npos) {
    // Is it right but for what stands around the asterisks?
    std::string plain(text);
    const std::size_t labels = plain.find("://*.");
    if (labels != std::string::npos) plain.replace(labels + 3, 1, "a");
    const bool any_port = plain.ends_with(kAnyPort);
    if (any_port) plain.resize(plain.size() - kAnyPort.size());
    if (plain.find('*') == std::string::npos) {
      const std::optional<std::string> right = right_spelling(plain);
      if (right && *right != plain) {
        std::string spelling = *right + (any_port ? ":*" : "");
        if (labels != std::string::npos) spelling.replace(spelling.find("://") + 3, 1, "*");
        if (parse_origin_entry(spelling)) {
          return {false, shown + " is no pattern of origins: " + difference(plain, *right) + ".", write_instead(spelling)};
        }
      }
      if (const std::optional<std::string_view> port = bad_port(plain)) {
        return {false, shown + " is no pattern of origins: " + is_no_port(*port), kWriteAPort};
      }
      return {false, shown + " matches no origin: what is left without its `*` is none.",
              "Write a pattern such as \"https://*.example.com\"."};
    }
    return {true, shown + " has a `*` where it cannot stand: it is the whole entry, `*.` before the host, or the port.",
            "Write \"https://*.example.com\", \"http://localhost:*\", or a regular expression in `origin_patterns`."};
  }
  if (const std::optional<std::string> right = right_spelling(text)) {
    return {false, shown + " is no serialized origin: " + difference(text, *right) + ".", write_instead(*right)};
  }
  if (text.find("://") == std::string_view::npos) {
    const std::optional<std::string> right = right_spelling("https://" + std::string(text));
    return {false, shown + " has no scheme.", write_instead(right ? *right : "https://app.example")};
  }
  if (const std::optional<std::string_view> port = bad_port(text))
    return {false, shown + " is no origin: " + is_no_port(*port), kWriteAPort};
  return {false, shown + " is no origin: it does not parse as scheme, host and port.",
          "Write scheme://host, with the port where it is not the scheme's default."};
}

bool is_loopback(std::string_view host) {
  if (host == "[::1]") return true;
  if (host == "localhost" || host == "localhost." || host.ends_with(".localhost") || host.ends_with(".localhost.")) return true;
  // An origin's host is in canonical form, so that four numbers are an address, and one of 127.0.0.0/8.
  return host.starts_with("127.") && std::count(host.begin(), host.end(), '.') == 3 &&
         std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || is_ascii_digit(c); });
}

SplitPort split_port(std::string_view origin) noexcept {
  constexpr std::size_t kMostDigits = 5;
  std::size_t digits = 0;
  std::uint32_t port = 0;
  std::uint32_t place = 1;
  while (digits < origin.size() && digits <= kMostDigits) {
    const char c = origin[origin.size() - 1 - digits];
    if (!is_ascii_digit(c)) break;
    port += place * static_cast<std::uint32_t>(c - '0');
    place *= 10;
    ++digits;
  }
  if (digits == 0 || digits > kMostDigits || digits == origin.size()) return {origin, {}};
  const std::size_t colon = origin.size() - 1 - digits;
  // 0 and leading zeros are no port that a pattern means.
  if (origin[colon] != ':' || origin[colon + 1] == '0' || port > 65535) return {origin, {}};
  return {origin.substr(0, colon), origin.substr(colon + 1)};
}

}  // namespace crosscheck::policy
