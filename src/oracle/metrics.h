// Counters in the text format of Prometheus.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::oracle {

// Any thread may call; what is read while others count may lack what they count just then.
class Metrics {
 public:
  // A label for each route; requests that belong to none are counted under "other", which is the place behind the last.
  explicit Metrics(std::vector<std::string> routes);

  void count(std::size_t route, int status, std::chrono::microseconds time);
  void count_questions(std::uint64_t answered, std::uint64_t refused);
  void count_turned_away() { turned_away_.fetch_add(1, std::memory_order_relaxed); }

  // The exposition, `open` being the connections that are open now.
  std::string text(std::size_t open) const;

 private:
  static constexpr std::array<std::int64_t, 6> kBounds{100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000};  // microseconds
  static constexpr std::size_t kClasses = 4;                                                                 // 2xx to 5xx

  struct Row {
    std::array<std::atomic<std::uint64_t>, kClasses> statuses{};
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> times{};
    std::atomic<std::uint64_t> microseconds = 0;
  };

  std::vector<std::string> routes_;
  std::vector<Row> rows_;
  std::atomic<std::uint64_t> answered_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;
  std::atomic<std::uint64_t> turned_away_ = 0;
};

}  // namespace crosscheck::oracle
