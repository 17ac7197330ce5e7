// A line of JSON for each request.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>

#include "oracle/http_server.h"

namespace crosscheck::oracle {

// The line, without its end: time (UTC), id, method, path without its query, status, bytes of the answer's body, microseconds; then `origin`,
// `authorization` and `cookie` where the request had them, the latter two masked. Never a body.
std::string log_line(const Exchange& exchange, std::chrono::system_clock::time_point now);

// Writes lines to a file, each at once and whole. The file stays its owner's. Any thread may call.
class RequestLog {
 public:
  explicit RequestLog(std::FILE* file) : file_(file) {}
  void write(const Exchange& exchange);

 private:
  std::FILE* file_;
  std::mutex mutex_;
};

}  // namespace crosscheck::oracle
