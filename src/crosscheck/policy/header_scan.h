// The three headers that a decision reads, found in a header list in one pass.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/bytes.h"

namespace crosscheck::policy {

// A header name that is compared without regard to ASCII case, a word at a time.
// WHY not `| 0x20` on every byte: it would take a carriage return for `-`. Only where the name has a letter is the case bit set.
template <std::size_t kSize>
class FoldedName {
 public:
  consteval explicit FoldedName(const char (&lower_case)[kSize + 1]) {
    for (std::size_t i = 0; i < kWords; ++i) {
      const std::size_t at = start_of(i);
      for (std::size_t byte = 0; byte < 8; ++byte) {
        text_[i][byte] = at + byte < kSize ? lower_case[at + byte] : '\0';
        case_bits_[i][byte] = is_ascii_lower(text_[i][byte]) ? 0x20 : 0;
      }
    }
  }

  bool is(std::string_view name) const { return name.size() == kSize && is_at(name.data()); }
  // Of a name of kSize bytes.
  bool is_at(const char* name) const {
    if constexpr (kSize < 8) {
      return (load_up_to_7(name, kSize) | load_up_to_7(case_bits_[0], kSize)) == load_up_to_7(text_[0], kSize);
    } else {
      for (std::size_t i = 0; i < kWords; ++i) {
        if ((load8(name + start_of(i)) | load8(case_bits_[i])) != load8(text_[i])) return false;
      }
      return true;
    }
  }

 private:
  static constexpr std::size_t kWords = (kSize + 7) / 8;
  static constexpr std::size_t start_of(std::size_t word) { return kSize >= 8 && word * 8 + 8 > kSize ? kSize - 8 : word * 8; }

  char text_[kWords][8] = {};
  char case_bits_[kWords][8] = {};
};

inline constexpr FoldedName<6> kOrigin("origin");
inline constexpr FoldedName<29> kRequestMethod("access-control-request-method");
inline constexpr FoldedName<30> kRequestHeaders("access-control-request-headers");

inline bool is_access_control_request_headers(std::string_view name) { return kRequestHeaders.is(name); }

// A header's field lines: the first one, and how many there are.
struct FoundLines {
  const std::string_view* first = nullptr;
  std::size_t count = 0;
};

// The Origin lines of a list.
inline FoundLines find_origin(HeaderListView headers) {
  FoundLines found;
  for (const HeaderView& header : headers) {
    if (header.name.size() != 6 || !kOrigin.is_at(header.name.data())) continue;
    if (found.count++ == 0) found.first = &header.value;
  }
  return found;
}

}  // namespace crosscheck::policy
