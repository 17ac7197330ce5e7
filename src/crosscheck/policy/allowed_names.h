// Which request headers a policy allows, and what it says to the names that a preflight asks for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/policy/requested_names.h"

namespace crosscheck::policy {

enum class NamesVerdict : std::uint8_t { allowed, excessive, malformed, not_allowed };

// Filled once, then read from any thread.
class AllowedNames {
 public:
  static constexpr std::size_t kMostEmptyElements = 16;
  static constexpr std::size_t kSlackBytes = 64;        // beyond all allowed names with ", " between them
  static constexpr std::size_t kMostBytesOfAny = 4096;  // where any name is allowed

  // None.
  AllowedNames() : AllowedNames(std::vector<std::string>(), false, false) {}
  // `names` in lower case, without repeats. `any`: every name is allowed, but for Authorization where it has to be listed and is not.
  AllowedNames(const std::vector<std::string>& names, bool any, bool authorization_needs_listing);

  // Reads no more bytes than the policy's names could take, and 64, whatever was sent.
  NamesVerdict judge(const RequestedNames& requested) const noexcept;

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  // A name: its first eight bytes, its last eight, and where the whole of it stands. A shorter one has all of it in `first`.
  struct Slot {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint32_t offset = 0;
    std::uint32_t size = kFree;
  };
  struct Reading {
    std::size_t empty_elements = 0;
    NamesVerdict verdict = NamesVerdict::allowed;
  };
  bool within_budget(const RequestedNames& requested) const noexcept;
  inline bool contains(const char* name, std::size_t size) const noexcept;
  bool contains_in_any_case(std::string_view name) const noexcept;
  inline std::size_t slot_of(std::uint64_t first, std::uint64_t last, std::size_t size) const noexcept;
  void fill(const std::vector<std::string>& names, std::uint64_t multiplier);
  bool some_walk() const noexcept;
  // False where nothing more needs to be read.
  bool read_line(std::string_view line, Reading& reading) const noexcept;
  bool read_unlisted(std::string_view element, Reading& reading) const noexcept;
  NamesVerdict judge_unlisted(std::string_view name) const noexcept;

  std::string texts_;
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  int shift_ = 63;                // from a product to the place of a slot
  std::uint64_t multiplier_ = 1;  // chosen so that names stand in slots of their own, where one was found that does it
  std::size_t budget_ = kSlackBytes;
  bool any_ = false;
  bool authorization_needs_listing_ = false;
};

}  // namespace crosscheck::policy
