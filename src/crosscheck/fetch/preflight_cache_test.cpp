#include "crosscheck/fetch/preflight_cache.h"

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

using Names = std::vector<std::string>;

struct CachedFor {
  std::string method = "PUT";
  CredentialsMode credentials = CredentialsMode::same_origin;
  std::string url = "http://b.test/x";
  std::string origin = "http://a.test";
  std::string partition{};
};

Request request_like(const CachedFor& asked) {
  Request request;
  request.method = asked.method;
  request.url_list = {*parse_url(asked.url)};
  request.origin = *parse_serialized_origin(asked.origin);
  request.credentials_mode = asked.credentials;
  request.network_partition_key = asked.partition;
  return request;
}

Time at(std::string_view seconds) { return *Time::from_decimal(seconds); }

PreflightGrant grant(std::optional<Names> methods, std::optional<Names> header_names, std::uint64_t max_age = 600) {
  PreflightGrant made;
  made.max_age = max_age;
  made.methods = std::move(methods);
  made.header_names = std::move(header_names);
  return made;
}
PreflightGrant methods(Names names, std::uint64_t max_age = 600) { return grant(std::move(names), std::nullopt, max_age); }
PreflightGrant headers(Names names, std::uint64_t max_age = 600) { return grant(std::nullopt, std::move(names), max_age); }

constexpr CredentialsMode kWithCredentials = CredentialsMode::include;
constexpr CredentialsMode kOmit = CredentialsMode::omit;

// A cache into which `grant` was stored at 0 s for a request.
PreflightCache cache_of(const PreflightGrant& stored, const CachedFor& asked = {}, const Profile& profile = standard_profile()) {
  PreflightCache cache;
  cache.store(request_like(asked), stored, at("0"), profile);
  return cache;
}
bool knows(const PreflightCache& cache, const CachedFor& asked, std::string_view seconds = "1",
           const Profile& profile = standard_profile()) {
  return cache.matches_method(request_like(asked), at(seconds), profile);
}
bool knows_header(const PreflightCache& cache, std::string_view name, const CachedFor& asked = {}, std::string_view seconds = "1",
                  const Profile& profile = standard_profile()) {
  return cache.matches_header_name(name, request_like(asked), at(seconds), profile);
}

TEST(PreflightCache, EmptyCacheKnowsNothing) {
  const PreflightCache cache;
  EXPECT_FALSE(knows(cache, {}));
  EXPECT_FALSE(knows_header(cache, "x-a"));
  EXPECT_EQ(cache.size(), 0u);
}

TEST(PreflightCache, EntriesExpireAtMaxAgeExactly) {
  const PreflightCache cache = cache_of(methods({"PUT"}, 5));
  EXPECT_TRUE(knows(cache, {}, "0"));
  EXPECT_TRUE(knows(cache, {}, "4.9"));
  EXPECT_TRUE(knows(cache, {}, "4.999999999999999999999"));
  EXPECT_FALSE(knows(cache, {}, "5"));
  EXPECT_FALSE(knows(cache, {}, "5.1"));
}

TEST(PreflightCache, MaxAgeZeroIsNeverUsable) {
  EXPECT_FALSE(knows(cache_of(methods({"PUT"}, 0)), {}, "0"));
  EXPECT_FALSE(knows_header(cache_of(headers({"x-a"}, 0)), "x-a", {}, "0"));
}

TEST(PreflightCache, LaterMaxAgeZeroEndsAnOlderEntry) {
  PreflightCache cache = cache_of(methods({"PUT", "PATCH"}));
  cache.store(request_like({}), methods({"PUT"}, 0), at("1"));
  EXPECT_FALSE(knows(cache, {}, "1"));
  EXPECT_TRUE(knows(cache, {.method = "PATCH"}, "1")) << "only what is listed";
}

TEST(PreflightCache, FirefoxLeavesOlderEntriesAloneWithMaxAgeZero) {
  PreflightCache cache = cache_of(methods({"PUT"}), {}, firefox_profile());
  cache.store(request_like({}), methods({"PUT"}, 0), at("1"), firefox_profile());
  EXPECT_TRUE(knows(cache, {}, "1", firefox_profile()));
}

