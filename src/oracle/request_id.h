// Names of requests, by which answers and log lines find each other.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace crosscheck::oracle {

// Whether an id that a client gives is taken over: 1 to 64 letters, digits and `-._~`.
bool is_request_id(std::string_view id);

// Makes ids of 16 hexadecimal digits, none of them twice. Any thread may call.
class RequestIds {
 public:
  explicit RequestIds(std::uint64_t seed) : next_(seed) {}
  std::string next();

 private:
  std::atomic<std::uint64_t> next_;
};

}  // namespace crosscheck::oracle
