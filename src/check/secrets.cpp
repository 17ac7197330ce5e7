#include "check/secrets.h"

#include <algorithm>
#include <cstdint>

#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

// https://www.rfc-editor.org/rfc/rfc4648#section-4, up to the first byte that is none of its alphabet.
std::string base64_decoded(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) break;
    bits = ((bits << 6U) | static_cast<std::uint32_t>(value)) & 0xFFFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>((bits >> count) & 0xFFU);
  }
  return bytes;
}

}  // namespace

Secrets::Secrets(const std::vector<Header>& headers) {
  for (const Header& header : headers) {
    const std::string_view value = header.value;
    add(header.name, value);
    if (const std::size_t space = value.find(' '); space != std::string_view::npos)
      add_scheme(value.substr(0, space), value.substr(space + 1));
    if (equals_ignoring_ascii_case(header.name, "Cookie")) add_cookies(value);
  }
  // WHY: what is a part of another must not be masked before it.
  std::sort(hidden_.begin(), hidden_.end(), [](const Hidden& a, const Hidden& b) { return a.text.size() > b.text.size(); });
}

void Secrets::add_scheme(std::string_view scheme, std::string_view credentials) {
  add_part(credentials);
  if (!equals_ignoring_ascii_case(scheme, "Basic")) return;
  const std::string decoded = base64_decoded(credentials);
  add_part(decoded);
  if (const std::size_t colon = decoded.find(':'); colon != std::string::npos) add_part(std::string_view(decoded).substr(colon + 1));
}

void Secrets::add_cookies(std::string_view cookies) {
  while (true) {
    const std::size_t end = cookies.find(';');
    const std::string_view cookie = cookies.substr(0, end);
    if (const std::size_t equals = cookie.find('='); equals != std::string_view::npos) add_part(cookie.substr(equals + 1));
    if (end == std::string_view::npos) return;
    cookies.remove_prefix(end + 1);
  }
}

void Secrets::add_part(std::string_view part) {
  if (part.size() >= kShortest) hidden_.push_back({std::string(part), 0});
}

void Secrets::add(std::string_view name, std::string_view value) {
  if (value.size() >= kShortest) {
    hidden_.push_back({std::string(value), 0});
  } else if (!value.empty()) {
    std::string line = std::string(name) + ": ";
    const std::size_t kept = line.size();
    hidden_.push_back({(line += value), kept});
  }
}

std::string Secrets::masked(std::string_view text) const {
  std::string shown(text);
  for (const auto& [secret, kept] : hidden_) {
    for (std::size_t at = shown.find(secret); at != std::string::npos; at = shown.find(secret, at + kept + 3))
      shown.replace(at + kept, secret.size() - kept, "***");
  }
  return shown;
}

}  // namespace crosscheck::check
