// Reads one HTTP/1.1 request from the bytes that arrive.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "wire/message_reader.h"
#include "wire/received_request.h"

namespace crosscheck::wire {

// How it reads is said where it is done: MessageReader (lines, limits), FieldManner::of_a_server, request_framing, BodyReader. Besides:
// - the request line is a token, a space, a target of any bytes but space, CR and NUL, a space, HTTP/1. and a digit; what cannot be a
//   method fails as soon as it is seen
// - empty lines before it are passed over (https://www.rfc-editor.org/rfc/rfc9112#section-2.2), and stand in the bytes
class RequestReader : public MessageReader {
 public:
  explicit RequestReader(const ReadLimits& limits = {}) : MessageReader(limits, FieldManner::of_a_server) {}

  // The request, once it is whole. `connection` is the caller's to fill.
  ReceivedRequest take() &&;

 private:
  std::optional<ReadFailure> check_start(std::string_view line_so_far) override;
  std::optional<ReadFailure> read_start_line(std::string_view line) override;
  bool may_begin_with_empty_line() const override { return true; }
  Result<std::optional<Framing>, ReadFailure> end_of_head() override;

  std::size_t checked_ = 0;  // bytes of the method that are tokens
  int minor_version_ = 1;
  std::string method_;
  std::string target_;
};

}  // namespace crosscheck::wire
