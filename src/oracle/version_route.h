// `GET /version`: which crosscheck this is, what it goes by, and how much it takes.
#pragma once

#include "oracle/limits.h"
#include "oracle/message.h"

namespace crosscheck::oracle {

// Version, the standard's date and commit, the date of the public suffix list, every limit of the server and of a question. With an ETag. Pure.
Response version_response(const OracleLimits& limits);

}  // namespace crosscheck::oracle