TEST(PreflightCache, AnswerThatIsNotCacheableTouchesNothing) {
  PreflightCache cache = cache_of(methods({"PUT"}));
  PreflightGrant uncached = methods({"PUT", "PATCH"}, 5);
  uncached.cacheable = false;
  cache.store(request_like({}), uncached, at("1"));
  EXPECT_TRUE(knows(cache, {}, "100"));
  EXPECT_FALSE(knows(cache, {.method = "PATCH"}));
}

TEST(PreflightCache, UpdateStartsTheClockAgain) {
  // AMB-7, E2E-34
  PreflightCache cache = cache_of(methods({"PUT"}, 5));
  cache.store(request_like({}), grant(Names{"PUT"}, Names{"x-a"}, 5), at("3"));
  EXPECT_TRUE(knows(cache, {}, "6"));
  EXPECT_TRUE(knows_header(cache, "x-a", {}, "7.9"));
  EXPECT_FALSE(knows(cache, {}, "8"));
}

TEST(PreflightCache, EntriesExpireOneByOne) {
  PreflightCache cache = cache_of(methods({"PUT"}, 10));
  cache.store(request_like({}), methods({"PATCH"}, 100), at("5"));
  EXPECT_FALSE(knows(cache, {}, "10"));
  EXPECT_TRUE(knows(cache, {.method = "PATCH"}, "10"));
}

TEST(PreflightCache, AnotherUrlQueryOrFragmentIsAnotherKey) {
  const PreflightCache cache = cache_of(methods({"PUT"}), {.url = "http://b.test/x?a#1"});
  EXPECT_TRUE(knows(cache, {.url = "http://b.test/x?a#1"}));
  for (const char* url : {"http://b.test/x?b#1", "http://b.test/x?a#2", "http://b.test/x?a", "http://b.test/y?a#1",
                          "http://b.test:81/x?a#1", "https://b.test/x?a#1", "http://u@b.test/x?a#1"}) {
    EXPECT_FALSE(knows(cache, {.url = url})) << url;
  }
}

TEST(PreflightCache, AnotherOriginOrPartitionIsAnotherKey) {
  const PreflightCache cache = cache_of(methods({"PUT"}), {.partition = "p"});
  EXPECT_TRUE(knows(cache, {.partition = "p"}));
  EXPECT_FALSE(knows(cache, {}));
  EXPECT_FALSE(knows(cache, {.origin = "http://c.test", .partition = "p"}));
  EXPECT_FALSE(knows(cache, {.partition = "q"}));
}

TEST(PreflightCache, PartitionsDoNotRunIntoOrigins) {
  const PreflightCache cache = cache_of(methods({"PUT"}), {.origin = "http://a.test", .partition = "1 http://a.test"});
  EXPECT_FALSE(knows(cache, {.origin = "http://a.test", .partition = ""}));
}

TEST(PreflightCache, OpaqueAndTaintedRequestersShareNull) {
  const PreflightCache cache = cache_of(methods({"PUT"}), {.origin = "null"});
  EXPECT_TRUE(knows(cache, {.origin = "null"}));
  Request tainted = request_like({.url = "http://c.test/"});
  tainted.url_list.push_back(*parse_url("http://b.test/x"));
  EXPECT_TRUE(cache.matches_method(tainted, at("1")));
}

TEST(PreflightCache, EntryWithCredentialsServesAllAndOneWithoutDoesNot) {
  const PreflightCache with = cache_of(methods({"PUT"}), {.credentials = kWithCredentials});
  for (const CredentialsMode mode : {kOmit, CredentialsMode::same_origin, kWithCredentials})
    EXPECT_TRUE(knows(with, {.credentials = mode}));
  for (const CredentialsMode stored : {kOmit, CredentialsMode::same_origin}) {
    const PreflightCache without = cache_of(methods({"PUT"}), {.credentials = stored});
    EXPECT_TRUE(knows(without, {.credentials = kOmit}));
    EXPECT_TRUE(knows(without, {.credentials = CredentialsMode::same_origin}));
    EXPECT_FALSE(knows(without, {.credentials = kWithCredentials}));
  }
}

TEST(PreflightCache, FirefoxMatchesTheExactCredentials) {
  const PreflightCache with = cache_of(methods({"PUT"}), {.credentials = kWithCredentials}, firefox_profile());
  EXPECT_TRUE(knows(with, {.credentials = kWithCredentials}, "1", firefox_profile()));
  EXPECT_FALSE(knows(with, {.credentials = kOmit}, "1", firefox_profile()));
}

