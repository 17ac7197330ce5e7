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

}  // namespace

const Json* deciding_trace(const Json& output, std::string_view at) {
  const Json* holder = &output;
  if (const auto fetches = output.find("fetches"); fetches != output.end() && !fetches->empty())
    holder = &fetches->at(fetch_index(at, fetches->size()));
  const auto trace = holder->find("trace");
  return trace == holder->end() || trace->empty() ? nullptr : &*trace;
}

}  // namespace crosscheck::suite
