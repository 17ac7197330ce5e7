// `POST /v1/diff`: another implementation's answers held against the engine's.
//
// Pure functions; any thread may call.
#pragma once

#include <cstddef>

#include "oracle/message.h"

namespace crosscheck::oracle {

// How many questions one request may hold.
inline constexpr std::size_t kDiffQuestions = 1000;

// The body is `{"questions": […], "answers": […]}`, the answers being another implementation's, paired by position. The answer counts the
// pairs that are the `same`, those that the other implementation `skipped`, and lists the `different` ones: where (`at`, a pointer into the
// output, or "" where one of the two is an error and the other none), what stands there, which way the other one leans, and the rule that
// decided our answer. Only keys that the other answer holds are compared, and never `trace` or an error's `detail`, whose words are
// everybody's own. A body that is no JSON is 400, one of another shape or with answers that are none 422 with a pointer, one with too many
// questions 413.
Response diff(const Request& request);

}  // namespace crosscheck::oracle
