// `crosscheck policy`: what is wrong with a policy document, what it permits, and what it answers to one request.
#pragma once

#include <cstdio>
#include <string>

namespace crosscheck::cli {

struct PolicyOptions {
  std::string file;  // `-` is standard input
  std::string ask;   // METHOD ORIGIN [HEADERS], where `asks`
  bool asks = false;
  std::string path = "/";  // of the request that is asked
  bool json = false;
};

// Standard input is the descriptor `in`. Writes to `out`, complaints to `err`; the result is the exit code.
int policy_verb(const PolicyOptions& options, int in, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
