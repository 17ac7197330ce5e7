#include "oracle/metrics.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace crosscheck::oracle {
namespace {

std::uint64_t value(const std::atomic<std::uint64_t>& counter) { return counter.load(std::memory_order_relaxed); }
void add(std::atomic<std::uint64_t>& counter, std::uint64_t count) { counter.fetch_add(count, std::memory_order_relaxed); }

std::string header(std::string_view name, std::string_view type, std::string_view help) {
  return fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

double in_seconds(std::uint64_t microseconds) { return static_cast<double>(microseconds) / 1e6; }

}  // namespace

Metrics::Metrics(std::vector<std::string> routes) : routes_(std::move(routes)), rows_(routes_.size() + 1) { routes_.emplace_back("other"); }

void Metrics::count(std::size_t route, int status, std::chrono::microseconds time) {
  Row& row = rows_[std::min(route, rows_.size() - 1)];
  add(row.statuses[static_cast<std::size_t>(std::clamp(status / 100, 2, 5) - 2)], 1);
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), time.count());
  add(row.times[static_cast<std::size_t>(bound - kBounds.begin())], 1);
  add(row.microseconds, static_cast<std::uint64_t>(time.count()));
}

void Metrics::count_questions(std::uint64_t answered, std::uint64_t refused) {
  add(answered_, answered);
  add(refused_, refused);
}

std::string Metrics::text(std::size_t open) const {
  std::string text = header("crosscheck_requests_total", "counter", "Requests by route and class of status.");
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    for (std::size_t k = 0; k < kClasses; ++k) {
      const std::uint64_t count = value(rows_[i].statuses[k]);
      if (count != 0) text += fmt::format("crosscheck_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", routes_[i], k + 2, count);
    }
  }
  constexpr std::string_view kSeconds = "crosscheck_request_seconds";
  text += header(kSeconds, "histogram", "From the end of a request's head to the end of its answer.");
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    std::uint64_t count = 0;
    std::string buckets;
    for (std::size_t k = 0; k < kBounds.size(); ++k) {
      count += value(row.times[k]);
      buckets += fmt::format("{}_bucket{{route=\"{}\",le=\"{}\"}} {}\n", kSeconds, routes_[i],
                             in_seconds(static_cast<std::uint64_t>(kBounds[k])), count);
    }
    count += value(row.times.back());
    if (count == 0) continue;
    text += buckets;
    text += fmt::format("{0}_bucket{{route=\"{1}\",le=\"+Inf\"}} {2}\n{0}_sum{{route=\"{1}\"}} {3}\n{0}_count{{route=\"{1}\"}} {2}\n",
                        kSeconds, routes_[i], count, in_seconds(value(row.microseconds)));
  }
  text += header("crosscheck_questions_total", "counter", "Questions, by whether they had an answer or an error.");
  text += fmt::format("crosscheck_questions_total{{outcome=\"output\"}} {}\n", value(answered_));
  text += fmt::format("crosscheck_questions_total{{outcome=\"error\"}} {}\n", value(refused_));
  text += header("crosscheck_connections_open", "gauge", "Connections that are open now.");
  text += fmt::format("crosscheck_connections_open {}\n", open);
  text += header("crosscheck_connections_turned_away_total", "counter", "Connections answered 503 since as many as the limit were open.");
  return text += fmt::format("crosscheck_connections_turned_away_total {}\n", value(turned_away_));
}

}  // namespace crosscheck::oracle
