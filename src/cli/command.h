// The command line.
#pragma once

#include <cstdio>

namespace crosscheck::cli {

// Does what the arguments say; the result is the exit code (exit_code.h). Standard input is the descriptor `in`.
int run_command(int argc, const char* const* argv, int in, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
