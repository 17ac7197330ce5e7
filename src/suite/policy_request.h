// The request of a question of the kind `policy`, as the bytes that a server is sent.
//
// Pure functions; any thread may call.
#pragma once

#include <string>

#include "crosscheck/base/result.h"
#include "suite/json_text.h"
#include "wire/endpoint.h"

namespace crosscheck::suite {

struct RequestBytes {
  std::string bytes;
  bool is_head = false;
  bool is_common = true;  // its method is one that every HTTP server takes
};
// Why HTTP cannot carry it, in a sentence.
struct NotCarried {
  std::string why;
};

// `input` is the question's. Its path stands behind that of the location; its headers as they are, then what HTTP needs: a Host where it has
// none, and a length where a body could follow. Not carried: a request without a method, NUL, CR or LF in a value, a path that cannot stand in
// a request line, headers that would frame a body.
Result<RequestBytes, NotCarried> policy_request_bytes(const Json& input, const wire::Location& location);

}  // namespace crosscheck::suite