TEST(PreflightCache, UpdateTouchesTheEntryOfTheSameCredentialsAlone) {
  PreflightCache cache = cache_of(methods({"PUT"}, 600), {.credentials = kWithCredentials});
  cache.store(request_like({.credentials = kOmit}), methods({"PUT"}, 0), at("1"));
  EXPECT_TRUE(knows(cache, {.credentials = kWithCredentials}));
  EXPECT_TRUE(knows(cache, {.credentials = kOmit}));
}

TEST(PreflightCache, MethodsMatchByteForByte) {
  const PreflightCache cache = cache_of(methods({"put", "PATCH"}));
  EXPECT_FALSE(knows(cache, {.method = "PUT"}));
  EXPECT_TRUE(knows(cache, {.method = "put"}));
  EXPECT_FALSE(knows(cache, {.method = "patch"}));
}

TEST(PreflightCache, SafelistedMethodsAreStoredToo) { EXPECT_TRUE(knows(cache_of(methods({"GET"})), {.method = "GET"})); }

TEST(PreflightCache, HeaderNamesMatchInAnyCase) {
  const PreflightCache cache = cache_of(headers({"X-A", "*", "AUTHORIZATION"}), {.credentials = kWithCredentials});
  EXPECT_TRUE(knows_header(cache, "x-a", {.credentials = kWithCredentials}));
  EXPECT_TRUE(knows_header(cache, "authorization", {.credentials = kWithCredentials}));
  EXPECT_FALSE(knows_header(cache, "x-b", {.credentials = kWithCredentials}));
  EXPECT_FALSE(knows(cache, {.method = "X-A", .credentials = kWithCredentials})) << "a header name is no method";
}

TEST(PreflightCache, WildcardStandsForAnyMethodAndHeader) {
  const PreflightCache cache = cache_of(grant(Names{"*"}, Names{"*"}));
  EXPECT_TRUE(knows(cache, {.method = "PATCH"}));
  EXPECT_TRUE(knows_header(cache, "x-anything"));
  EXPECT_FALSE(knows_header(cache, "authorization"));
  EXPECT_FALSE(knows_header(cache, "Authorization"));
}

TEST(PreflightCache, WildcardIsNotHonouredForCredentials) {
  // AMB-5
  const PreflightCache cache = cache_of(grant(Names{"PUT", "*"}, Names{"x-a", "*"}), {.credentials = kWithCredentials});
  EXPECT_TRUE(knows(cache, {.method = "PUT", .credentials = kWithCredentials}));
  EXPECT_FALSE(knows(cache, {.method = "PATCH", .credentials = kWithCredentials}));
  EXPECT_TRUE(knows(cache, {.method = "*", .credentials = kWithCredentials})) << "literally";
  EXPECT_FALSE(knows_header(cache, "x-b", {.credentials = kWithCredentials}));
  EXPECT_TRUE(knows_header(cache, "*", {.credentials = kWithCredentials}));
  EXPECT_TRUE(knows(cache, {.method = "PATCH", .credentials = kOmit}));
  EXPECT_TRUE(knows_header(cache, "x-b", {.credentials = kOmit}));
}

TEST(PreflightCache, WildcardAbsorbsNoUpdateOfOthers) {
  // AMB-7: `*` matches `*` alone when entries are updated.
  PreflightCache cache = cache_of(methods({"*"}, 600));
  cache.store(request_like({}), methods({"PUT"}, 5), at("0"));
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_TRUE(knows(cache, {.method = "PATCH"}, "599"));
}

TEST(PreflightCache, ProfilesDifferInWhatTheWildcardCovers) {
  const CachedFor with{.method = "PATCH", .credentials = kWithCredentials};
  const CachedFor without{.method = "PATCH", .credentials = kOmit};
  EXPECT_FALSE(knows(cache_of(methods({"*"}), without), without, "1", firefox_profile()));
  EXPECT_TRUE(knows(cache_of(methods({"*"}), without), without, "1", chromium_profile()));
  EXPECT_FALSE(knows(cache_of(methods({"*"}), with), without, "1", chromium_profile()));
  EXPECT_TRUE(knows(cache_of(methods({"*"}), with), without, "1", webkit_profile()));
  EXPECT_TRUE(knows_header(cache_of(headers({"*"})), "authorization", {}, "1", webkit_profile()));
  EXPECT_FALSE(knows_header(cache_of(headers({"*"})), "authorization", {}, "1", chromium_profile()));
  EXPECT_FALSE(knows_header(cache_of(headers({"*"})), "x-a", {}, "1", firefox_profile()));
}

