// Vectors of the kind `fetch` judged by what the origins saw of a client, and by its word beside that. Pure functions.
#pragma once

#include <string_view>

#include "suite/judge.h"

namespace crosscheck::suite {

// A `sent` entry of an answer as far as a wire shows it: names in lower case and sorted, the values of one name joined as HTTP joins lines.
// Keys that it has not are left out.
Json as_seen(const Json& sent);

// `answer` is a ClientRole's. Of each fetch that the vector expects: `verdict` (`pending` is `blocked` here, since the connection was closed
// without an answer), `response`, and `sent` as_seen. Credentials that were due and were not seen count for nothing, as a client may have none;
// those that were seen and were not due do. Neither `at`, nor `used`, nor a reason is asked for.
Judgement judge_by_the_origins(const Vector& vector, const Json& answer, const Claims& claims, std::string_view profile);

}  // namespace crosscheck::suite
