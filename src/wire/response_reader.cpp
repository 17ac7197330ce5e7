#include "wire/response_reader.h"

#include <algorithm>
#include <utility>

#include "crosscheck/base/ascii.h"

namespace crosscheck::wire {
namespace {

constexpr std::string_view kProtocol = "HTTP/1.";
// "HTTP/1.1 200": the words come behind it.
constexpr std::size_t kMinorVersionAt = 7;
constexpr std::size_t kStatusAt = 9;
constexpr std::size_t kStatusEnd = 12;

// Whether the bytes are, or can become, a status line.
bool may_be_status_line(std::string_view line) {
  if (line.substr(0, kProtocol.size()) != kProtocol.substr(0, line.size())) return false;
  for (std::size_t i = kMinorVersionAt; i < std::min(line.size(), kStatusEnd); ++i) {
    const bool fits = i == kMinorVersionAt + 1 ? line[i] == ' ' : is_ascii_digit(line[i]);
    if (!fits) return false;
  }
  return true;
}

ReadFailure no_status_line(std::string_view line) {
  // The first byte alone, as no more than that may have come: a TLS alert, and the length of an HTTP/2 frame.
  constexpr char kTlsAlert = 0x15;
  ReadFailure failure{ReadFault::malformed, "does not begin with the status line of HTTP/1.1"};
  if (line.starts_with(kTlsAlert)) failure.what += " (it looks like TLS)";
  if (line.starts_with('\0')) failure.what += " (it looks like HTTP/2)";
  return failure;
}

}  // namespace

std::optional<ReadFailure> ResponseReader::check_start(std::string_view line_so_far) {
  // The line's end may be there already, which is for read_start_line.
  if (may_be_status_line(line_so_far.substr(0, kStatusEnd))) return std::nullopt;
  return no_status_line(line_so_far);
}

std::optional<ReadFailure> ResponseReader::read_start_line(std::string_view line) {
  const bool is_status_line = line.size() >= kStatusEnd && may_be_status_line(line) && line[kStatusAt] != '0' &&
                              (line.size() == kStatusEnd || line[kStatusEnd] == ' ');
  if (!is_status_line) return no_status_line(line);
  minor_version_ = line[kMinorVersionAt] - '0';
  status_ = 0;
  for (const char digit : line.substr(kStatusAt, kStatusEnd - kStatusAt)) status_ = status_ * 10 + (digit - '0');
  reason_ = line.size() > kStatusEnd ? line.substr(kStatusEnd + 1) : std::string_view();
  return std::nullopt;
}

Result<std::optional<Framing>, ReadFailure> ResponseReader::end_of_head() {
  if (status_ / 100 == 1 && status_ != 101) {
    begin_again();
    return std::optional<Framing>();
  }
  const Result<Framing, ReadFailure> framing = response_framing(status_, minor_version_, fields().headers(), answers_head_);
  if (!framing) return framing.error();
  keeps_open_ =
      status_ != 101 && framing->kind != BodyKind::until_end && !framing->is_doubtful && is_persistent(minor_version_, fields().headers());
  return std::optional<Framing>(*framing);
}

WireResponse ResponseReader::take() && {
  WireResponse response;
  response.bytes = take_bytes();
  response.status = status_;
  response.reason = std::move(reason_);
  response.headers = std::move(fields()).take_headers();
  response.ignored_lines = std::move(fields()).take_ignored();
  response.body = take_body();
  response.keeps_open = keeps_open_;
  return response;
}

}  // namespace crosscheck::wire
