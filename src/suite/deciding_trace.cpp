#include "suite/deciding_trace.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace crosscheck::suite {
namespace {

std::size_t fetch_index(std::string_view at, std::size_t count) {
  static constexpr std::string_view kFetches = "/fetches/";
  std::size_t index = count - 1;
  if (at.starts_with(kFetches)) std::from_chars(at.data() + kFetches.size(), at.data() + at.size(), index);
  return std::min(index, count - 1);
}

// The output itself, or the fetch in it that `at` is about.
const Json& decided_part(const Json& output, std::string_view at) {
  const auto fetches = output.find("fetches");
  return fetches == output.end() || fetches->empty() ? output : fetches->at(fetch_index(at, fetches->size()));
}

const Json* trace_of(const Json& part) {
  const auto trace = part.find("trace");
  return trace == part.end() || trace->empty() ? nullptr : &*trace;
}

bool is_refusal(const Json& word) { return word == "failure" || word == "blocked"; }

bool refuses(const Json& part) {
  const auto reason = part.find("reason");
  return (reason != part.end() && !reason->is_null()) || std::any_of(part.begin(), part.end(), is_refusal);
}

}  // namespace

const Json* deciding_trace(const Json& output, std::string_view at) { return trace_of(decided_part(output, at)); }

const Json* deciding_step(const Json& output, std::string_view at) {
  const Json& part = decided_part(output, at);
  const Json* const trace = trace_of(part);
  if (trace == nullptr) return nullptr;
  // A check may fail on the way to an answer that allows, so there the end counts.
  if (refuses(part)) {
    const auto went_wrong = [](const Json& step) { return is_refusal(step.value("outcome", Json())); };
    const auto step = std::find_if(trace->rbegin(), trace->rend(), went_wrong);
    if (step != trace->rend()) return &*step;
  }
  return &trace->back();
}

}  // namespace crosscheck::suite
