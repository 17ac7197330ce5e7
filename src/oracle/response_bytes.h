// A response as the bytes of HTTP/1.1, for answers that are given before the HTTP library has seen a request.
#pragma once

#include <string>

#include "oracle/message.h"

namespace crosscheck::oracle {

// With `Connection: close`. Header names and values are taken as they stand: they are the oracle's own.
std::string response_bytes(const Response& response);

}  // namespace crosscheck::oracle
