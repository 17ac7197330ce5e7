// Names and addresses that look like an allowed host, or mean the same to somebody.
#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "check/miss_list.h"
#include "check/near_misses.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/policy/origin_entry.h"
#include "crosscheck/url/host.h"
#include "crosscheck/url/idna.h"

namespace crosscheck::check {
namespace {

struct Twin {
  char letter;
  std::string_view letters;  // in UTF-8
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

// The pieces of an IPv6 address in its brackets.
std::optional<std::array<std::uint16_t, 8>> pieces_of(std::string_view host) {
  if (host.size() < 2 || host.front() != '[') return std::nullopt;
  const std::string address(host.substr(1, host.size() - 2));
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return std::nullopt;
  std::array<std::uint16_t, 8> pieces{};
  for (std::size_t i = 0; i < pieces.size(); ++i) pieces[i] = static_cast<std::uint16_t>((bytes[2 * i] << 8U) | bytes[2 * i + 1]);
  return pieces;
}

// What else the address may be written as; a browser serializes it in one form (https://url.spec.whatwg.org/#concept-host-serializer).
void add_addresses(MissList& misses) {
  const std::string_view host = misses.host();
  const auto add = [&](std::string_view what, const std::string& other) {
    if (other != host) misses.with_host(PropertyId::P033, what, other);
  };
  if (const auto numbers = numbers_of(host)) {
    const auto [a, b, c, d] = *numbers;
    const std::uint32_t whole = (a << 24U) | (b << 16U) | (c << 8U) | d;
    add("its address as one number", fmt::format("{}", whole));
    add("its address in hexadecimal", fmt::format("0x{:x}", whole));
    add("its address in octal", fmt::format("0{:o}.{}.{}.{}", a, b, c, d));
    if (b == 0 && c == 0) add("its address shortened", fmt::format("{}.{}", a, d));
    add("its address inside of IPv6", fmt::format("[::ffff:{:x}:{:x}]", whole >> 16U, whole & 0xFFFFU));
  } else if (const auto pieces = pieces_of(host)) {
    add("its address in full", fmt::format("[{:x}]", fmt::join(*pieces, ":")));
    add("its address with zeros", fmt::format("[{:04x}]", fmt::join(*pieces, ":")));
    add("its address in upper case", byte_uppercase(host));
    const std::uint16_t high = (*pieces)[6];
    const std::uint16_t low = (*pieces)[7];
    const std::string dotted = fmt::format("{}.{}.{}.{}", high >> 8U, high & 0xFFU, low >> 8U, low & 0xFFU);
    add("its last four bytes as numbers", fmt::format("[{:x}:{}]", fmt::join(pieces->begin(), pieces->begin() + 6, ":"), dotted));
    const bool is_mapped =
        std::all_of(pieces->begin(), pieces->begin() + 5, [](std::uint16_t piece) { return piece == 0; }) && (*pieces)[5] == 0xFFFF;
    if (is_mapped) add("the IPv4 address inside of it", dotted);
  }
}

// The letters that names with diacritics are taken for by whoever drops what is not ASCII.
constexpr std::array<Twin, 8> kBare{{{'a', "\u00E4"},
                                     {'o', "\u00F6"},
                                     {'u', "\u00FC"},
                                     {'e', "\u00E9"},
                                     {'c', "\u00E7"},
                                     {'n', "\u00F1"},
                                     {'i', "\u00ED"},
                                     {'a', "\u00E1"}}};

std::optional<std::string> without_diacritics(std::string name) {
  const std::string before = name;
  for (const Twin& one : kBare) {
    for (std::size_t at = name.find(one.letters); at != std::string::npos; at = name.find(one.letters, at))
      name.replace(at, one.letters.size(), 1, one.letter);
  }
  if (name == before) return std::nullopt;
  return name;
}

// What is compared after IDNA, or looks the same to people. A browser sends names as A-labels.
void add_names(MissList& misses) {
  const std::string_view host = misses.host();
  if (host.starts_with('[')) return;
  const auto add = [&](std::string_view what, std::string_view other) { misses.with_host(PropertyId::P032, what, other); };
  const std::string readable = domain_to_unicode(host);
  if (readable != host) {
    add("its name in letters beyond ASCII", readable);
    if (const std::optional<std::string> bare = without_diacritics(readable)) add("its name without diacritics", *bare);
  }
  const auto twin =
      std::find_if(kTwins.begin(), kTwins.end(), [&](const Twin& one) { return readable.find(one.letter) != std::string::npos; });
  if (twin == kTwins.end()) return;
  std::string alike = readable;
  alike.replace(alike.find(twin->letter), 1, twin->letters);
  add("a Cyrillic letter in its name", alike);
  if (const Result<Host, HostFailure> parsed = parse_host(alike, false))
    add("a Cyrillic letter in its name, in punycode", parsed->serialized);
  // The full-width form, which IDNA maps to the letter.
  std::string wide = readable;
  wide.replace(wide.find(twin->letter), 1, fmt::format("\xEF\xBD{}", static_cast<char>(twin->letter - 'a' + 0x81)));
  add("a full-width letter in its name", wide);
}

}  // namespace

std::vector<NearMiss> near_look_alikes(std::string_view origin) {
  using enum PropertyId;
  MissList misses(origin);
  const std::string_view host = misses.host();
  misses.add(P025, "in upper case", byte_uppercase(origin));
  if (const std::string upper = byte_uppercase(host); upper != host) misses.with_host(P025, "host in upper case", upper);
  add_names(misses);
  add_addresses(misses);
  if (policy::is_loopback(host)) {
    misses.with_host(P034, "localhost as a label", fmt::format("localhost.{}", kAttacker));
    misses.with_host(P034, "127.0.0.1 as labels", fmt::format("127.0.0.1.{}", kAttacker));
    misses.with_host(P034, "127 as a label", fmt::format("127.{}", kAttacker));
    misses.with_host(P034, "glued to localhost", fmt::format("localhost{}", kAttacker));
    misses.with_host(P034, "below localhost", fmt::format("{}.localhost", host));
    for (const std::string_view other : {"localhost", "127.0.0.1", "127.0.0.2", "0.0.0.0", "[::1]", "[::]"}) {
      if (other != host) misses.with_host(P034, fmt::format("{} in its place", other), other);
    }
  }
  return std::move(misses).taken();
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
