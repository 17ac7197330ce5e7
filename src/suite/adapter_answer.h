// A line that an adapter says, as an answer to what it was asked.
//
// Values and pure functions; any thread may call.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "suite/json_text.h"

namespace crosscheck::suite {

struct AdapterAnswer {
  std::string id;
  Json json;
  std::optional<std::string> fault;  // why it is no answer, although it bears an id
};

// Why nobody can say what it answers.
struct AnswerFault {
  std::string what;
};

// Refused: what is no JSON, or bears no id. At fault: what has not exactly one of `output`, `error` and `skip`, of the type that it has to have.
Result<AdapterAnswer, AnswerFault> read_adapter_answer(std::string_view line);

// The line as a complaint shows it: its beginning, in quotes.
std::string shown_line(std::string_view line);

}  // namespace crosscheck::suite
