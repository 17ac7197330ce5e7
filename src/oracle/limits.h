// How much the oracle takes from whoever asks. Each is an option of `crosscheck serve`, and is told by /version.
#pragma once

#include <chrono>
#include <cstddef>

namespace crosscheck::oracle {

// A limit is the largest that is still taken.
struct OracleLimits {
  std::size_t body_bytes = std::size_t{1} << 20;
  std::size_t batch_bytes = std::size_t{32} << 20;
  std::size_t batch_questions = 1000;                       // in an array; lines have no limit but their bytes
  std::size_t batch_answer_bytes = std::size_t{256} << 20;  // of all answers to one batch
  std::size_t header_lines = 100;
  std::size_t header_bytes = std::size_t{64} << 10;  // of the request line and all header lines
  std::size_t connections = 1200;                    // open at once; each has a thread while it is open
  // What a client may make the server wait.
  std::chrono::milliseconds read_time{5000};     // for one read, or one write that gets nothing through
  std::chrono::milliseconds header_time{10000};  // for all header lines
  std::chrono::milliseconds body_time{10000};    // for a whole body; the time of evaluating it does not count
  std::chrono::milliseconds idle_time{5000};     // between two requests
};

}  // namespace crosscheck::oracle
