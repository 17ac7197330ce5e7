#include "wire/body_reader.h"

#include <algorithm>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"

namespace crosscheck::wire {
namespace {

std::uint64_t hex_value(char digit) {
  if (is_ascii_digit(digit)) return static_cast<std::uint64_t>(digit - '0');
  return static_cast<std::uint64_t>(to_ascii_lower(digit) - 'a') + 10;
}

}  // namespace

BodyReader::BodyReader(const Framing& framing, std::size_t limit) : left_(framing.length), length_(framing.length), limit_(limit) {
  switch (framing.kind) {
    case BodyKind::none:
      state_ = State::whole;
      break;
    case BodyKind::until_end:
      state_ = State::until_end;
      break;
    case BodyKind::chunked:
      state_ = State::size_begins;
      break;
    case BodyKind::length:
      state_ = left_ == 0 ? State::whole : State::data;
      if (left_ > limit_) fail(ReadFault::body_too_large, "announces a body of more than " + std::to_string(limit_) + " bytes");
      break;
  }
}

std::size_t BodyReader::feed(std::string_view piece) {
  std::size_t taken = 0;
  while (!is_done() && taken < piece.size()) {
    if (taken_ == limit_) {
      fail(ReadFault::body_too_large, "has a body of more than " + std::to_string(limit_) + " bytes, the framing included");
      break;
    }
    std::size_t step = 1;
    if (state_ == State::until_end || state_ == State::data || state_ == State::chunk_data) {
      step = take_data(piece.substr(taken, limit_ - taken_));
    } else {
      take_framing(piece[taken]);
    }
    taken += step;
    taken_ += step;
  }
  return taken;
}

std::size_t BodyReader::take_data(std::string_view piece) {
  if (state_ == State::until_end) {
    body_ += piece;
    return piece.size();
  }
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(left_, piece.size()));
  body_ += piece.substr(0, length);
  left_ -= length;
  if (left_ == 0) state_ = state_ == State::data ? State::whole : State::data_cr;
  return length;
}

void BodyReader::take_framing(char byte) {
  switch (state_) {
    case State::size_begins:
    case State::size:
    case State::size_space:
      take_size(byte);
      break;
    case State::extension:
      if (byte == '\r') state_ = State::size_lf;
      if (byte == '\n') fail(ReadFault::malformed, "has a chunk whose size line ends without a CR");
      break;
    case State::size_lf:
      if (byte != '\n') return fail(ReadFault::malformed, "has a lone CR in the size line of a chunk");
      state_ = left_ == 0 ? State::trailer_begins : State::chunk_data;
      break;
    case State::data_cr:
      if (byte != '\r') return fail(ReadFault::malformed, "has a chunk that is longer than its size says");
      state_ = State::data_lf;
      break;
    case State::data_lf:
      if (byte != '\n') return fail(ReadFault::malformed, "has a chunk that is longer than its size says");
      state_ = State::size_begins;
      break;
    case State::trailer_begins:
    case State::trailer_cr:
      if (byte == '\n') {
        state_ = State::whole;
      } else {
        state_ = byte == '\r' && state_ == State::trailer_begins ? State::trailer_cr : State::trailer;
      }
      break;
    case State::trailer:
      if (byte == '\n') state_ = State::trailer_begins;
      break;
    case State::whole:
    case State::until_end:
    case State::data:
    case State::chunk_data:
      break;
  }
}

void BodyReader::take_size(char byte) {
  if (is_ascii_hex_digit(byte) && state_ != State::size_space) {
    left_ = state_ == State::size_begins ? hex_value(byte) : left_ * 16 + hex_value(byte);
    state_ = State::size;
    // Greater than the limit is never multiplied further, so that it cannot wrap.
    if (left_ > limit_ || left_ > (std::uint64_t{1} << 56)) {
      fail(ReadFault::body_too_large, "announces a chunk of more than " + std::to_string(limit_) + " bytes");
    }
    return;
  }
  if (state_ == State::size_begins) return fail(ReadFault::malformed, "has a chunk without a size");
  if (byte == '\r') {
    state_ = State::size_lf;
  } else if (byte == ';') {
    state_ = State::extension;
  } else if (is_http_tab_or_space(byte)) {
    state_ = State::size_space;
  } else {
    fail(ReadFault::malformed, "has a chunk whose size is no hexadecimal number");
  }
}

void BodyReader::end() {
  if (is_done()) return;
  if (state_ == State::until_end) {
    state_ = State::whole;
  } else if (state_ == State::data) {
    fail(ReadFault::cut_short, "ended after " + std::to_string(length_ - left_) + " of " + std::to_string(length_) + " bytes of its body");
  } else {
    fail(ReadFault::cut_short, "ended before the last chunk was whole");
  }
}

void BodyReader::fail(ReadFault fault, std::string what) { failure_ = ReadFailure{fault, std::move(what)}; }

}  // namespace crosscheck::wire
