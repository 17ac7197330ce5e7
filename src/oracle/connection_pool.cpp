#include "oracle/connection_pool.h"

#include <sys/socket.h>
#include <unistd.h>

#include <system_error>
#include <utility>

namespace crosscheck::oracle {

ConnectionPool::ConnectionPool(std::size_t limit, std::function<void(int)> serve) : limit_(limit), serve_(std::move(serve)) {}

ConnectionPool::~ConnectionPool() { close(std::chrono::milliseconds(0)); }

bool ConnectionPool::take(int socket) {
  const std::lock_guard lock(mutex_);
  if (closed_ || waiting_.size() + served_.size() >= limit_) return false;
  if (waiting_.size() >= idle_) {
    try {
      threads_.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
      return false;
    }
    ++idle_;
  }
  waiting_.push_back(socket);
  came_.notify_one();
  return true;
}

std::size_t ConnectionPool::open() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size() + served_.size();
}

void ConnectionPool::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    came_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const int socket = waiting_.front();
    waiting_.pop_front();
    served_.insert(socket);
    --idle_;
    lock.unlock();
    serve_(socket);
    lock.lock();
    // WHY in this order: whoever cuts off what still runs must not meet a number that has been given to another socket.
    served_.erase(socket);
    ::close(socket);
    ++idle_;
    if (waiting_.empty() && served_.empty()) gone_.notify_all();
  }
}

void ConnectionPool::close(std::chrono::milliseconds grace) {
  std::vector<std::thread> threads;
  {
    std::unique_lock lock(mutex_);
    closed_ = true;
    came_.notify_all();
    const auto all_gone = [this] { return waiting_.empty() && served_.empty(); };
    if (!gone_.wait_for(lock, grace, all_gone)) {
      for (const int socket : waiting_) shutdown(socket, SHUT_RDWR);
      for (const int socket : served_) shutdown(socket, SHUT_RDWR);
      gone_.wait(lock, all_gone);
    }
    threads.swap(threads_);
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace crosscheck::oracle
