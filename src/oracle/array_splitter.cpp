#include "oracle/array_splitter.h"

#include <algorithm>

#include "crosscheck/base/byte_set.h"

namespace crosscheck::oracle {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// WHY tables: most bytes matter to nobody here, and each of them is looked at.
constexpr ByteSet kOfStrings("\"\\");
constexpr ByteSet kOfStructure("\"{}[],");

}  // namespace

void ArraySplitter::advance(std::string_view& piece, std::size_t count) {
  offset_ += count;
  piece.remove_prefix(count);
}

// Where the element ends: at a comma or a bracket outside of it, or at the end of the piece.
std::size_t ArraySplitter::scan(std::string_view piece) {
  std::size_t i = 0;
  while (true) {
    if (in_string_) {
      if (escaped_ && i < piece.size()) {
        escaped_ = false;
        ++i;
      }
      i = kOfStrings.find_in(piece, i);
      if (i == piece.size()) return i;
      escaped_ = piece[i] == '\\';
      in_string_ = escaped_;
      ++i;
      continue;
    }
    i = kOfStructure.find_in(piece, i);
    if (i == piece.size()) return i;
    const char c = piece[i];
    if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (depth_ == 0) {
      if (c != '}') return i;
    } else if (c != ',') {
      --depth_;
    }
    ++i;
  }
}

// The rest of the element that the piece goes on with; nothing where it does not end in it, or is missing.
std::optional<std::string_view> ArraySplitter::element(std::string_view& piece) {
  const std::size_t end = scan(piece);
  std::string_view part = piece.substr(0, end);
  const bool ends = end < piece.size();
  if (!ends || !begun_.empty()) {
    begun_ += part.substr(0, limit_ + 1 - std::min(begun_.size(), limit_ + 1));
    part = begun_;
  }
  if (!ends) {
    advance(piece, end);
    return std::nullopt;
  }
  if (std::all_of(part.begin(), part.end(), is_blank)) {
    offset_ += end;
    fault_ = "an element is missing";
    return std::nullopt;
  }
  if (piece[end] == ']') state_ = State::behind;
  advance(piece, end + 1);
  handed_out_ = true;
  return part;
}

std::optional<std::string_view> ArraySplitter::next(std::string_view& piece) {
  if (handed_out_) begun_.clear();
  handed_out_ = false;
  while (fault_.empty() && !piece.empty()) {
    if (state_ == State::element) return element(piece);
    const char c = piece.front();
    if (state_ == State::before && !is_blank(c)) {
      if (c != '[') fault_ = "a batch is an array of questions";
      state_ = State::first;
    } else if (state_ == State::first && !is_blank(c)) {
      state_ = c == ']' ? State::behind : State::element;
      if (state_ == State::element) continue;
    } else if (state_ == State::behind && !is_blank(c)) {
      fault_ = "something stands behind the array";
    }
    if (fault_.empty()) advance(piece, 1);
  }
  return std::nullopt;
}

}  // namespace crosscheck::oracle
