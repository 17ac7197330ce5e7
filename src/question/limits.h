// How large a question may be.
#pragma once

#include <cstddef>

namespace crosscheck {

// Whatever is larger is answered by `too-large`. A limit is the largest size that is still taken.
struct Limits {
  std::size_t question_bytes = std::size_t{8} * 1024 * 1024;
  std::size_t depth = 64;           // of arrays and objects; the question itself is the first
  std::size_t fetches = 64;         // in one question
  std::size_t responses = 64;       // of one fetch
  std::size_t header_lines = 4096;  // of one message
};

}  // namespace crosscheck
