// The greeting of an adapter.
#pragma once

#include "question/kinds.h"

namespace crosscheck::question {

// {"protocol": 1, "nonce": "…"}: what this implementation is and what it can do.
void answer_hello(const Question& question);

}  // namespace crosscheck::question
