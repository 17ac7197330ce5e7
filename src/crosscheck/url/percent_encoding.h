// https://url.spec.whatwg.org/#percent-encoded-bytes: which bytes are written as %XX in which part of a URL.
//
// Constants and a pure function, linear in the input; any thread may call.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace crosscheck {

// https://url.spec.whatwg.org/#percent-encode-set, by bytes: all of 0x80 and above are in each set.
class PercentEncodeSet {
 public:
  // https://url.spec.whatwg.org/#c0-control-percent-encode-set
  constexpr PercentEncodeSet() {
    for (std::size_t byte = 0; byte < contained_.size(); ++byte) contained_[byte] = byte < 0x20 || byte > 0x7E;
  }
  // This set and the given ASCII characters.
  constexpr PercentEncodeSet with(std::string_view characters) const {
    PercentEncodeSet larger = *this;
    for (const char c : characters) larger.contained_[static_cast<unsigned char>(c)] = true;
    return larger;
  }
  constexpr bool contains(char byte) const { return contained_[static_cast<unsigned char>(byte)]; }

 private:
  std::array<bool, 256> contained_{};
};

inline constexpr PercentEncodeSet kC0ControlPercentEncodeSet{};
inline constexpr PercentEncodeSet kFragmentPercentEncodeSet = kC0ControlPercentEncodeSet.with(" \"<>`");
inline constexpr PercentEncodeSet kQueryPercentEncodeSet = kC0ControlPercentEncodeSet.with(" \"#<>");
inline constexpr PercentEncodeSet kSpecialQueryPercentEncodeSet = kQueryPercentEncodeSet.with("'");
inline constexpr PercentEncodeSet kPathPercentEncodeSet = kQueryPercentEncodeSet.with("?^`{}");
inline constexpr PercentEncodeSet kUserinfoPercentEncodeSet = kPathPercentEncodeSet.with("/:;=@[\\]|");

// https://url.spec.whatwg.org/#string-utf-8-percent-encode: of UTF-8. "%" stays "%", so that encoding twice is encoding once.
std::string utf8_percent_encode(std::string_view input, const PercentEncodeSet& set);

}  // namespace crosscheck
