// What an adapter says of itself in answer to `hello`.
//
// Pure functions; any thread may call.
#pragma once

#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "suite/json_text.h"
#include "suite/run_log.h"

namespace crosscheck::suite {

struct GreetingFault {
  std::string what;
};

// The question's members.
std::string hello_question(std::string_view nonce);
// `output` is the answer's. Refused: a missing or unknown key, another nonce or protocol, a role, kind or capability that does not exist.
Result<ImplementationInfo, GreetingFault> read_greeting(const Json& output, std::string_view nonce);

// Name, version, language, source, roles, kinds and capabilities; as for any member, the first fault stays with `members`.
ImplementationInfo read_introduction(const Members& members);

// Whether it is a capability that can be claimed.
bool is_capability(std::string_view word);

}  // namespace crosscheck::suite
