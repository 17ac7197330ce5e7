// A vector's response as the bytes of an HTTP/1.1 message.
//
// Pure functions; any thread may call.
#pragma once

#include <string>
#include <string_view>

#include "suite/json_text.h"

namespace crosscheck::suite {

// What no HTTP/1.1 message can be: a sentence; empty where it can. `response` is one of a question of the kind `fetch`.
std::string why_not_a_message(const Json& response);
// Its status and its headers as they stand, and `Connection: close`, by whose end the body ends; nothing where it is a network error. The body
// is empty, but for a Content-Length that asks for one. `method` is that of the request.
std::string message_of(const Json& response, std::string_view method);

}  // namespace crosscheck::suite
