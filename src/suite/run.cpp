#include "suite/run.h"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <memory>
#include <set>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "question/version.h"
#include "suite/asker.h"
#include "suite/carried_files.h"
#include "suite/json_text.h"

namespace crosscheck::suite {
namespace {

std::string standard_commit() {
  const std::optional<std::string_view> text = carried_file("requirements.json");
  if (!text) return {};
  const Result<Json, JsonFault> json = read_json_text(*text);
  if (!json || !json->contains("standards")) return {};
  // The first is Fetch.
  return json->at("standards").at(0).value("commit", "");
}

unsigned askers_of(const RunPlan& plan, std::string_view target) {
  unsigned askers = plan.jobs;
  if (askers == 0) askers = is_builtin(target) ? std::max(1U, std::thread::hardware_concurrency()) : 1;
  return std::max(1U, std::min<unsigned>(askers, static_cast<unsigned>(plan.vectors.size())));
}

std::string unique_name(std::string name, std::set<std::string>& taken) {
  const std::string first = name;
  for (unsigned number = 2; !taken.insert(name).second; ++number) name = fmt::format("{} ({})", first, number);
  return name;
}

// All vectors of one implementation, asked by several threads.
ImplementationInfo ask_all(const RunPlan& plan, const std::string& target, std::vector<LogLine>& lines, Stop& stop,
                           const OnProgress& on_progress) {
  const unsigned count = askers_of(plan, target);
  ProgressCount progress(target, plan.vectors.size(), on_progress);
  std::vector<std::unique_ptr<Asker>> askers;
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < count; ++i) {
    askers.push_back(std::make_unique<Asker>(plan, target, i, count, lines, progress, stop));
    threads.emplace_back([&asker = *askers.back()] { asker.run(); });
  }
  for (std::thread& thread : threads) thread.join();
  ImplementationInfo info = askers.front()->info();
  for (const std::unique_ptr<Asker>& asker : askers) {
    if (!info.refused) info.refused = asker->info().refused;
  }
  return info;
}

void finish_lines(const ImplementationInfo& info, const RunPlan& plan, const Stop& stop, std::vector<LogLine>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    LogLine& line = lines[i];
    if (info.refused) {
      line = line_of(*plan.vectors[i]);
      line.outcome = Outcome::not_run;
      line.detail = "not scored: " + *info.refused;
    } else if (line.outcome == Outcome::not_run) {
      line.detail = stop.signal() != 0 ? "a signal ended the run before" : "the run ended before";
    } else if (plan.expectations != nullptr) {
      apply(*plan.expectations, line);
    }
    line.implementation = info.name;
  }
}

}  // namespace

std::string now_in_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                     parts.tm_min, parts.tm_sec);
}

Result<RunLog, TargetError> run_suite(const RunPlan& plan, Stop& stop, const OnProgress& on_progress) {
  for (const std::string& target : plan.targets) {
    if (const auto made = make_implementation(target, plan.options); !made) return made.error();
  }
  RunLog log;
  log.header.suite_version = std::string(kVersion);
  log.header.standard_commit = standard_commit();
  log.header.profile = plan.profile;
  log.header.command = plan.command;
  log.header.started = now_in_utc();
  log.header.seed = plan.options.seed;
  log.header.shard = plan.shard;
  log.header.vectors = plan.suite_size;
  log.header.unreadable = plan.unreadable;
  log.header.selected = plan.vectors.size();
  std::set<std::string> names;
  for (const std::string& target : plan.targets) {
    std::vector<LogLine> lines;
    for (const Vector* const vector : plan.vectors) {
      lines.push_back(line_of(*vector));
      lines.back().outcome = Outcome::not_run;
    }
    ImplementationInfo info;
    info.target = target;
    info.name = target;
    if (!stop.requested()) info = ask_all(plan, target, lines, stop, on_progress);
    info.name = unique_name(info.name, names);
    finish_lines(info, plan, stop, lines);
    std::move(lines.begin(), lines.end(), std::back_inserter(log.lines));
    log.header.implementations.push_back(std::move(info));
  }
  log.footer.counts = counts_of(log.lines);
  log.footer.finished = now_in_utc();
  if (stop.signal() != 0) log.footer.signal = stop.signal();
  return log;
}

}  // namespace crosscheck::suite
