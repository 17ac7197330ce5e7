// `crosscheck evaluate`: questions in, answers out.
#pragma once

#include <cstdio>

#include "question/limits.h"

namespace crosscheck::cli {

struct EvaluateOptions {
  bool lines = false;  // JSON Lines, as an adapter speaks them
  Limits limits;
};

// Reads from the descriptor, writes answers to `out` and complaints to `err`; the result is the exit code.
int evaluate_verb(const EvaluateOptions& options, int in, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
