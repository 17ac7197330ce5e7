#include "question/refusal.h"

namespace crosscheck::question {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_json:
      return "not-json";
    case ErrorCode::unknown_kind:
      return "unknown-kind";
    case ErrorCode::bad_input:
      return "bad-input";
    case ErrorCode::too_large:
      return "too-large";
    case ErrorCode::internal:
      return "internal";
  }
  return {};
}

}  // namespace crosscheck::question
