// What a policy answers to one request: the verdict, its reason, and the headers that the CORS layer adds.
//
// A small value of views: into the compiled policy, into the request's bytes and into the arrays of views that were given. All must outlive the
// last question that it is asked, since some answers are worked out only then. Nothing here allocates but what says so, and RE2 while a policy with
// expressions is asked about an origin that goes no example's way (regex_set.h). Any thread may ask.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/answer_block.h"
#include "crosscheck/policy/requested_names.h"
#include "crosscheck/reason/reason.h"

namespace crosscheck::policy {

// https://fetch.spec.whatwg.org/#http-requests (SRV-1, SRV-2). `other` is a request without Origin.
enum class RequestType : std::uint8_t { preflight, cors, other };
std::string_view to_string(RequestType type);

// An entry of the policy document.
struct Entry {
  enum class Key : std::uint8_t { origins, origin_patterns, null_origin, off };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  Key key = Key::origins;
  std::uint32_t index = kNone;  // in the list; none for what is no list, and for the string "*"
  std::uint32_t route = kNone;  // in `routes`; none in a single policy

  // RFC 6901, from the document's root: "/origins/0", "/routes/2/policy/null_origin", "/routes/1/policy" for a route that is off. Allocates.
  std::string pointer() const;
  friend bool operator==(const Entry&, const Entry&) = default;
};

// A header to add. Its value is one view, or the names that were asked for, joined with ", ".
struct AnswerHeader {
  std::string_view name;
  std::string_view value;               // empty where the names are the value
  std::optional<RequestedNames> names;  // as asked: in their order and spelling

  // Calls `visit(std::string_view)` for each piece of the value, separators included.
  template <class Visit>
  void for_each_piece(Visit&& visit) const {
    if (!names) {
      visit(value);
      return;
    }
    bool first = true;
    names->for_each([&](std::string_view requested) {
      if (!first) visit(std::string_view(", "));
      first = false;
      visit(requested);
    });
  }
  // The value as a string. Allocates.
  std::string joined() const;
};

// The headers of an answer, in the order in which they are sent.
class AnswerHeaders {
 public:
  static constexpr std::size_t kMost = 6;
  const AnswerHeader* begin() const { return headers_.data(); }
  const AnswerHeader* end() const { return headers_.data() + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const AnswerHeader& operator[](std::size_t index) const { return headers_[index]; }

 private:
  friend class Decision;
  std::array<AnswerHeader, kMost> headers_{};
  std::size_t size_ = 0;
};

struct Answer;
class AllowedNames;

class Decision {
 public:
  RequestType request_type() const;
  // Nothing for `other`: nobody asked.
  std::optional<bool> allowed() const;
  // Why not, where it is not allowed. An origin that was refused is looked at only now: linear in its length. So are the names that a preflight
  // asks for, where a diagnostic policy answers the same whatever they are; then `allowed` and `decided_by` read them too, as far as the policy's
  // budget goes.
  std::optional<Reason> reason() const;
  // Nothing where the application answers: for everything but a preflight.
  std::optional<std::uint16_t> status() const;
  // The entry that allowed the origin, or the route that is off; nothing where no entry decided.
  std::optional<Entry> decided_by() const;

  // The headers to add, as views.
  AnswerHeaders headers() const noexcept;
  // The same as a header list. Allocates.
  HeaderList header_list() const;

  // The headers as bytes of HTTP/1.1: `Name: value` and CRLF for each, without the empty line at the end. Returns how many bytes they are; where that
  // is more than `buffer` has, what stands in the buffer afterwards is unspecified, and no byte beyond it was written. Otherwise bytes of the
  // buffer behind the block may have been written too.
  [[gnu::always_inline]] std::size_t write_block(std::span<char> buffer) const noexcept {
    char* const at = write_start(buffer);
    if (at == nullptr) [[unlikely]]
      return write_exactly(buffer);
    const std::size_t size = static_cast<std::size_t>(at - buffer.data()) + answer_->rest_size;
    // WHY: what most answers are is copied in fewer instructions than a call takes.
    if (answer_->rest_size <= AnswerBlock::kShort) [[likely]]
      copy_block<AnswerBlock::kShort>(at, answer_->rest);
    else
      std::memcpy(at, answer_->rest, answer_->rest_size);
    return size;
  }

 private:
  friend struct CompiledPolicy;
  friend struct CompiledDocument;
  Decision() = default;
  // What stands before the block's `rest`, with words of 16 bytes: where `rest` goes. Null where the buffer has no room for what is copied beyond the
  // end, or where the answer is one that is put together piece by piece.
  [[gnu::always_inline]] char* write_start(std::span<char> buffer) const noexcept {
    if (buffer.size() < answer_->room) [[unlikely]]
      return nullptr;
    char* const at = buffer.data();
    if (!answer_->echoes_origin) return at;
    const std::string_view origin = origin_.value;
    if (origin.size() < 16 || origin.size() > AnswerBlock::kLongestOrigin) [[unlikely]]
      return nullptr;
    copy_16_to_64(at, kAllowOriginStart.data(), kAllowOriginStart.size());
    copy_16_to_64(at + kAllowOriginStart.size(), origin.data(), origin.size());
    return at + kAllowOriginStart.size() + origin.size();
  }
  // Piece by piece, and not a byte more than the block has.
  [[gnu::noinline]] std::size_t write_exactly(std::span<char> buffer) const noexcept;
  const Answer& answer() const;

  // Reasons that are worked out when they are asked for. `unread`: whatever names were asked for, the answer is this one.
  enum class Refusal : std::uint8_t {
    none,
    off,
    origin,
    origin_lines,
    method_malformed,
    method,
    unread,
    headers_excessive,
    headers_malformed,
    header
  };
  static Refusal refusal_of_names(const RequestedNames& requested, const AllowedNames& allowed) noexcept;
  Refusal refusal() const;

  // Set before it is read, or never. WHY: what nobody is going to read is then not written either, and a copy is one of bytes.
  template <class Value>
  union SetLater {
    SetLater() {}
    void set(Value to) { ::new (static_cast<void*>(&value)) Value(to); }
    Value value;
  };

  const AnswerBlock* answer_ = nullptr;  // an Answer
  std::uint32_t entry_index_ = Entry::kNone;
  std::uint32_t route_ = Entry::kNone;
  Entry::Key entry_key_ = Entry::Key::origins;
  bool has_entry_ = false;
  Refusal refusal_ = Refusal::none;
  // Bytes of the request, where the answer or the reason needs them.
  SetLater<std::string_view> origin_;
  SetLater<std::string_view> requested_method_;
  SetLater<RequestedNames> requested_names_;
  SetLater<const AllowedNames*> allowed_names_;  // of what is unread
};

}  // namespace crosscheck::policy
