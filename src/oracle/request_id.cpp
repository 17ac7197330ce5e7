#include "oracle/request_id.h"

#include <algorithm>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"

namespace crosscheck::oracle {

bool is_request_id(std::string_view id) {
  constexpr std::size_t kLongest = 64;
  return !id.empty() && id.size() <= kLongest &&
         std::all_of(id.begin(), id.end(), [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~'; });
}

std::string RequestIds::next() {
  // WHY: an odd factor and shifts are reversible, so that different numbers stay different while they look like none.
  std::uint64_t id = next_.fetch_add(1, std::memory_order_relaxed);
  id = (id ^ (id >> 31)) * 0x9E3779B97F4A7C15U;
  id = (id ^ (id >> 29)) * 0xD6E8FEB86659FD93U;
  return fmt::format("{:016x}", id ^ (id >> 32));
}

}  // namespace crosscheck::oracle
