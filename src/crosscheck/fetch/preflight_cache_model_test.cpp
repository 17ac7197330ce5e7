// The cache against the standard's own shape, kept as plainly as can be.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/preflight_cache.h"

namespace crosscheck {
namespace {

using Names = std::vector<std::string>;

constexpr CredentialsMode kInclude = CredentialsMode::include;
constexpr CredentialsMode kModes[] = {CredentialsMode::omit, CredentialsMode::same_origin, kInclude};

// One list of entries, searched from end to end. AMB-5 and AMB-7 as the engine takes them.
class ListOfEntries {
 public:
  bool matches_method(const Request& request, std::uint64_t now) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
      return entry_match(entry, request, now) && entry.method &&
             (*entry.method == request.method || (*entry.method == "*" && request.credentials_mode != kInclude));
    });
  }
  bool matches_header(const std::string& name, const Request& request, std::uint64_t now) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
      return entry_match(entry, request, now) && entry.header_name &&
             (byte_lowercase(*entry.header_name) == byte_lowercase(name) ||
              (*entry.header_name == "*" && byte_lowercase(name) != "authorization" && request.credentials_mode != kInclude));
    });
  }
  void store(const Request& request, const PreflightGrant& granted, std::uint64_t now) {
    for (const std::string& method : granted.methods.value_or(Names{})) put(request, granted.max_age, now, method, std::nullopt);
    for (const std::string& name : granted.header_names.value_or(Names{}))
      put(request, granted.max_age, now, std::nullopt, byte_lowercase(name));
  }
  void clear(const Request& request) {
    std::erase_if(entries_, [&](const Entry& entry) { return same_key(entry, request); });
  }

 private:
  struct Entry {
    std::string key, origin, url;
    bool credentials = false;
    std::optional<std::string> method, header_name;
    std::uint64_t stored = 0, max_age = 0;
  };
  static bool same_key(const Entry& entry, const Request& request) {
    return entry.key == request.network_partition_key && entry.origin == request.origin.serialized() &&
           entry.url == serialize_url(request.current_url());
  }
  static bool entry_match(const Entry& entry, const Request& request, std::uint64_t now) {
    return now < entry.stored + entry.max_age && same_key(entry, request) && (entry.credentials || request.credentials_mode != kInclude);
  }
  void put(const Request& request, std::uint64_t max_age, std::uint64_t now, std::optional<std::string> method,
           std::optional<std::string> name) {
    for (Entry& entry : entries_) {
      if (same_key(entry, request) && entry.credentials == (request.credentials_mode == kInclude) && entry.method == method &&
          entry.header_name == name) {
        entry.stored = now;
        entry.max_age = max_age;
        return;
      }
    }
    entries_.push_back({request.network_partition_key, request.origin.serialized(), serialize_url(request.current_url()),
                        request.credentials_mode == kInclude, std::move(method), std::move(name), now, max_age});
  }

  std::vector<Entry> entries_;
};

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
      const CredentialsMode mode = kModes[random() % 3];
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
