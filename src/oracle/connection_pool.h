// Open connections, a thread for each while it is open, and no more of them than a limit.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace crosscheck::oracle {

// Threads are started when there are more connections than threads, and stay. All functions but the destructor may be called from any thread.
class ConnectionPool {
 public:
  // `serve` is called on a thread of its own with a socket that stays open until it returns.
  ConnectionPool(std::size_t limit, std::function<void(int)> serve);
  // As `close`, without grace.
  ~ConnectionPool();
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  // Takes the socket over and closes it when it was served. False: there are as many as the limit already, or no thread is to be had, or the
  // pool was closed; the socket stays the caller's.
  bool take(int socket);
  std::size_t open() const;

  // Waits until all are served; what still runs after `grace` is cut off. Nothing is taken from now on. A call during another can end its
  // grace sooner.
  void close(std::chrono::milliseconds grace);

 private:
  void work();

  const std::size_t limit_;
  const std::function<void(int)> serve_;
  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::condition_variable gone_;
  std::deque<int> waiting_;
  std::set<int> served_;
  std::size_t idle_ = 0;  // threads that wait and are not yet meant for a socket that waits
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace crosscheck::oracle
