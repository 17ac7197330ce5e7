#include "crosscheck/policy/serialized_origin.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "crosscheck/base/ascii.h"
#include "crosscheck/url/ipv6.h"
#include "crosscheck/url/url.h"

namespace crosscheck::policy {
namespace {

constexpr bool is_scheme_byte(char c) { return is_ascii_lower(c) || is_ascii_digit(c) || c == '+' || c == '-' || c == '.'; }

// WHY a table: a policy may have a million origins.
constexpr std::array<bool, 256> kForbiddenInHosts = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("#/:<>?@[\\]^|")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

// https://url.spec.whatwg.org/#forbidden-host-code-point, of visible ASCII
constexpr bool is_forbidden_in_hosts(char c) { return kForbiddenInHosts[static_cast<unsigned char>(c)]; }

// Digits as a number is written: no leading zeros, and not above the limit.
std::optional<std::uint32_t> canonical_number(std::string_view digits, std::uint32_t limit) {
  if (digits.empty() || digits.size() > 5 || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : digits) {
    if (!is_ascii_digit(c)) return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (number > limit) return std::nullopt;
  return number;
}

bool is_canonical_ipv4(std::string_view host) {
  for (int dots = 0; dots < 3; ++dots) {
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos || !canonical_number(host.substr(0, dot), 255)) return false;
    host.remove_prefix(dot + 1);
  }
  return canonical_number(host, 255).has_value();
}

// https://url.spec.whatwg.org/#ends-in-a-number-checker
bool ends_in_a_number(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string_view last = host.substr(host.rfind('.') + 1);  // npos + 1 is 0
  if (last.empty()) return false;
  if (std::all_of(last.begin(), last.end(), is_ascii_digit)) return true;
  if (!last.starts_with("0x")) return false;
  last.remove_prefix(2);
  return std::all_of(last.begin(), last.end(), is_ascii_hex_digit);
}

bool is_serialized_domain_or_ipv4(std::string_view host) {
  if (host.empty()) return false;
  if (std::any_of(host.begin(), host.end(), [](char c) { return is_forbidden_in_hosts(c) || c == '%' || is_ascii_upper(c); })) return false;
  return !ends_in_a_number(host) || is_canonical_ipv4(host);
}

bool is_serialized_opaque_host(std::string_view host) {
  return !host.empty() && std::none_of(host.begin(), host.end(), is_forbidden_in_hosts);
}

// https://url.spec.whatwg.org/#concept-ipv6-serializer, into an array instead of a string.
class Ipv6Text {
 public:
  explicit Ipv6Text(const Ipv6Address& address) {
    const std::size_t gap = first_longest_zero_run(address);
    for (std::size_t i = 0; i < address.size();) {
      if (i == gap) {
        write(i == 0 ? "::" : ":");
        while (i < address.size() && address[i] == 0) ++i;
        continue;
      }
      write_hex(address[i]);
      if (++i < address.size()) write(":");
    }
  }
  std::string_view view() const { return {text_.data(), size_}; }

 private:
  static std::size_t first_longest_zero_run(const Ipv6Address& address) {
    std::size_t best = address.size();
    std::size_t longest = 1;
    for (std::size_t i = 0; i < address.size();) {
      std::size_t end = i;
      while (end < address.size() && address[end] == 0) ++end;
      if (end - i > longest) {
        longest = end - i;
        best = i;
      }
      i = std::max(end, i + 1);
    }
    return best;
  }
  void write(std::string_view part) {
    for (const char c : part) text_[size_++] = c;
  }
  void write_hex(std::uint16_t piece) {
    int shift = 12;
    while (shift > 0 && (piece >> shift) == 0) shift -= 4;
    for (; shift >= 0; shift -= 4) text_[size_++] = "0123456789abcdef"[(piece >> shift) & 0xF];
  }

  std::array<char, 48> text_{};
  std::size_t size_ = 0;
};

bool is_serialized_ipv6(std::string_view host) {
  constexpr std::size_t kLongest = 41;
  if (host.size() < 4 || host.size() > kLongest || !host.starts_with('[') || !host.ends_with(']')) return false;
  const std::string_view inside = host.substr(1, host.size() - 2);
  const std::optional<Ipv6Address> address = parse_ipv6(inside);
  return address && Ipv6Text(*address).view() == inside;
}

}  // namespace

bool is_visible_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

bool is_serialized_origin(std::string_view bytes) {
  const std::size_t scheme_end = bytes.find("://");
  if (scheme_end == std::string_view::npos || scheme_end == 0 || !is_visible_ascii(bytes)) return false;
  const std::string_view scheme = bytes.substr(0, scheme_end);
  if (!is_ascii_lower(scheme.front()) || !std::all_of(scheme.begin(), scheme.end(), is_scheme_byte)) return false;

  const std::string_view rest = bytes.substr(scheme_end + 3);
  const std::size_t host_end = rest.find(':', rest.starts_with('[') ? rest.find(']') : 0);
  const std::string_view host = rest.substr(0, host_end);
  if (host_end != std::string_view::npos) {
    const std::optional<std::uint32_t> port = canonical_number(rest.substr(host_end + 1), 65535);
    // WHY: a URL of the scheme file has no port.
    if (!port || scheme == "file" || port == default_port(scheme)) return false;
  }
  if (host.starts_with('[')) return is_serialized_ipv6(host);
  if (!is_special_scheme(scheme)) return is_serialized_opaque_host(host);
  return is_serialized_domain_or_ipv4(host) && !(scheme == "file" && host == "localhost");
}

}  // namespace crosscheck::policy
