#include "crosscheck/policy/decision.h"

#include <cstring>

#include "crosscheck/policy/answer.h"
#include "crosscheck/policy/bytes.h"
#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::policy {
namespace {

// Writes as long as there is room, and counts on.
class BlockWriter {
 public:
  explicit BlockWriter(std::span<char> buffer) : buffer_(buffer) {}
  void write(std::string_view bytes) {
    if (size_ <= buffer_.size() && bytes.size() <= buffer_.size() - size_ && !bytes.empty()) {
      std::memcpy(buffer_.data() + size_, bytes.data(), bytes.size());
    }
    size_ += bytes.size();
  }
  std::size_t size() const { return size_; }

 private:
  std::span<char> buffer_;
  std::size_t size_ = 0;
};

}  // namespace

std::string_view to_string(RequestType type) {
  switch (type) {
    case RequestType::preflight: return "preflight";
    case RequestType::cors: return "cors";
    case RequestType::other: return "other";
  }
  return {};
}

std::string Entry::pointer() const {
  std::string pointer;
  if (route != kNone) pointer = "/routes/" + std::to_string(route) + "/policy";
  switch (key) {
    case Key::origins: pointer += "/origins"; break;
    case Key::origin_patterns: pointer += "/origin_patterns"; break;
    case Key::null_origin: pointer += "/null_origin"; break;
    case Key::off: break;
  }
  if (index != kNone) pointer += "/" + std::to_string(index);
  return pointer;
}

std::string AnswerHeader::joined() const {
  std::string joined;
  for_each_piece([&](std::string_view piece) { joined += piece; });
  return joined;
}

RequestType Decision::request_type() const { return answer_->type; }

std::optional<bool> Decision::allowed() const { return answer_->allowed; }

std::optional<std::uint16_t> Decision::status() const { return answer_->status; }

std::optional<Reason> Decision::reason() const {
  switch (refusal_) {
    case Refusal::none: return std::nullopt;
    case Refusal::off: return Reason::cors_off;
    case Refusal::origin_lines: return Reason::origin_malformed;
    case Refusal::origin:
      if (origin_ == "null") return Reason::null_origin_not_allowed;
      return is_serialized_origin(origin_) ? Reason::origin_not_allowed : Reason::origin_malformed;
    case Refusal::method_malformed: return Reason::requested_method_malformed;
    case Refusal::method: return Reason::requested_method_not_allowed;
    case Refusal::headers_excessive: return Reason::requested_headers_excessive;
    case Refusal::headers_malformed: return Reason::requested_headers_malformed;
    case Refusal::header: return Reason::requested_header_not_allowed;
  }
  return std::nullopt;
}

std::optional<Entry> Decision::decided_by() const {
  if (!has_entry_) return std::nullopt;
  return Entry{entry_key_, entry_index_, route_};
}

AnswerHeaders Decision::headers() const noexcept {
  AnswerHeaders headers;
  for (std::size_t i = 0; i < answer_->size; ++i) {
    const AnswerPart& part = answer_->parts[i];
    AnswerHeader header;
    header.name = part.name;
    switch (part.source) {
      case ValueSource::text: header.value = part.value; break;
      case ValueSource::origin: header.value = origin_; break;
      case ValueSource::requested_method: header.value = requested_method_; break;
      case ValueSource::requested_names:
        // An empty list sends no header.
        if (!requested_names_.has_any_name()) continue;
        header.names = requested_names_;
        break;
    }
    headers.headers_[headers.size_++] = header;
  }
  return headers;
}

HeaderList Decision::header_list() const {
  HeaderList list;
  for (const AnswerHeader& header : headers()) list.append(header.name, header.joined());
  return list;
}

std::size_t Decision::write_block(std::span<char> buffer) const noexcept {
  // WHY: what most answers are is copied in words of 16 bytes, where the buffer has room for one more than the block needs. Everything else
  // is the same, piece by piece.
  constexpr std::size_t kMostWithoutCall = 64;
  const Answer& answer = *answer_;
  const std::size_t rest_size = answer.rest_size;
  std::size_t size = rest_size;
  char* at = buffer.data();
  if (answer.echoes_origin) {
    size += kAllowOriginStart.size() + origin_.size();
    if (buffer.size() < size + Answer::kSlack || origin_.size() < 16 || origin_.size() > kMostWithoutCall) [[unlikely]] return write_piecewise(buffer);
    copy_16_to_64(at, kAllowOriginStart.data(), kAllowOriginStart.size());
    at += kAllowOriginStart.size();
    copy_16_to_64(at, origin_.data(), origin_.size());
    at += origin_.size();
  } else if (buffer.size() < size + Answer::kSlack) [[unlikely]] {
    return write_piecewise(buffer);
  }
  if (answer.echoes_request) [[unlikely]] return write_piecewise(buffer);
  const char* const rest = answer.rest;
  if (rest_size > kMostWithoutCall) return write_rest(at, size);
  for (std::size_t i = 0; i < rest_size; i += 16) std::memcpy(at + i, rest + i, 16);
  return size;
}

std::size_t Decision::write_rest(char* at, std::size_t size) const noexcept {
  std::memcpy(at, answer_->rest, answer_->rest_size);
  return size;
}

std::size_t Decision::write_piecewise(std::span<char> buffer) const noexcept {
  BlockWriter writer(buffer);
  for (const AnswerHeader& header : headers()) {
    writer.write(header.name);
    writer.write(": ");
    header.for_each_piece([&](std::string_view piece) { writer.write(piece); });
    writer.write("\r\n");
  }
  return writer.size();
}

}  // namespace crosscheck::policy
