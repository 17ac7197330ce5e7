// The body of a message, fed in pieces: no body, a length, chunks, or all until the peer ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wire/framing.h"
#include "wire/reading.h"

namespace crosscheck::wire {

// https://www.rfc-editor.org/rfc/rfc9112#section-6, section 7 for chunks. Sans-IO, linear in what it is fed.
// Lines of chunks end with CRLF and nothing else; tabs and spaces may follow a size; extensions are passed over, and so are trailers,
// whose lines may end with a bare LF. Whoever needs them finds them in the bytes of the message.
class BodyReader {
 public:
  // No more than `limit` bytes are taken, framing included. A length above it fails before a byte comes.
  BodyReader(const Framing& framing, std::size_t limit);

  // Takes what belongs to the body and returns how many bytes that were: fewer than all where it is whole or has failed.
  std::size_t feed(std::string_view piece);
  // The peer sends no more.
  void end();

  bool is_whole() const { return state_ == State::whole; }
  const std::optional<ReadFailure>& failure() const { return failure_; }
  bool is_done() const { return is_whole() || failure_; }
  std::string take_body() && { return std::move(body_); }

 private:
  enum class State : std::uint8_t {
    whole,
    until_end,
    data,  // `left_` bytes more
    // Chunks
    size_begins,
    size,
    size_space,  // tabs and spaces behind it
    extension,
    size_lf,
    chunk_data,  // `left_` bytes more
    data_cr,
    data_lf,
    trailer_begins,
    trailer_cr,  // a CR at the begin of a trailer line
    trailer,
  };
  std::size_t take_data(std::string_view piece);
  void take_framing(char byte);
  void take_size(char byte);
  void fail(ReadFault fault, std::string what);

  State state_ = State::whole;
  std::uint64_t left_ = 0;
  std::uint64_t length_ = 0;
  std::size_t limit_;
  std::size_t taken_ = 0;
  std::string body_;
  std::optional<ReadFailure> failure_;
};

}  // namespace crosscheck::wire
