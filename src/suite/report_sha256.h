// SHA-256 (FIPS 180-4): fingerprints of findings, and the hashes by which a page allows its own script and style.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace crosscheck::suite {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
std::string in_hex(const Digest& digest);
// With padding, as Content Security Policy writes it.
std::string in_base64(const Digest& digest);

}  // namespace crosscheck::suite
