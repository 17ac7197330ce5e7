// Times every case, and fails where a decision allocates.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <set>
#include <string>

#include "bench/all_cases.h"
#include "crosscheck/base/counting_new_for_tests.h"

namespace {

using crosscheck::bench::CaseInfo;
using crosscheck::bench::Kind;

constexpr int kCounted = 16;  // operations whose allocations are counted

// How often an operation allocates.
template <class Operation>
double allocations_of(Operation& operation, Kind kind) {
  const int operations = kind == Kind::decision ? kCounted : 1;
  const std::size_t allocations = crosscheck::allocations_in([&] {
    for (int i = 0; i < operations; ++i) operation();
  });
  return static_cast<double>(allocations) / operations;
}

}  // namespace

int main(int argc, char** argv) {
  std::set<std::string> allocating;
  crosscheck::bench::for_each_case([&](const CaseInfo& info, auto prepare) {
    const std::string name = name_of(info);
    benchmark::RegisterBenchmark(name.c_str(), [&allocating, name, kind = info.kind, prepare](benchmark::State& state) {
      auto operation = prepare();
      const double allocations = allocations_of(operation, kind);
      if (kind == Kind::decision && allocations != 0) allocating.insert(name);
      for (auto _ : state) operation();
      state.counters["allocations"] = allocations;
      if (kind == Kind::decision) state.SetLabel("decision");
    });
  });
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  for (const std::string& name : allocating) std::fprintf(stderr, "%s: a decision that allocates\n", name.c_str());
  return allocating.empty() ? 0 : 1;
}
