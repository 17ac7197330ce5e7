#include "wire/request_reader.h"

#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/token.h"

namespace crosscheck::wire {
namespace {

constexpr std::string_view kSpaceAndProtocol = " HTTP/1.";

ReadFailure no_request_line() { return {ReadFault::malformed, "does not begin with a request line of HTTP/1.1"}; }

}  // namespace

std::optional<ReadFailure> RequestReader::check_start(std::string_view line_so_far) {
  while (checked_ < line_so_far.size() && is_token_byte(line_so_far[checked_])) ++checked_;
  if (checked_ == line_so_far.size()) return std::nullopt;
  const char next = line_so_far[checked_];
  const bool ends_empty_line = checked_ == 0 && (next == '\r' || next == '\n');
  if (ends_empty_line || (checked_ > 0 && next == ' ')) return std::nullopt;
  return no_request_line();
}

std::optional<ReadFailure> RequestReader::read_start_line(std::string_view line) {
  const std::size_t method_end = checked_;
  const std::size_t target_end = line.rfind(' ');
  if (method_end == 0 || target_end == std::string_view::npos || target_end <= method_end + 1) return no_request_line();
  const std::string_view version = line.substr(target_end);
  if (version.size() != kSpaceAndProtocol.size() + 1 || !version.starts_with(kSpaceAndProtocol) || !is_ascii_digit(version.back())) {
    return no_request_line();
  }
  const std::string_view target = line.substr(method_end + 1, target_end - method_end - 1);
  constexpr std::string_view kRefused(" \r\0", 3);
  if (target.find_first_of(kRefused) != std::string_view::npos) return no_request_line();
  minor_version_ = version.back() - '0';
  method_ = line.substr(0, method_end);
  target_ = target;
  return std::nullopt;
}

Result<std::optional<Framing>, ReadFailure> RequestReader::end_of_head() {
  const Result<Framing, ReadFailure> framing = request_framing(minor_version_, fields().headers());
  if (!framing) return framing.error();
  return std::optional<Framing>(*framing);
}

ReceivedRequest RequestReader::take() && {
  ReceivedRequest request;
  request.bytes = take_bytes();
  request.method = std::move(method_);
  request.target = std::move(target_);
  request.headers = std::move(fields()).take_headers();
  request.body = take_body();
  return request;
}

}  // namespace crosscheck::wire
