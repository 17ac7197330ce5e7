// Pieces of an input, each alone in memory: AddressSanitizer sees a read of one byte before or behind it.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

#include "fuzz/check.h"

#if defined(__SANITIZE_ADDRESS__)
#define CROSSCHECK_FUZZ_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CROSSCHECK_FUZZ_POISONS 1
#endif
#endif
#ifdef CROSSCHECK_FUZZ_POISONS
#include <sanitizer/asan_interface.h>
#endif

namespace crosscheck::fuzz {

// WHY not an allocation for each piece: that takes longer than what is tested.
class Guarded {
 public:
  // Room for `pieces` of so many bytes together. More ends the program.
  Guarded(std::size_t bytes, std::size_t pieces)
      : size_(bytes + (pieces + 1) * 2 * kGap),
        large_(size_ > kSmall ? new char[size_] : nullptr),
        block_(large_ != nullptr ? large_.get() : small_) {
    poison(0, size_);
  }
  ~Guarded() { unpoison(0, size_); }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  // A copy that lives as long as this does.
  std::string_view copy(std::string_view piece) {
    char* const at = room_for(piece.size());
    if (!piece.empty()) std::memcpy(at, piece.data(), piece.size());
    return {at, piece.size()};
  }
  // `size` bytes to write to.
  char* room_for(std::size_t size) {
    const std::size_t at = used_ + kGap;
    check(at + size + kGap <= size_, "pieces of an input have the room that was made for them");
    unpoison(at, size);
    used_ = (at + size + kGap - 1) / kGap * kGap;
    return block_ + at;
  }
  // Gives back the end of what room_for gave last.
  void shrink(const char* piece, std::size_t size, std::size_t to) { poison(static_cast<std::size_t>(piece - block_) + to, size - to); }

 private:
  // AddressSanitizer knows of each 8 bytes how many at their start may be read.
  static constexpr std::size_t kGap = 8;
  // WHY: an allocation takes as long as a decision, and most inputs are small.
  static constexpr std::size_t kSmall = 1024;
#ifdef CROSSCHECK_FUZZ_POISONS
  void poison(std::size_t at, std::size_t size) { __asan_poison_memory_region(block_ + at, size); }
  void unpoison(std::size_t at, std::size_t size) { __asan_unpoison_memory_region(block_ + at, size); }
#else
  void poison(std::size_t, std::size_t) {}
  void unpoison(std::size_t, std::size_t) {}
#endif

  std::size_t size_;
  std::size_t used_ = 0;
  std::unique_ptr<char[]> large_;
  char* block_;
  alignas(16) char small_[kSmall];
};

}  // namespace crosscheck::fuzz
