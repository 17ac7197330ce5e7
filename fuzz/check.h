// What a target says when its property does not hold. It always traps, whatever NDEBUG says.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace crosscheck::fuzz {

// Bytes as they can be read in a log: what is no visible ASCII as \xNN.
inline std::string readable(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    if (c >= ' ' && c <= '~') {
      text += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      text += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return text;
}

// Ends the program. `property` is the sentence that does not hold; the name of what is found is made of it.
[[noreturn]] inline void broken(std::string_view property, std::string_view details) {
  std::fprintf(stderr, "PROPERTY DOES NOT HOLD: %.*s\n%.*s\n", static_cast<int>(property.size()), property.data(),
               static_cast<int>(details.size()), details.data());
  std::fflush(stderr);
  std::abort();
}

inline void check(bool holds, std::string_view property) {
  if (!holds) [[unlikely]]
    broken(property, "");
}

// `details` is called where the property does not hold.
template <class Details>
void check(bool holds, std::string_view property, Details&& details) {
  if (!holds) [[unlikely]]
    broken(property, details());
}

// Two texts that have to be the same.
inline void check_same(std::string_view one, std::string_view other, std::string_view property) {
  if (one != other) [[unlikely]]
    broken(property, "  one:   " + readable(one) + "\n  other: " + readable(other));
}

}  // namespace crosscheck::fuzz
