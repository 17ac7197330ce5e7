// Names and addresses that look like an allowed host, or mean the same to somebody.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "check/near_misses.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/policy/origin_entry.h"
#include "crosscheck/url/host.h"

namespace crosscheck::check {
namespace {

struct Twin {
  char letter;
  std::string_view cyrillic;
};
constexpr std::array<Twin, 7> kTwins{
    {{'a', "\u0430"}, {'e', "\u0435"}, {'o', "\u043E"}, {'p', "\u0440"}, {'c', "\u0441"}, {'x', "\u0445"}, {'y', "\u0443"}}};

// The four numbers of an IPv4 address.
std::optional<std::array<unsigned, 4>> numbers_of(std::string_view host) {
  std::array<unsigned, 4> numbers{};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t dot = host.find('.');
    const std::string_view piece = host.substr(0, dot);
    const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), numbers[i]);
    if (error != std::errc() || end != piece.data() + piece.size() || numbers[i] > 255) return std::nullopt;
    if ((dot == std::string_view::npos) != (i == 3)) return std::nullopt;
    host.remove_prefix(dot == std::string_view::npos ? host.size() : dot + 1);
  }
  return numbers;
}

void add_addresses(std::string_view host, const auto& add) {
  using enum PropertyId;
  if (const auto numbers = numbers_of(host)) {
    const auto [a, b, c, d] = *numbers;
    const std::uint32_t whole = (a << 24U) | (b << 16U) | (c << 8U) | d;
    add(P033, "its address as one number", fmt::format("{}", whole));
    add(P033, "its address in hexadecimal", fmt::format("0x{:x}", whole));
    add(P033, "its address in octal", fmt::format("0{:o}.{}.{}.{}", a, b, c, d));
    if (b == 0 && c == 0) add(P033, "its address shortened", fmt::format("{}.{}", a, d));
    add(P033, "its address inside of IPv6", fmt::format("[::ffff:{:x}:{:x}]", whole >> 16U, whole & 0xFFFFU));
  } else if (host == "[::1]") {
    add(P033, "its address in full", "[0:0:0:0:0:0:0:1]");
    add(P033, "its address with zeros", "[0000:0000:0000:0000:0000:0000:0000:0001]");
  } else if (host.starts_with('[')) {
    add(P033, "its address in upper case", byte_uppercase(host));
  }
}

}  // namespace

std::vector<NearMiss> near_look_alikes(std::string_view origin) {
  using enum PropertyId;
  const OriginParts parts = parts_of_origin(origin);
  const std::string_view scheme = parts.scheme;
  const std::string_view host = parts.host;
  const std::string_view port = parts.port;
  std::vector<NearMiss> misses;
  const auto add = [&](PropertyId id, std::string_view what, std::string_view other) {
    misses.push_back({fmt::format("{}://{}{}", scheme, other, port), id, std::string(what)});
  };
  misses.push_back({byte_uppercase(origin), P025, "in upper case"});
  if (const std::string upper = byte_uppercase(host); upper != host) add(P025, "host in upper case", upper);

  const auto twin =
      std::find_if(kTwins.begin(), kTwins.end(), [&](const Twin& one) { return host.find(one.letter) != std::string_view::npos; });
  if (twin != kTwins.end() && !host.starts_with('[')) {
    std::string alike(host);
    alike.replace(alike.find(twin->letter), 1, twin->cyrillic);
    add(P032, "a Cyrillic letter in its name", alike);
    if (const Result<Host, HostFailure> parsed = parse_host(alike, false))
      add(P032, "a Cyrillic letter in its name, in punycode", parsed->serialized);
    // The full-width form, which IDNA maps to the letter.
    std::string wide(host);
    const std::string form = fmt::format("\xEF\xBD{}", static_cast<char>(twin->letter - 'a' + 0x81));
    if (twin->letter <= 'o') {
      wide.replace(wide.find(twin->letter), 1, form);
      add(P032, "a full-width letter in its name", wide);
    }
  }
  add_addresses(host, add);
  if (policy::is_loopback(host)) {
    add(P034, "localhost as a label", fmt::format("localhost.{}", kAttacker));
    add(P034, "127.0.0.1 as labels", fmt::format("127.0.0.1.{}", kAttacker));
    add(P034, "127 as a label", fmt::format("127.{}", kAttacker));
    add(P034, "glued to localhost", fmt::format("localhost{}", kAttacker));
    add(P034, "below localhost", fmt::format("{}.localhost", host));
    for (const std::string_view other : {"localhost", "127.0.0.1", "127.0.0.2", "0.0.0.0", "[::1]", "[::]"}) {
      if (other != host) add(P034, fmt::format("{} in its place", other), other);
    }
  }
  return misses;
}

std::vector<NearMiss> common_strangers() {
  using enum PropertyId;
  std::vector<NearMiss> misses;
  for (const std::string_view origin : {"https://evil.test",
                                        "http://evil.test",
                                        "http://localhost",
                                        "http://localhost:3000",
                                        "https://localhost",
                                        "http://127.0.0.1",
                                        "http://0.0.0.0",
                                        "http://[::1]",
                                        "http://[::]",
                                        "http://[::ffff:7f00:1]",
                                        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
                                        "moz-extension://11111111-2222-3333-4444-555555555555",
                                        "capacitor://localhost",
                                        "ionic://localhost",
                                        "tauri://localhost",
                                        "https://evil.github.io",
                                        "https://evil.s3.amazonaws.com",
                                        "https://evil.netlify.app",
                                        "https://evil.vercel.app",
                                        "https://evil.pages.dev",
                                        "https://codepen.io",
                                        "https://jsfiddle.net",
                                        "https://evil.com",
                                        "https://evil.org",
                                        "https://evil.io"})
    misses.push_back({std::string(origin), P004, std::string(origin)});
  for (const std::string_view text : {"NULL", "Null", "undefined", "file://", "*", "true", "https://", "://", "data:", "about:blank"})
    misses.push_back({std::string(text), P025, std::string(text)});
  return misses;
}

}  // namespace crosscheck::check
