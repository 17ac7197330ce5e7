#include "crosscheck/policy/origin_matcher.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/linear_matcher_for_tests.h"

namespace crosscheck::policy {
namespace {

OriginMatcher matcher_of(const std::vector<std::string>& entries) {
  OriginMatcher matcher(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::optional<OriginEntry> entry = parse_origin_entry(entries[i]);
    EXPECT_TRUE(entry.has_value()) << entries[i];
    matcher.insert(*entry, entries[i], static_cast<std::uint32_t>(i));
  }
  return matcher;
}

std::optional<std::size_t> match(const OriginMatcher& matcher, std::string_view origin) {
  const OriginMatcher::Match found = matcher.find(origin);
  if (!found) return std::nullopt;
  EXPECT_EQ(found.key, Entry::Key::origins);
  return found.index;
}

void expect_same_as_linear(const std::vector<std::string>& entries, const std::set<std::string>& origins) {
  const OriginMatcher matcher = matcher_of(entries);
  for (const std::string& origin : origins) EXPECT_EQ(match(matcher, origin), linear_match(entries, origin)) << origin;
}

// Origins that are nearly the given one.
void add_near_misses(std::set<std::string>& all, const std::string& origin) {
  all.insert(origin);
  for (std::size_t i = 0; i <= origin.size(); ++i) {
    all.insert(origin.substr(0, i));
    all.insert(origin.substr(i));
    for (const char c : {'a', '.', ':', '/', '0', '-', '\0', '*', 'X'}) {
      all.insert(origin.substr(0, i) + c + origin.substr(i));
      if (i < origin.size()) all.insert(origin.substr(0, i) + c + origin.substr(i + 1));
    }
    if (i < origin.size()) all.insert(origin.substr(0, i) + origin.substr(i + 1));
  }
  for (const char* end :
       {":80", ":0", ":1", ":65535", ":65536", ":08", ":", ":99999", ":100000", ":8a", "/", ".", ".evil.test", "@evil.test"}) {
    all.insert(origin + end);
  }
}

TEST(LinearMatcher, SaysWhatThePatternsMean) {
  EXPECT_TRUE(entry_allows("https://*.a.test", "https://x.a.test"));
  EXPECT_TRUE(entry_allows("https://*.a.test", "https://y-1.x_2.a.test"));
  EXPECT_FALSE(entry_allows("https://*.a.test", "https://a.test"));
  EXPECT_FALSE(entry_allows("https://*.a.test", "https://.a.test"));
  EXPECT_FALSE(entry_allows("https://*.a.test", "https://x..a.test"));
  EXPECT_FALSE(entry_allows("https://*.a.test", "https://X.a.test"));
  EXPECT_FALSE(entry_allows("https://*.a.test", "https://x.a.test:1"));
  EXPECT_FALSE(entry_allows("https://*.a.test", "https://evil.test/.a.test"));
  EXPECT_TRUE(entry_allows("http://localhost:*", "http://localhost"));
  EXPECT_TRUE(entry_allows("http://localhost:*", "http://localhost:65535"));
  EXPECT_FALSE(entry_allows("http://localhost:*", "http://localhost:0"));
  EXPECT_FALSE(entry_allows("http://localhost:*", "http://localhost:080"));
  EXPECT_FALSE(entry_allows("http://localhost:*", "http://localhost:65536"));
  EXPECT_TRUE(entry_allows("http://*.localhost:*", "http://a.localhost:3000"));
}

TEST(OriginMatcher, AgreesWithTheLinearMatcherOnEveryNearMiss) {
  const std::vector<std::string> entries{
      "https://app.example", "https://*.example.com", "http://localhost:*",   "https://*.deep.example.com",
      "http://*.x.test:*",   "https://*.x.test:8080", "http://[::1]:*",       "custom://*.thing",
      "https://a..b",        "https://*.a..b",        "http://*.port.test:0", "app://one"};
  std::set<std::string> origins;
  for (const char* origin : {"https://app.example", "https://a.b.example.com", "http://localhost:3000", "https://z.deep.example.com",
                             "http://q.x.test:99", "http://q.x.test", "https://r.x.test:8080", "http://[::1]:80", "custom://a.thing",
                             "https://a..b", "https://c.a..b", "http://c.port.test:0", "app://one", "null", ""}) {
    add_near_misses(origins, origin);
  }
  ASSERT_GT(origins.size(), 4000U);
  expect_same_as_linear(entries, origins);
}

TEST(OriginMatcher, AgreesWithTheLinearMatcherOnEveryCrossProductOfParts) {
  std::vector<std::string> entries;
  std::set<std::string> origins;
  const std::vector<std::string> hosts{"a.test", "b.a.test", "c.b.a.test", "ba.test", "a.test.evil", "x", "x.x", "x.x.x", "1.2.3.4"};
  const std::vector<std::string> ports{"", ":80", ":8080", ":*"};
  for (const std::string scheme : {"http", "https", "app"}) {
    for (const std::string& host : hosts) {
      for (const std::string& port : ports) {
        for (const std::string before : {"", "*."}) {
          // Half of all, in an order that is none.
          if ((host.size() * 7 + port.size() * 3 + scheme.size() + before.size()) % 2 == 0) continue;
          const std::string entry = scheme + "://" + before + host + port;
          if (parse_origin_entry(entry)) entries.push_back(entry);
        }
        for (const std::string before : {"", "z.", "z.y.", ".", "-.", "z..", "Z.", "z/."}) {
          for (const std::string end : {"", ":80", ":8080", ":8081", ":0", ":080", ":65536"})
            origins.insert(scheme + "://" + before + host + end);
        }
      }
    }
  }
  ASSERT_GT(entries.size(), 50U);
  expect_same_as_linear(entries, origins);
  // The first of several wins, whatever their order.
  expect_same_as_linear({entries.rbegin(), entries.rend()}, origins);
}

// Lists of 1, 2, 4, 5, 8, 9 and more: where comparing one by one gives way to tables.
TEST(OriginMatcher, FindsEveryEntryOfAListOfAnySizeAndNoNearMiss) {
  for (const std::size_t size : {1U, 2U, 3U, 4U, 5U, 8U, 9U, 64U, 1000U, 20000U}) {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < size; ++i) entries.push_back("https://tenant-" + std::to_string(i * 7919) + ".app.example");
    const OriginMatcher matcher = matcher_of(entries);
    for (std::size_t i = 0; i < size; ++i) {
      ASSERT_EQ(match(matcher, entries[i]), i);
      ASSERT_EQ(match(matcher, entries[i] + "x"), std::nullopt);
      ASSERT_EQ(match(matcher, "http" + entries[i].substr(5)), std::nullopt);
      std::string other = entries[i];
      other[15 + i % 3] = '~';
      ASSERT_EQ(match(matcher, other), std::nullopt);
    }
  }
}

TEST(OriginMatcher, FindsAmongThousandsOfPatternsTheFirst) {
  std::vector<std::string> entries;
  for (int i = 0; i < 3000; ++i) entries.push_back("https://*.team-" + std::to_string(i) + ".example");
  for (int i = 0; i < 300; ++i) entries.push_back("https://*.one.example:" + std::to_string(i + 1));
  const OriginMatcher matcher = matcher_of(entries);
  for (int i = 0; i < 3000; ++i)
    ASSERT_EQ(match(matcher, "https://a.b.team-" + std::to_string(i) + ".example"), static_cast<std::size_t>(i));
  EXPECT_EQ(match(matcher, "https://a.team-3000.example"), std::nullopt);
  EXPECT_EQ(match(matcher, "https://team-3.example"), std::nullopt);
  EXPECT_EQ(match(matcher, "https://a.one.example:300"), 3299U);
  EXPECT_EQ(match(matcher, "https://a.one.example:301"), std::nullopt);
}

// GHSA-vhxv-fg4m-p2w8: common ends of entries must not make new ones.
TEST(OriginMatcher, EntriesWithCommonEndsDoNotMakeOthers) {
  const std::vector<std::string> entries{"https://*.cat.test", "https://*.bat.test", "https://hazmat.test", "https://*.meerkat.test",
                                         "https://at.test"};
  std::set<std::string> origins;
  for (const char* host : {"cat", "bat", "at", "hazmat", "meerkat", "x.cat", "x.bat", "x.at", "x.hazmat", "x.meerkat", "xcat", "hazcat",
                           "meerbat", "barfoo", "x.xcat"}) {
    origins.insert("https://" + std::string(host) + ".test");
  }
  expect_same_as_linear(entries, origins);
}

TEST(TextTable, WalksOverFewSlotsHoweverManyTextsThereAre) {
  TextTable table;
  for (std::uint32_t i = 0; i < 100000; ++i) ASSERT_EQ(table.insert("https://tenant-" + std::to_string(i) + ".example", i), i);
  EXPECT_EQ(table.insert("https://tenant-7.example", 100000), 7U);
  EXPECT_EQ(table.size(), 100000U);
  EXPECT_LT(table.longest_walk(), 64U);
}

TEST(TextTable, VisitsItsTextsInTheOrderInWhichTheyCame) {
  for (const std::uint32_t size : {0U, 1U, 4U, 5U, 300U}) {
    TextTable table;
    std::vector<std::string> texts;
    for (std::uint32_t i = 0; i < size; ++i) {
      texts.push_back(i == 2 ? "" : std::to_string(i * 7919));
      table.insert(texts.back(), i);
      table.insert(texts.front(), 1000);
    }
    std::vector<std::string> visited;
    table.for_each([&](std::string_view text, std::uint32_t number) {
      EXPECT_EQ(number, visited.size());
      visited.emplace_back(text);
    });
    EXPECT_EQ(visited, texts);
  }
}

TEST(TextTable, FindsWhatWasInsertedAfterItWasPrefetchedInGroups) {
  TextTable table;
  for (std::uint32_t begin = 0; begin < 96; begin += 16) {
    std::vector<std::string> texts;
    std::vector<std::uint64_t> hashes;
    for (std::uint32_t i = begin; i < begin + 16; ++i) texts.push_back("t" + std::to_string(i / 2));
    for (const std::string& text : texts) hashes.push_back(table.prefetch(text));
    // The table grows in between.
    for (std::uint32_t i = 0; i < 16; ++i) EXPECT_EQ(table.insert(texts[i], begin + i, hashes[i]), (begin + i) / 2 * 2);
  }
  EXPECT_EQ(table.size(), 48U);
  for (std::uint32_t i = 0; i < 48; ++i) EXPECT_EQ(table.find("t" + std::to_string(i)), 2 * i);
  for (const char* absent : {"", "t", "t48", "t100", "u1", "t00"}) EXPECT_EQ(table.find(absent), TextTable::kAbsent) << absent;
}

TEST(TextTable, TellsTheEmptyTextFromNone) {
  TextTable table;
  EXPECT_EQ(table.find(""), TextTable::kAbsent);
  table.insert("", 3);
  EXPECT_EQ(table.find(""), 3U);
  EXPECT_EQ(table.find("a"), TextTable::kAbsent);
}

}  // namespace
}  // namespace crosscheck::policy
