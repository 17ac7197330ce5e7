// `crosscheck serve`: the oracle over HTTP.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "oracle/limits.h"

namespace CLI {
class App;
}

namespace crosscheck::cli {

struct ServeOptions {
  std::string listen = "127.0.0.1:8765";
  std::vector<std::string> allow_origins;
  std::vector<std::string> allow_hosts;
  double grace = 10;         // seconds
  std::string log = "none";  // a file, "-" for standard error, "none"
  oracle::OracleLimits limits;
};

// Declares the verb's options, which are written to `options` when they are parsed.
void declare_serve(CLI::App& app, ServeOptions& options);

// Serves until SIGTERM or SIGINT comes, and ends without grace where another one follows; the result is the exit code. One line with the URL goes to `out` when connections are accepted,
// complaints to `err`. No other thread may wait for signals meanwhile.
int serve_verb(const ServeOptions& options, std::FILE* out, std::FILE* err);

}  // namespace crosscheck::cli
