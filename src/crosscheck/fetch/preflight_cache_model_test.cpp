// The cache against the standard's own shape, kept as plainly as can be.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "crosscheck/fetch/preflight_cache.h"
#include "crosscheck/fetch/preflight_cache_model_for_tests.h"

namespace crosscheck {
namespace {

using Names = std::vector<std::string>;

constexpr CredentialsMode kEveryMode[] = {CredentialsMode::omit, CredentialsMode::same_origin, CredentialsMode::include};

TEST(PreflightCacheModel, AgreesWithAListOfEntriesOnRandomSequences) {
  std::mt19937 random(20260702);
  const auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  const Names method_names{"PUT", "put", "PATCH", "*", "GET"};
  const Names header_names{"X-A", "x-a", "x-b", "*", "Authorization"};
  const Names urls{"http://b.test/", "http://b.test/#f", "http://b.test/?q"};
  const auto some = [&](const Names& from) -> std::optional<Names> {
    if (random() % 4 == 0) return std::nullopt;
    Names names;
    for (std::size_t count = random() % 3; count > 0; --count) names.push_back(pick(from));
    return names;
  };
  int matches = 0;
  int misses = 0;
  for (int sequence = 0; sequence < 200; ++sequence) {
    PreflightCache cache;
    ListOfEntries model;
    std::uint64_t now = 0;
    for (int operation = 0; operation < 200; ++operation) {
      now += random() % 3 == 0 ? random() % 4 : 0;
      const Time time = *Time::from_decimal(std::to_string(now));
      const CredentialsMode mode = kEveryMode[random() % 3];
      Request request;
      request.method = pick(method_names);
      request.credentials_mode = mode;
      request.url_list = {*parse_url(pick(urls))};
      request.origin = *parse_serialized_origin(pick({"http://a.test", "null"}));
      request.network_partition_key = pick({"", "p"});
      switch (random() % 8) {
        case 0:
        case 1:
        case 2: {
          PreflightGrant granted;
          granted.methods = some(method_names);
          granted.header_names = some(header_names);
          granted.max_age = random() % 10;
          cache.store(request, granted, time);
          model.store(request, granted, now);
          break;
        }
        case 3:
          if (random() % 4 != 0) break;
          cache.clear(request);
          model.clear(request);
          break;
        default: {
          const bool method_matches = cache.matches_method(request, time);
          ASSERT_EQ(method_matches, model.matches_method(request, now)) << sequence << '/' << operation;
          const std::string name = pick(header_names);
          const bool header_matches = cache.matches_header_name(name, request, time);
          ASSERT_EQ(header_matches, model.matches_header(name, request, now)) << sequence << '/' << operation;
          matches += method_matches + header_matches;
          misses += !method_matches + !header_matches;
        }
      }
    }
  }
  EXPECT_GT(matches, 1000);
  EXPECT_GT(misses, 1000);
}

}  // namespace
}  // namespace crosscheck
