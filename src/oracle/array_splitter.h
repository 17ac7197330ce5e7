// The elements of a JSON array, found while it arrives.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace crosscheck::oracle {

// Finds where elements end, and nothing else: whether an element is JSON says whoever reads it. One thread at a time.
class ArraySplitter {
 public:
  // Of an element of more than `limit` bytes one byte more is kept.
  explicit ArraySplitter(std::size_t limit) : limit_(limit) {}

  // Reads on from `piece` to the end of the next element, which is taken off it; nothing where the piece has ended before. The element is
  // valid until the next call, and as long as the piece.
  std::optional<std::string_view> next(std::string_view& piece);

  // The byte at which what came is no array any more, and why; empty where nothing is wrong.
  std::size_t offset() const { return offset_; }
  std::string_view fault() const { return fault_; }
  // Whether the array has ended.
  bool is_whole() const { return state_ == State::behind; }

 private:
  enum class State { before, first, element, behind };
  std::optional<std::string_view> element(std::string_view& piece);
  std::size_t scan(std::string_view piece);
  void advance(std::string_view& piece, std::size_t count);

  const std::size_t limit_;
  State state_ = State::before;
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  std::string begun_;        // what earlier pieces had of the element
  bool handed_out_ = false;  // what has begun is the element that was handed out last
  std::size_t offset_ = 0;
  std::string_view fault_;
};

}  // namespace crosscheck::oracle