TEST(PreflightCache, OneAnswerReplacesTheOtherInChromiumAndWebKit) {
  for (const Profile* profile : {&chromium_profile(), &webkit_profile()}) {
    PreflightCache cache = cache_of(grant(Names{"PUT"}, Names{"x-a"}), {.credentials = kWithCredentials}, *profile);
    cache.store(request_like({}), methods({"PATCH"}), at("1"), *profile);
    EXPECT_FALSE(knows(cache, {}, "1", *profile));
    EXPECT_FALSE(knows_header(cache, "x-a", {}, "1", *profile));
    EXPECT_TRUE(knows(cache, {.method = "PATCH"}, "1", *profile));
    EXPECT_EQ(cache.size(), 1u);
  }
}

TEST(PreflightCache, NothingSaidStoresNothing) { EXPECT_EQ(cache_of(grant(std::nullopt, std::nullopt)).size(), 0u); }

TEST(PreflightCache, ClearRemovesAllOfOneKey) {
  PreflightCache cache = cache_of(grant(Names{"PUT"}, Names{"x-a"}), {.credentials = kWithCredentials});
  cache.store(request_like({}), methods({"PUT", "PATCH"}), at("0"));
  cache.store(request_like({.url = "http://b.test/y"}), methods({"PUT"}), at("0"));
  cache.store(request_like({.partition = "p"}), methods({"PUT"}), at("0"));
  EXPECT_EQ(cache.size(), 6u);
  cache.clear(request_like({.method = "DELETE", .credentials = kOmit}));
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_FALSE(knows(cache, {.credentials = kWithCredentials}));
  EXPECT_FALSE(knows(cache, {.method = "PATCH"}));
  EXPECT_TRUE(knows(cache, {.url = "http://b.test/y"}));
  EXPECT_TRUE(knows(cache, {.partition = "p"}));
}

TEST(PreflightCache, ClearGoesByTheRequestAsItIsNow) {
  // AMB-17
  PreflightCache cache = cache_of(methods({"PUT"}));
  Request redirected = request_like({});
  redirected.url_list.push_back(*parse_url("http://c.test/"));
  cache.store(redirected, methods({"PUT"}), at("0"));
  cache.clear(redirected);
  EXPECT_TRUE(knows(cache, {}));
  EXPECT_FALSE(cache.matches_method(redirected, at("1")));
}

TEST(PreflightCache, AsksForAllHeaderNamesAtOnce) {
  const PreflightCache cache = cache_of(headers({"X-A", "x-b"}));
  EXPECT_TRUE(cache.matches_header_names({"x-a", "x-b"}, request_like({}), at("1")));
  EXPECT_FALSE(cache.matches_header_names({"x-a", "x-c"}, request_like({}), at("1")));
  EXPECT_TRUE(cache.matches_header_names({}, request_like({}), at("1")));
}

TEST(PreflightCache, NamesMayBeCoveredByDifferentAnswers) {
  PreflightCache cache = cache_of(headers({"x-a"}));
  cache.store(request_like({.method = "POST"}), headers({"x-b"}), at("0"));
  EXPECT_TRUE(cache.matches_header_names({"x-a", "x-b"}, request_like({}), at("1")));
}

TEST(PreflightCache, IsAValue) {
  PreflightCache cache = cache_of(methods({"PUT"}));
  const PreflightCache copy = cache;
  cache.clear(request_like({}));
  EXPECT_TRUE(knows(copy, {}));
}

TEST(PreflightCache, ExpiredEntriesDoNotPileUp) {
  PreflightCache cache;
  for (int i = 0; i < 10000; ++i) {
    cache.store(request_like({.url = "http://b.test/" + std::to_string(i)}), grant(Names{"PUT"}, Names{"x-a"}, 5), at(std::to_string(i)));
  }
  EXPECT_LT(cache.size(), 100u);
  EXPECT_TRUE(knows(cache, {.url = "http://b.test/9999"}, "10000"));
}

