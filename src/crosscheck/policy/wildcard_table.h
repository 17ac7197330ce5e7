// Patterns with `*.` before the host, found by the labels of the host from the right: never by walking over the patterns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/policy/origin_entry.h"

namespace crosscheck::policy {

// Filled once, then read from any thread. A lookup takes as many steps as the deepest base has labels, and reads each byte of the origin a fixed
// number of times.
class WildcardTable {
 public:
  static constexpr std::uint32_t kAbsent = 0xFFFFFFFF;

  // `number` grows from call to call. A repeat changes nothing; returned is the number that the pattern has now.
  std::uint32_t insert(const OriginEntry& pattern, std::uint32_t number);
  bool empty() const { return size_ == 0; }

  // The smallest number of a pattern that the origin matches, or kAbsent.
  std::uint32_t find(std::string_view origin) const noexcept { return size_ <= kFew ? find_among_few(origin) : find_by_labels(origin); }

  // The smallest number of a pattern, other than the given one, that matches everything that the given one matches, which may be without `*.`.
  std::uint32_t find_wider(const OriginEntry& pattern, std::uint32_t own_number) const;

 private:
  struct Slot {
    std::uint32_t number = kAbsent;
    std::uint32_t tag = 0;
    std::uint32_t offset = 0;  // of scheme, port and base, one behind the other
    std::uint16_t scheme_size = 0;
    std::uint16_t port_size = 0;
    std::uint32_t base_size = 0;
    bool any_port = false;
  };
  struct Parts {
    std::string_view scheme;
    std::string_view base;
    std::string_view port;
    bool any_port = false;
  };
  // Up to so many patterns are compared one by one.
  static constexpr std::size_t kFew = 4;
  struct FewPattern {
    std::string before;  // "https://"
    std::string after;   // ".example.com:8080"
    std::uint32_t number = kAbsent;
    bool any_port = false;
  };
  std::uint32_t find_among_few(std::string_view origin) const noexcept;
  std::uint32_t find_by_labels(std::string_view origin) const noexcept;

  static std::uint64_t hash_of(const Parts& parts);
  std::uint32_t lookup(std::uint64_t hash, const Parts& parts) const noexcept;
  void place(const Slot& slot, std::uint64_t hash);
  void grow();
  Parts parts_of(const Slot& slot) const;

  std::string texts_;
  std::vector<Slot> slots_;
  std::vector<FewPattern> few_;
  std::size_t mask_ = 0;
  std::size_t size_ = 0;
  std::size_t longest_scheme_ = 0;
  std::size_t fewest_labels_ = 0;
  std::size_t most_labels_ = 0;
  bool some_any_port_ = false;
  bool some_fixed_port_ = false;
};

}  // namespace crosscheck::policy
