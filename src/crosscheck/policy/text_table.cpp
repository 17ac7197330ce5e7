#include "crosscheck/policy/text_table.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>
#include <utility>

namespace crosscheck::policy {
namespace {

constexpr std::size_t kFewestSlots = 8;

}  // namespace

TextTable::TextTable(std::size_t texts, std::size_t bytes)
    : slots_(std::bit_ceil(std::max(texts * 2, kFewestSlots))), mask_(slots_.size() - 1) {
  texts_.reserve(bytes);
}

std::uint32_t TextTable::insert(std::string_view text, std::uint32_t number, std::uint64_t hash) {
  if ((size_ + 1) * 2 > slots_.size()) grow();
  Slot& slot = slots_[slot_of(text, hash)];
  if (slot.number != kAbsent) return slot.number;
  if (text.size() > std::numeric_limits<std::uint32_t>::max() - texts_.size())
    throw std::length_error("more than 4 GiB of texts in one table");
  slot = {tag_of(hash), static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(texts_.size()), number};
  texts_.insert(texts_.end(), text.begin(), text.end());
  const std::size_t longest = size_ == 0 ? text.size() : std::max(shortest_ + span_, text.size());
  shortest_ = size_ == 0 ? text.size() : std::min(shortest_, text.size());
  span_ = longest - shortest_;
  if (size_ < kFew) few_[size_] = Few{nullptr, text.size(), number};
  ++size_;
  if (size_ <= kFew + 1) take_few();
  return number;
}

// Few texts are looked at where they stand, one behind the other in the order in which they came.
void TextTable::take_few() {
  few_size_ = size_ <= kFew ? static_cast<std::uint32_t>(size_) : 0;
  const char* bytes = texts_.data();
  for (std::size_t i = 0; i < few_size_; ++i) {
    few_[i].bytes = bytes;
    bytes += few_[i].size;
  }
}

std::uint32_t TextTable::find_among_few(std::string_view text) const noexcept {
  for (std::size_t i = 1; i < few_size_; ++i) {
    if (few_[i].size == text.size() && equal_bytes(few_[i].bytes, text.data(), text.size())) return few_[i].number;
  }
  return kAbsent;
}

std::uint32_t TextTable::find_in_table(std::string_view text) const noexcept {
  return size_ == 0 ? kAbsent : slots_[slot_of(text, hash_bytes(text))].number;
}

inline std::size_t TextTable::slot_of(std::string_view text, std::uint64_t hash) const noexcept {
  for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.number == kAbsent) return at;
    if (slot.tag == tag_of(hash) && slot.size == text.size() && equal_bytes(texts_.data() + slot.offset, text.data(), text.size()))
      return at;
  }
}

void TextTable::place(const Slot& slot, std::uint64_t hash) {
  std::size_t at = hash & mask_;
  while (slots_[at].number != kAbsent) at = (at + 1) & mask_;
  slots_[at] = slot;
}

void TextTable::grow() {
  const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(std::max(slots_.size() * 2, kFewestSlots)));
  mask_ = slots_.size() - 1;
  for (const Slot& slot : before) {
    if (slot.number != kAbsent) place(slot, hash_bytes({texts_.data() + slot.offset, slot.size}));
  }
}

std::size_t TextTable::longest_walk() const {
  std::size_t longest = 0;
  std::size_t walk = 0;
  // Twice around, so that a run over the end is seen whole.
  for (std::size_t i = 0; i < slots_.size() * 2; ++i) {
    walk = slots_[i & mask_].number == kAbsent ? 0 : walk + 1;
    longest = std::max(longest, walk);
  }
  return longest + 1;
}

}  // namespace crosscheck::policy
