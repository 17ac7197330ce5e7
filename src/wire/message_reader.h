// What reading a response and reading a request share: lines, limits, the exact bytes, the body.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "wire/body_reader.h"
#include "wire/field_lines.h"
#include "wire/framing.h"
#include "wire/reading.h"

namespace crosscheck::wire {

// Sans-IO: fed with what arrives, in pieces of any size, which never change the outcome (but for how many bytes
// of what makes it fail are taken). Linear in what it is fed, and holds no more than
// a small multiple of its limits. One thread at a time.
//
// Lines end with CRLF or a bare LF (https://www.rfc-editor.org/rfc/rfc9112#section-2.2); a CR elsewhere is a byte like any other.
class MessageReader {
 public:
  virtual ~MessageReader() = default;

  // Takes what belongs to the message and returns how many bytes that were: fewer than all where it is whole or has failed.
  std::size_t feed(std::string_view piece);
  // The peer sends no more: makes a body without a length whole, and is the failure of any other message that is not.
  void end();

  bool is_whole() const { return body_ && body_->is_whole(); }
  const std::optional<ReadFailure>& failure() const { return failure_; }
  bool is_done() const { return is_whole() || failure_; }
  // All that was taken so far, exactly.
  const std::string& bytes() const { return bytes_; }

 protected:
  MessageReader(const ReadLimits& limits, FieldManner manner) : limits_(limits), manner_(manner), fields_(manner) {}
  MessageReader(MessageReader&&) = default;
  MessageReader& operator=(MessageReader&&) = default;

  // What can be said of a start line before its end has come: called for each piece of it, with all of it so far.
  virtual std::optional<ReadFailure> check_start(std::string_view line_so_far) = 0;
  // A line that is not empty.
  virtual std::optional<ReadFailure> read_start_line(std::string_view line) = 0;
  // Whether an empty line may stand before the start line.
  virtual bool may_begin_with_empty_line() const = 0;
  // After the empty line behind the fields: how the body is framed; nothing where another head follows (begin_again was called).
  virtual Result<std::optional<Framing>, ReadFailure> end_of_head() = 0;

  // Forgets the head that was read, but not its bytes.
  void begin_again();
  FieldLines& fields() { return fields_; }
  std::string take_bytes() { return std::move(bytes_); }
  std::string take_body() { return std::move(*body_).take_body(); }

 private:
  std::size_t feed_head(std::string_view piece);
  std::size_t feed_body(std::string_view piece);
  std::optional<ReadFailure> read_line(std::string_view line);

  ReadLimits limits_;
  FieldManner manner_;
  std::string bytes_;
  std::size_t line_start_ = 0;  // in bytes_
  std::size_t head_bytes_ = 0;
  bool in_fields_ = false;
  FieldLines fields_;
  std::optional<BodyReader> body_;
  std::optional<ReadFailure> failure_;
};

}  // namespace crosscheck::wire
