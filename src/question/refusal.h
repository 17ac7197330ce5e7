// Why a question is answered by an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace crosscheck::question {

enum class ErrorCode : std::uint8_t { not_json, unknown_kind, bad_input, too_large, internal };
// The contract's spelling: "not-json".
std::string_view to_string(ErrorCode code);

// One fault: the first that was met.
struct Refusal {
  ErrorCode code = ErrorCode::internal;
  std::size_t offset = 0;  // not_json alone: the byte where reading stopped
  std::string at;          // all others: a JSON pointer from the question's root
  std::string detail;      // what is wrong and what to do, in UTF-8
};

}  // namespace crosscheck::question
