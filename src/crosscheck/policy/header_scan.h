// The three headers that a decision reads, found in a header list in one pass.
#pragma once

#include <cstddef>
#include <string_view>

#include "crosscheck/base/folded_name.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/bytes.h"

namespace crosscheck::policy {

inline constexpr FoldedName<6> kOrigin("origin");
inline constexpr FoldedName<29> kRequestMethod("access-control-request-method");
inline constexpr FoldedName<30> kRequestHeaders("access-control-request-headers");

inline bool is_options(std::string_view method) {
  return method.size() == 7 && load_up_to_7(method.data(), 7) == load_up_to_7("OPTIONS", 7);
}

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
