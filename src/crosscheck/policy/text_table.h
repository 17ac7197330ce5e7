// A table of texts, made once and then asked: open addressing, the bytes of each text two reads away.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/policy/bytes.h"
#include "crosscheck/policy/hash.h"

namespace crosscheck::policy {

// Texts with a number each. Immutable once it is filled; may then be read from any thread. The cost of a lookup does not grow with the number of
// texts: at most half of the slots are taken, and a walk ends at the first free one.
class TextTable {
 public:
  static constexpr std::uint32_t kAbsent = 0xFFFFFFFF;

  TextTable() = default;
  TextTable(TextTable&&) = default;
  TextTable& operator=(TextTable&&) = default;
  // Makes room for that many texts of so many bytes together.
  explicit TextTable(std::size_t texts, std::size_t bytes = 0);

  // Puts the text in, unless it is there; returns the number that it has now. Throws std::length_error where all texts are more than 4 GiB.
  std::uint32_t insert(std::string_view text, std::uint32_t number) { return insert(text, number, hash_bytes(text)); }
  // The same, of a text whose slot is on its way from memory already.
  std::uint32_t insert(std::string_view text, std::uint32_t number, std::uint64_t hash);
  // Has the text's slot read from memory, and returns its hash. Of several texts, before the first of them is inserted: a large table is waited for
  // once, not for each.
  std::uint64_t prefetch(std::string_view text) const {
    const std::uint64_t hash = hash_bytes(text);
    __builtin_prefetch(slots_.data() + (hash & mask_), 1);
    return hash;
  }

  std::size_t size() const { return size_; }

  // Calls `visit(text, number)` for each text, in the order in which they came.
  template <class Visit>
  void for_each(Visit&& visit) const {
    std::vector<Slot> inserted;
    inserted.reserve(size_);
    for (const Slot& slot : slots_) {
      if (slot.number != kAbsent) inserted.push_back(slot);
    }
    // An empty text stands before the one that begins where it ends.
    std::sort(inserted.begin(), inserted.end(),
              [](const Slot& a, const Slot& b) { return a.offset != b.offset ? a.offset < b.offset : a.size < b.size; });
    for (const Slot& slot : inserted) visit(std::string_view(texts_.data() + slot.offset, slot.size), slot.number);
  }

  // The text's number, or kAbsent.
  // WHY inlined: most policies have one origin, and few methods.
  [[gnu::always_inline]] std::uint32_t find(std::string_view text) const noexcept {
    // No text is shorter or longer: most of what nobody allows.
    if (few_size_ == 0) return text.size() - shortest_ > span_ ? kAbsent : find_in_table(text);
    if (few_[0].size == text.size() && equal_bytes(few_[0].bytes, text.data(), text.size())) return few_[0].number;
    return few_size_ == 1 ? kAbsent : find_among_few(text);
  }

  // How many slots a lookup walks over at most.
  std::size_t longest_walk() const;

 private:
  // Up to so many texts are compared one by one.
  static constexpr std::size_t kFew = 4;

  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t size = 0;
    std::uint32_t offset = 0;
    std::uint32_t number = kAbsent;
  };
  struct Few {
    const char* bytes = nullptr;  // in the slots' texts
    std::size_t size = 0;
    std::uint32_t number = kAbsent;
  };
  std::uint32_t find_in_table(std::string_view text) const noexcept;
  // Where the text stands, or the free slot at which a walk for it ends.
  inline std::size_t slot_of(std::string_view text, std::uint64_t hash) const noexcept;
  std::uint32_t find_among_few(std::string_view text) const noexcept;
  void take_few();
  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  void grow();
  void place(const Slot& slot, std::uint64_t hash);

  std::size_t shortest_ = 0;
  std::size_t span_ = 0;        // from the shortest text to the longest
  std::uint32_t few_size_ = 0;  // 0 where there are more, or none
  std::array<Few, kFew> few_{};
  // WHY not a string: texts that are looked at in place must stay where they are when the table is moved.
  std::vector<char> texts_;
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::size_t size_ = 0;
};

}  // namespace crosscheck::policy
