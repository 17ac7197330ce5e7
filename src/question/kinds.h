// The kinds of questions, each with the function that answers it.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "crosscheck/fetch/profile.h"
#include "crosscheck/reason/trace.h"
#include "question/json_writer.h"
#include "question/reading.h"

namespace crosscheck::question {

// A question on its way to an answer.
class Question {
 public:
  Question(Reading& reading, std::optional<NodeIndex> input, const Profile& profile, CollectingTrace* sink, JsonWriter& out)
      : reading_(reading), input_(input), profile_(profile), sink_(sink), out_(out) {}

  // Its input, which has no keys but these.
  ObjectReader input(std::initializer_list<std::string_view> keys) const { return {reading_, input_, keys}; }
  Reading& reading() const { return reading_; }
  bool failed() const { return reading_.failed(); }

  const Profile& profile() const { return profile_; }
  // Null where no trace was asked for.
  CollectingTrace* sink() const { return sink_; }
  Trace trace() const { return Trace(sink_); }
  // Where the members of the output go.
  JsonWriter& out() const { return out_; }

 private:
  Reading& reading_;
  std::optional<NodeIndex> input_;
  const Profile& profile_;
  CollectingTrace* sink_;
  JsonWriter& out_;
};

struct Kind {
  std::string_view name;
  // Reads the input and, unless the question failed, writes the members of the output.
  void (*answer)(const Question& question);
  bool writes_trace = false;  // the function itself does; else the trace is put behind its members
};

// In the contract's order.
std::span<const Kind> all_kinds();
// Null for a name that no kind bears.
const Kind* kind_by_name(std::string_view name);

// kinds_predicates.cpp
void answer_normalize_method(const Question& question);
void answer_safelisted_method(const Question& question);
void answer_safelisted_request_header(const Question& question);
void answer_no_cors_safelisted_request_header(const Question& question);
void answer_forbidden_request_header(const Question& question);
void answer_unsafe_request_header_names(const Question& question);
// kinds_values.cpp
void answer_get_decode_split(const Question& question);
void answer_extract_header_list(const Question& question);
void answer_parse_range(const Question& question);
// kinds_origins.cpp
void answer_origin_of_url(const Question& question);
void answer_origin_header(const Question& question);
// kinds_checks.cpp
void answer_cors_check(const Question& question);
void answer_preflight_check(const Question& question);
void answer_exposed_headers(const Question& question);
void answer_tao_check(const Question& question);
void answer_corp_check(const Question& question);
// fetch_question.cpp
void answer_fetch(const Question& question);
// kinds_policy.cpp
void answer_policy(const Question& question);
void answer_validate_policy(const Question& question);

}  // namespace crosscheck::question
