// What the oracle says where it cannot answer: application/problem+json (RFC 9457).
//
// Pure functions; any thread may call.
#pragma once

#include <string_view>

#include "oracle/message.h"

namespace crosscheck::oracle {

// `type` is `about:blank#` and the code, `title` the status's words. `detail` is a sentence that says what to do; UTF-8.
Response problem(int status, std::string_view code, std::string_view detail);

// 503 with `Retry-After`: another server, or this one a second later, may answer.
Response come_again(std::string_view code, std::string_view detail);

// A problem with a question that was read and cannot be answered: `answer` is the contract's error answer, whose `id` and `error` go along
// unchanged. The status follows from its code: 400 not-json, 413 too-large, 422 unknown-kind and bad-input, 500 internal.
Response problem_of_answer(std::string_view answer);

}  // namespace crosscheck::oracle
