// What a policy answers, worked out when it is compiled: one value for each outcome, with its headers as views and as bytes that are ready to send.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crosscheck/policy/answer_block.h"
#include "crosscheck/policy/decision.h"

namespace crosscheck::policy {

// Where a header's value comes from.
enum class ValueSource : std::uint8_t { text, origin, requested_method, requested_names };

struct AnswerPart {
  std::string_view name;
  std::string_view value;  // of `text`
  ValueSource source = ValueSource::text;
};

// Immutable once it is finished. Its views must outlive it.
struct Answer : AnswerBlock {
  // WHY: `rest` points into its own block.
  Answer() = default;
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  RequestType type = RequestType::other;
  std::optional<bool> allowed;
  std::optional<std::uint16_t> status;
  std::size_t size = 0;
  std::array<AnswerPart, AnswerHeaders::kMost> parts{};

  void add(std::string_view name, std::string_view value) { parts[size++] = {name, value, ValueSource::text}; }
  void add(std::string_view name, ValueSource source) { parts[size++] = {name, {}, source}; }
  // Puts the block together.
  void finish();

 private:
  std::string block_;
};

// The values of a policy's headers, each empty where the header is not sent.
struct AnswerValues {
  bool any_origin = false;  // `*` is sent, and nothing depends on who asks
  bool credentials = false;
  bool echo_methods = false;  // what was asked for is sent instead
  bool echo_names = false;
  bool diagnostic = false;
  std::uint16_t preflight_status = 204;
  std::string methods;
  std::string request_headers;
  std::string expose_headers;
  std::string max_age;
};

// Every answer of one policy.
class AnswerSheet {
 public:
  explicit AnswerSheet(AnswerValues values);
  AnswerSheet(const AnswerSheet&) = delete;
  AnswerSheet& operator=(const AnswerSheet&) = delete;

  Answer other;
  Answer actual_allowed;
  Answer actual_refused;
  Answer preflight_allowed;
  Answer preflight_origin_refused;
  Answer preflight_refused;  // for its method or its headers
  // Whether a preflight whose origin and method are allowed is answered the same whatever names it asks for.
  bool same_for_all_names = false;

 private:
  void add_origin(Answer& answer) const;
  void add_vary(Answer& answer) const;
  void add_preflight(Answer& answer, bool allowed) const;

  AnswerValues values_;
};

// The answers of a route that is off, or of no route: no header at all.
struct OffAnswers {
  OffAnswers();
  Answer preflight;
  Answer actual;
  Answer other;
};

}  // namespace crosscheck::policy
