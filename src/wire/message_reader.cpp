#include "wire/message_reader.h"

#include <algorithm>
#include <utility>

namespace crosscheck::wire {

std::size_t MessageReader::feed(std::string_view piece) {
  std::size_t taken = 0;
  while (!is_done() && taken < piece.size()) {
    const std::string_view rest = piece.substr(taken);
    taken += body_ ? feed_body(rest) : feed_head(rest);
  }
  return taken;
}

std::size_t MessageReader::feed_head(std::string_view piece) {
  const std::size_t line_end = piece.find('\n');
  const std::size_t wanted = line_end == std::string_view::npos ? piece.size() : line_end + 1;
  const std::size_t taken = std::min(wanted, limits_.header_bytes - head_bytes_);
  bytes_ += piece.substr(0, taken);
  head_bytes_ += taken;
  const std::string_view line = std::string_view(bytes_).substr(line_start_);
  if (!in_fields_) failure_ = check_start(line);
  if (failure_) return taken;
  if (taken < wanted) {
    failure_ = ReadFailure{ReadFault::headers_too_large, "has headers of more than " + std::to_string(limits_.header_bytes) + " bytes"};
  } else if (line_end != std::string_view::npos) {
    const std::size_t end = line.size() - 1;
    line_start_ = bytes_.size();
    failure_ = read_line(line.substr(0, end > 0 && line[end - 1] == '\r' ? end - 1 : end));
  }
  return taken;
}

std::optional<ReadFailure> MessageReader::read_line(std::string_view line) {
  if (!in_fields_) {
    if (line.empty() && may_begin_with_empty_line()) return std::nullopt;
    in_fields_ = true;
    return read_start_line(line);
  }
  if (!line.empty()) return fields_.add(line);
  Result<std::optional<Framing>, ReadFailure> framing = end_of_head();
  if (!framing) return framing.error();
  if (!framing.value()) return std::nullopt;
  body_.emplace(*framing.value(), limits_.body_bytes);
  return body_->failure();
}

std::size_t MessageReader::feed_body(std::string_view piece) {
  const std::size_t taken = body_->feed(piece);
  bytes_ += piece.substr(0, taken);
  failure_ = body_->failure();
  return taken;
}

void MessageReader::end() {
  if (is_done()) return;
  if (body_) {
    body_->end();
    failure_ = body_->failure();
  } else {
    failure_ = ReadFailure{ReadFault::cut_short, bytes_.empty() ? "did not begin" : "ended among its headers"};
  }
}

void MessageReader::begin_again() {
  in_fields_ = false;
  fields_ = FieldLines(manner_);
}

}  // namespace crosscheck::wire
