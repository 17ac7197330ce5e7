// Reads one HTTP/1.1 response from the bytes that arrive.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wire/message_reader.h"
#include "wire/response.h"

namespace crosscheck::wire {

// How it reads is said where it is done: MessageReader (lines, limits), FieldManner::of_a_client, response_framing, BodyReader. Besides:
// - the status line is HTTP/1. and a digit, a space, three digits from 100 to 999, and then nothing or a space and any words; what
//   cannot become that fails as soon as it is seen
// - interim responses (1xx, 101 aside) are read over, and count as headers; 101 is the last that is HTTP, and has no body
class ResponseReader : public MessageReader {
 public:
  // `answers_head`: the request was HEAD.
  explicit ResponseReader(const ReadLimits& limits = {}, bool answers_head = false)
      : MessageReader(limits, FieldManner::of_a_client), answers_head_(answers_head) {}

  // The response, once it is whole. `surplus` is the caller's to fill.
  WireResponse take() &&;

 private:
  std::optional<ReadFailure> check_start(std::string_view line_so_far) override;
  std::optional<ReadFailure> read_start_line(std::string_view line) override;
  bool may_begin_with_empty_line() const override { return false; }
  Result<std::optional<Framing>, ReadFailure> end_of_head() override;

  bool answers_head_;
  int minor_version_ = 1;
  int status_ = 0;
  std::string reason_;
  bool keeps_open_ = false;
};

}  // namespace crosscheck::wire
