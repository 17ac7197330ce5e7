#include "crosscheck/policy/decision.h"

#include <cstring>
#include <type_traits>

#include "crosscheck/policy/allowed_names.h"
#include "crosscheck/policy/answer.h"
#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::policy {

// What was never set is then never read by copying it either.
static_assert(std::is_trivially_copyable_v<Decision>);

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
    case RequestType::preflight:
      return "preflight";
    case RequestType::cors:
      return "cors";
    case RequestType::other:
      return "other";
  }
  return {};
}

std::string Entry::pointer() const {
  std::string pointer;
  if (route != kNone) pointer = "/routes/" + std::to_string(route) + "/policy";
  switch (key) {
    case Key::origins:
      pointer += "/origins";
      break;
    case Key::origin_patterns:
      pointer += "/origin_patterns";
      break;
    case Key::null_origin:
      pointer += "/null_origin";
      break;
    case Key::off:
      break;
  }
  if (index != kNone) pointer += "/" + std::to_string(index);
  return pointer;
}

std::string AnswerHeader::joined() const {
  std::string joined;
  for_each_piece([&](std::string_view piece) { joined += piece; });
  return joined;
}

const Answer& Decision::answer() const { return static_cast<const Answer&>(*answer_); }

RequestType Decision::request_type() const { return answer().type; }

Decision::Refusal Decision::refusal_of_names(const RequestedNames& requested, const AllowedNames& allowed) noexcept {
  switch (allowed.judge(requested)) {
    case NamesVerdict::allowed:
      break;
    case NamesVerdict::excessive:
      return Refusal::headers_excessive;
    case NamesVerdict::malformed:
      return Refusal::headers_malformed;
    case NamesVerdict::not_allowed:
      return Refusal::header;
  }
  return Refusal::none;
}

Decision::Refusal Decision::refusal() const {
  return refusal_ == Refusal::unread ? refusal_of_names(requested_names_.value, *allowed_names_.value) : refusal_;
}

std::optional<bool> Decision::allowed() const {
  if (refusal_ == Refusal::unread) return refusal() == Refusal::none;
  return answer().allowed;
}

std::optional<std::uint16_t> Decision::status() const { return answer().status; }

std::optional<Reason> Decision::reason() const {
  const std::string_view origin = refusal_ == Refusal::origin ? origin_.value : std::string_view();
  switch (refusal()) {
    case Refusal::none:
      return std::nullopt;
    case Refusal::off:
      return Reason::cors_off;
    case Refusal::origin_lines:
      return Reason::origin_malformed;
    case Refusal::origin:
      if (origin == "null") return Reason::null_origin_not_allowed;
      return is_serialized_origin(origin) ? Reason::origin_not_allowed : Reason::origin_malformed;
    case Refusal::method_malformed:
      return Reason::requested_method_malformed;
    case Refusal::method:
      return Reason::requested_method_not_allowed;
    case Refusal::headers_excessive:
      return Reason::requested_headers_excessive;
    case Refusal::headers_malformed:
      return Reason::requested_headers_malformed;
    case Refusal::header:
      return Reason::requested_header_not_allowed;
    case Refusal::unread:
      break;  // not any more
  }
  return std::nullopt;
}

std::optional<Entry> Decision::decided_by() const {
  if (!has_entry_ || (refusal_ == Refusal::unread && refusal() != Refusal::none)) return std::nullopt;
  return Entry{entry_key_, entry_index_, route_};
}

AnswerHeaders Decision::headers() const noexcept {
  AnswerHeaders headers;
  for (std::size_t i = 0; i < answer().size; ++i) {
    const AnswerPart& part = answer().parts[i];
    AnswerHeader header;
    header.name = part.name;
    switch (part.source) {
      case ValueSource::text:
        header.value = part.value;
        break;
      case ValueSource::origin:
        header.value = origin_.value;
        break;
      case ValueSource::requested_method:
        header.value = requested_method_.value;
        break;
      case ValueSource::requested_names:
        // An empty list sends no header.
        if (!requested_names_.value.has_any_name()) continue;
        header.names = requested_names_.value;
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

std::size_t Decision::write_exactly(std::span<char> buffer) const noexcept {
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
