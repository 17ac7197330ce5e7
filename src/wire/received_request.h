// A request as it came over the wire.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crosscheck/http/header_list.h"

namespace crosscheck::wire {

struct ReceivedRequest {
  std::uint64_t connection = 0;  // 1, 2, … in the order in which they were accepted
  std::string bytes;             // exactly
  std::string method;
  std::string target;
  std::vector<Header> headers;  // in wire order, repeats kept; tabs and spaces at both ends of a value stripped
  std::string body;             // without the framing of chunks
};

}  // namespace crosscheck::wire
