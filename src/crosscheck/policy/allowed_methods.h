// Which methods a policy allows, byte for byte (SRV-18).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/policy/bytes.h"
#include "crosscheck/policy/text_table.h"

namespace crosscheck::policy {

// Filled once, then read from any thread. GET, HEAD and POST are always there.
class AllowedMethods {
 public:
  explicit AllowedMethods(const std::vector<std::string>& methods = {});

  // WHY inlined: most methods are one word, and policies have few.
  bool contains(std::string_view method) const noexcept {
    if (few_size_ == 0) return table_.find(method) != TextTable::kAbsent;
    if (method.size() > kLongestFew) return false;
    const std::uint64_t word = load_up_to_7(method.data(), method.size());
    for (std::size_t i = 0; i < few_size_; ++i) {
      if (few_[i].word == word && few_[i].size == method.size()) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t kFew = 8;
  static constexpr std::size_t kLongestFew = 7;

  struct Few {
    std::uint64_t word = 0;
    std::size_t size = 0;
  };
  std::array<Few, kFew> few_{};
  std::size_t few_size_ = 0;  // 0 where there are more, or longer ones
  TextTable table_;
};

}  // namespace crosscheck::policy
