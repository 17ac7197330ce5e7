// Connections that are turned away: told why, and given a moment to read it.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace crosscheck::oracle {

// WHY a moment: a socket that is closed while the client still sends takes the answer back. One thread watches them all.
class Refusals {
 public:
  Refusals();
  ~Refusals();
  Refusals(const Refusals&) = delete;
  Refusals& operator=(const Refusals&) = delete;

  // Takes the socket over, sends the bytes, and closes it when the peer has, or after a second. Where too many wait for that it is closed at
  // once. Any thread may call.
  void take(int socket, std::string_view bytes);

 private:
  struct Waiting {
    int socket = -1;
    std::chrono::steady_clock::time_point end;
  };
  void work();

  int woken_ = -1;
  std::mutex mutex_;
  std::vector<Waiting> arrived_;
  std::size_t count_ = 0;  // arrived, or watched already
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace crosscheck::oracle