TEST(PreflightCache, TraceNamesWhatHappened) {
  PreflightCache cache;
  CollectingTrace sink;
  const auto rules = [&] {
    std::vector<Rule> found;
    for (const TraceStep& step : sink.take()) found.push_back(step.rule);
    return found;
  };
  using Rules = std::vector<Rule>;
  cache.store(request_like({}), grant(Names{"PUT"}, Names{"x-a"}), at("0"), standard_profile(), Trace(&sink));
  EXPECT_EQ(rules(), (Rules{Rule::PRE_21, Rule::PRE_22}));
  cache.store(request_like({}), grant(Names{"PUT", "PATCH"}, std::nullopt), at("0"), standard_profile(), Trace(&sink));
  EXPECT_EQ(rules(), (Rules{Rule::PRE_20, Rule::PRE_21, Rule::CCH_1})) << "x-a stays as it was";
  cache.matches_method(request_like({}), at("0"), standard_profile(), Trace(&sink));
  cache.matches_header_name("x-b", request_like({}), at("0"), standard_profile(), Trace(&sink));
  EXPECT_EQ(sink.steps()[0].outcome, Outcome::matched);
  EXPECT_EQ(sink.steps()[1].outcome, Outcome::no);
  EXPECT_EQ(rules(), (Rules{Rule::CCH_10, Rule::CCH_11}));
  EXPECT_TRUE(cache.knows(request_like({})));
  EXPECT_FALSE(cache.knows(request_like({.url = "http://b.test/y"})));
  cache.clear(request_like({}), Trace(&sink));
  EXPECT_EQ(rules(), Rules{Rule::CCH_7});
  EXPECT_FALSE(cache.knows(request_like({})));
}

TEST(PreflightCache, TraceTellsWhatAnEntryBelongsTo) {
  PreflightCache cache;
  CollectingTrace sink;
  const auto rules = [&] {
    std::vector<Rule> found;
    for (const TraceStep& step : sink.take()) found.push_back(step.rule);
    return found;
  };
  using Rules = std::vector<Rule>;
  const CachedFor asked{.credentials = CredentialsMode::include, .url = "http://b.test/x?q#f", .origin = "null", .partition = "p"};
  cache.store(request_like(asked), grant(Names{"PUT"}, std::nullopt), at("0"), standard_profile(), Trace(&sink));
  EXPECT_EQ(rules(), (Rules{Rule::PRE_21, Rule::CCH_3, Rule::CCH_12, Rule::CCH_4, Rule::CCH_5, Rule::CCH_6}));
}

TEST(PreflightCache, TraceTellsWhyAnEntryMatchesOrNot) {
  PreflightCache cache;
  CollectingTrace sink;
  const auto told = [&](const CachedFor& asked, std::string_view seconds) {
    cache.matches_method(request_like(asked), at(seconds), standard_profile(), Trace(&sink));
    std::vector<Rule> found;
    for (const TraceStep& step : sink.take()) found.push_back(step.rule);
    return found;
  };
  using Rules = std::vector<Rule>;
  cache.store(request_like({}), grant(Names{"PUT"}, std::nullopt, 5), at("0"));
  cache.store(request_like({.credentials = CredentialsMode::include}), grant(Names{"PATCH"}, std::nullopt, 5), at("0"));
  EXPECT_EQ(told({}, "0"), Rules{Rule::CCH_10});
  EXPECT_EQ(told({.method = "PATCH"}, "0"), (Rules{Rule::CCH_10, Rule::CCH_9})) << "made with credentials, and serves without";
  EXPECT_EQ(told({.credentials = CredentialsMode::include}, "0"), (Rules{Rule::CCH_10, Rule::CCH_9}));
  EXPECT_EQ(told({}, "5"), (Rules{Rule::CCH_10, Rule::CCH_2}));
  EXPECT_EQ(told({.url = "http://c.test/"}, "0"), Rules{}) << "nothing is known of that URL";
}

TEST(PreflightCache, AHundredThousandGrantedNamesAreStoredAndFound) {
  Names names;
  for (int i = 0; i < 100000; ++i) names.push_back("x" + std::to_string(i));
  PreflightCache cache = cache_of(headers(names));
  EXPECT_TRUE(cache.matches_header_names(names, request_like({}), at("1")));
  EXPECT_EQ(cache.size(), 100000u);
}

}  // namespace
}  // namespace crosscheck
