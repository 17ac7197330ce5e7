#include "oracle/chunk_reader.h"

#include <algorithm>

namespace crosscheck::oracle {
namespace {

// Leading zeros are digits too.
constexpr int kMostDigits = 15;

// -1 where it is no hexadecimal digit.
constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ChunkReader::Part ChunkReader::next(std::string_view bytes) {
  Part part;
  while (part.taken < bytes.size() && !has_ended() && !is_malformed()) {
    if (state_ == State::data) {
      part.data = bytes.substr(part.taken, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - part.taken)));
      part.taken += part.data.size();
      left_ -= part.data.size();
      if (left_ == 0) state_ = State::data_end;
      return part;
    }
    state_ = step(bytes[part.taken]);
    ++part.taken;
  }
  return part;
}

ChunkReader::State ChunkReader::step(char c) {
  const auto if_it_is = [c](char expected, State next) { return c == expected ? next : State::malformed; };
  switch (state_) {
    case State::first_digit:
    case State::digits:
    case State::blank:
      return size_step(c);
    case State::extension:
      return c == '\r' ? State::size_end : extra_step(c, State::extension);
    case State::size_end:
      return if_it_is('\n', left_ == 0 ? State::trailer_start : State::data);
    case State::data_end:
      return if_it_is('\r', State::data_line_end);
    case State::data_line_end:
      digits_ = 0;
      return if_it_is('\n', State::first_digit);
    case State::trailer_start:
      if (c == '\r') return State::last_line_end;
      // A line that is folded belongs to the one before.
      return c == ' ' || c == '\t' ? State::malformed : extra_step(c, State::trailer);
    case State::trailer:
      return c == '\r' ? State::trailer_line_end : extra_step(c, State::trailer);
    case State::trailer_line_end:
      return if_it_is('\n', State::trailer_start);
    case State::last_line_end:
      return if_it_is('\n', State::end);
    case State::data:
    case State::end:
    case State::malformed:
      break;
  }
  return state_;
}

ChunkReader::State ChunkReader::size_step(char c) {
  if (const int value = hex_value(c); value >= 0 && state_ != State::blank) {
    left_ = state_ == State::first_digit ? static_cast<std::uint64_t>(value) : left_ * 16 + static_cast<std::uint64_t>(value);
    return ++digits_ > kMostDigits ? State::malformed : State::digits;
  }
  if (state_ == State::first_digit) return State::malformed;
  if (c == '\r' && state_ == State::digits) return State::size_end;
  if (c == ' ' || c == '\t') return extra_step(c, State::blank);
  return c == ';' ? extra_step(c, State::extension) : State::malformed;
}

// What is passed over is text, and not much of it.
ChunkReader::State ChunkReader::extra_step(char c, State next) {
  const bool is_plain = c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F');
  return is_plain && ++extra_ <= kExtra ? next : State::malformed;
}

}  // namespace crosscheck::oracle
