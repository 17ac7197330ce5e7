// Requests that nobody means well with: refused, never echoed, without allocating, and at a cost that does not grow with what was sent.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/base/allocation_counter.h"
#include "crosscheck/policy/policy_for_tests.h"

namespace crosscheck::policy {
namespace {

std::vector<SinglePolicy> policies() {
  SinglePolicy quiet =
      policy_with({std::string(kApp), "https://*.example.com", "http://localhost:*", "https://b.test", "https://c.test", "https://d.test"});
  quiet.methods = list({"PUT", "DELETE", "PATCH", "PROPFIND", "LOCK", "UNLOCK"});
  quiet.request_headers = list({"content-type", "authorization", "x-a"});
  SinglePolicy credentials = quiet;
  credentials.credentials = true;
  SinglePolicy echoing = credentials;
  echoing.methods = star();
  echoing.request_headers = star();
  SinglePolicy diagnostic = quiet;
  diagnostic.rejected_preflight = RejectedPreflight::diagnostic;
  SinglePolicy any = policy_for_anybody();
  any.methods = star();
  any.request_headers = star();
  SinglePolicy any_origin = echoing;
  any_origin.origins = star();
  any_origin.acknowledge = {"any-origin-with-credentials"};
  return {quiet, credentials, echoing, diagnostic, any, any_origin};
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::vector<std::string> hostile_name_lists() {
  return {std::string(65536, ','),
          std::string(65536, 'x'),
          repeated("content-type,", 6000),
          std::string(1 << 20, ','),
          std::string(1 << 20, ' '),
          repeated("x-a,", 1 << 18),
          repeated(" \t", 40) + "x-a,\"",
          std::string("x-a\0,x-a", 8),
          "x-a\r\nX-Evil: 1",
          "x-a\n",
          std::string(300, '\xFF'),
          repeated(", ", 20)};
}

TEST(HostileRequests, NamesNobodySendsAreRefusedOrPassAsTokensAndAreNeverEchoedOtherwise) {
  for (const SinglePolicy& document : policies()) {
    const Policy policy = compiled(document);
    for (const std::string& names : hostile_name_lists()) {
      const std::vector<HeaderView> headers = preflight(kApp, "PUT", names);
      Decision decision = policy.decide("OPTIONS", "/", headers);
      EXPECT_EQ(decision.allowed(), false) << names.substr(0, 20);
      const bool token_list = decision.reason() == Reason::requested_header_not_allowed;
      EXPECT_TRUE(token_list || decision.reason() == Reason::requested_headers_excessive ||
                  decision.reason() == Reason::requested_headers_malformed);
      EXPECT_EQ(block_of(decision).find("X-Evil"), std::string::npos);
      EXPECT_LT(block_of(decision).size(), 400U);
      char buffer[1024];
      EXPECT_EQ(allocations_in([&] {
                  decision = policy.decide("OPTIONS", "/", headers);
                  (void)decision.write_block(buffer);
                  (void)decision.reason();
                }),
                0U);
    }
  }
}

TEST(HostileRequests, AThousandEmptyLinesAreRefused) {
  for (const SinglePolicy& document : policies()) {
    const Policy policy = compiled(document);
    std::vector<HeaderView> headers = preflight(kApp, "PUT");
    headers.insert(headers.end(), 1024, HeaderView{"Access-Control-Request-Headers", ""});
    EXPECT_EQ(policy.decide("OPTIONS", "/", headers).reason(), Reason::requested_headers_excessive);
    const std::vector<std::string_view> lines(1024, "");
    const std::string_view origin = kApp;
    const std::string_view method = "PUT";
    const LocatedHeaders located{{&origin, 1}, {&method, 1}, lines};
    EXPECT_EQ(policy.decide("OPTIONS", "/", located).reason(), Reason::requested_headers_excessive);
    EXPECT_EQ(allocations_in([&] { (void)policy.decide("OPTIONS", "/", headers).reason(); }), 0U);
  }
}

// The lines behind the second are read from the list itself.
TEST(HostileRequests, NoLineOfAThousandIsOverlooked) {
  const Policy policy = compiled(policies().front());
  std::vector<HeaderView> headers = preflight(kApp, "PUT", "x-a");
  headers.insert(headers.end(), 3, HeaderView{"ACCESS-CONTROL-REQUEST-HEADERS", "x-a"});
  EXPECT_EQ(policy.decide("OPTIONS", "/", headers).reason(), std::nullopt);
  headers.push_back({"Access-Control-Request-Headers", "x-hidden"});
  EXPECT_EQ(policy.decide("OPTIONS", "/", headers).reason(), Reason::requested_header_not_allowed);
  for (const HeaderView& repeated : {HeaderView{"Origin", kApp}, HeaderView{"Access-Control-Request-Method", "PUT"}}) {
    std::vector<HeaderView> many = preflight(kApp, "PUT", "x-a");
    many.insert(many.end(), 1024, repeated);
    const Decision decision = policy.decide("OPTIONS", "/", many);
    EXPECT_EQ(decision.request_type(), RequestType::preflight);
    EXPECT_EQ(decision.reason(), repeated.name == "Origin" ? Reason::origin_malformed : Reason::requested_method_malformed);
  }
}

TEST(HostileRequests, OriginsNobodyHasAreRefusedAndNeverEchoed) {
  const std::vector<std::string> origins{std::string(1 << 20, 'a'),
                                         "https://" + std::string(65536, 'a') + "/",
                                         "https://" + repeated("a.", 30000) + "Xexample.com",
                                         "https://" + std::string(65536, '.') + "Example.com",
                                         "https://" + repeated("a.", 30000) + "\x01.example.com",
                                         "https://" + std::string(65536, ':'),
                                         "http://localhost:" + std::string(65536, '1'),
                                         "https://app.example\r\nX-Evil: 1",
                                         std::string("https://app.example\0", 20),
                                         std::string("https://app\0example", 19),
                                         "https://evil.test\r\n.example.com",
                                         "https://app.example,https://app.example",
                                         "https://app.example%0d%0a",
                                         std::string(70, '\0')};
  for (const SinglePolicy& document : policies()) {
    const Policy policy = compiled(document);
    if (document.origins == star() && !document.credentials) continue;
    for (const std::string& origin : origins) {
      for (const char* method : {"GET", "OPTIONS"}) {
        const std::vector<HeaderView> headers = preflight(origin, "PUT", "x-a");
        const Decision decision = policy.decide(method, "/", headers);
        EXPECT_EQ(decision.allowed(), false) << origin.substr(0, 60);
        EXPECT_EQ(decision.reason(), Reason::origin_malformed) << origin.substr(0, 60);
        ASSERT_EQ(decision.headers().size(), 1U);
        EXPECT_EQ(decision.headers()[0].name, "Vary");
        EXPECT_EQ(allocations_in([&] { (void)policy.decide(method, "/", headers).reason(); }), 0U);
      }
    }
  }
}

TEST(HostileRequests, ADuplicatedOriginIsRefusedInBothPlaces) {
  for (const SinglePolicy& document : policies()) {
    if (document.origins == star() && !document.credentials) continue;
    const Policy policy = compiled(document);
    for (const auto& [first, second] : {std::pair{kApp, std::string_view("https://evil.test")},
                                        std::pair{std::string_view("https://evil.test"), kApp}, std::pair{kApp, kApp}}) {
      const std::vector<HeaderView> headers{{"Origin", first}, {"Accept", "*/*"}, {"Origin", second}};
      const Decision decision = policy.decide("GET", "/", headers);
      EXPECT_EQ(decision.reason(), Reason::origin_malformed);
      EXPECT_EQ(block_of(decision), "Vary: Origin\r\n");
    }
  }
}

// Names are told apart by their length modulo 64 first.
TEST(HostileRequests, NamesThatBeginLikeTheThreeAndHaveSixtyFourBytesMoreAreOthers) {
  const std::string more(64, 'x');
  const std::string origin = "Origin" + more;
  const std::string method = "Access-Control-Request-Method" + more;
  const std::string names = "Access-Control-Request-Headers" + more;
  for (const SinglePolicy& document : policies()) {
    const Policy policy = compiled(document);
    const std::vector<HeaderView> others{{origin, kApp}, {method, "PUT"}, {names, "x y"}, {"", ""}};
    EXPECT_EQ(policy.decide("OPTIONS", "/", others).request_type(), RequestType::other);
    std::vector<HeaderView> headers = preflight(kApp, "PUT");
    headers.insert(headers.end(), others.begin(), others.end());
    EXPECT_EQ(policy.decide("OPTIONS", "/", headers).reason(), std::nullopt);
  }
}

TEST(HostileRequests, MethodsAndPathsNobodySendsAreDecidedToo) {
  for (const SinglePolicy& document : policies()) {
    const Policy policy = compiled(document);
    const std::string long_method(1 << 20, 'M');
    for (const std::string_view method :
         {std::string_view(""), std::string_view(long_method), std::string_view("\0\0\0\0\0\0\0", 7), std::string_view("OPTION\0", 7)}) {
      const std::vector<HeaderView> headers = preflight(kApp, long_method);
      EXPECT_EQ(policy.decide(method, long_method, headers).request_type(), RequestType::cors);
      EXPECT_EQ(policy.decide(method, std::string_view("/\0", 2), HeaderListView{}).request_type(), RequestType::other);
    }
    // A token is a method, however long, where any is allowed.
    const std::vector<HeaderView> asks_long = preflight(kApp, long_method);
    const Decision decision = policy.decide("OPTIONS", "/", asks_long);
    EXPECT_EQ(decision.request_type(), RequestType::preflight);
    EXPECT_EQ(decision.reason(), document.methods.is_star ? std::nullopt : std::optional(Reason::requested_method_not_allowed));
    const std::vector<HeaderView> asks_malformed = preflight(kApp, std::string_view("PUT\0X", 5));
    EXPECT_EQ(policy.decide("OPTIONS", "/", asks_malformed).reason(), Reason::requested_method_malformed);
  }
}

TEST(Allocations, NoDecisionAllocates) {
  const std::vector<std::vector<HeaderView>> requests{{},
                                                      {{"Origin", kApp}},
                                                      {{"Origin", "https://a.b.example.com"}},
                                                      {{"Origin", "http://localhost:99"}},
                                                      {{"Origin", "https://evil.test"}},
                                                      {{"Origin", "null"}},
                                                      {{"Origin", "http://[1:2:3:4:5:6:7:8]"}},
                                                      preflight(kApp, "PUT", "content-type, x-a"),
                                                      preflight(kApp, "PATCH"),
                                                      preflight(kApp, "MOVE"),
                                                      preflight(kApp, "PUT", "x-c"),
                                                      preflight("https://evil.test", "PUT", "x-a")};
  for (const SinglePolicy& document : policies()) {
    const Policy policy = compiled(document);
    for (const std::vector<HeaderView>& headers : requests) {
      for (const char* method : {"GET", "OPTIONS"}) {
        EXPECT_EQ(allocations_in([&] {
                    char buffer[1024];
                    const Decision decision = policy.decide(method, "/", headers);
                    (void)decision.write_block(buffer);
                    (void)decision.headers();
                    (void)decision.reason();
                    (void)decision.decided_by();
                  }),
                  0U);
      }
    }
  }
}

struct AskedOrigin {
  std::string_view origin;
  bool allowed;
};

// How often a decision about the origin allocates, which has to be that one.
std::size_t allocations_deciding(const Policy& policy, const AskedOrigin& asked) {
  const std::vector<HeaderView> headers{{"Origin", asked.origin}};
  std::optional<bool> allowed;
  const std::size_t count = allocations_in([&] { allowed = policy.decide("GET", "/", headers).allowed(); });
  EXPECT_EQ(allowed, asked.allowed) << asked.origin;
  return count;
}

TEST(Allocations, APolicyWithTheStandardsExamplesIsWarmForOriginsLikeThem) {
  SinglePolicy document = policy_with({std::string(kApp)});
  document.origin_patterns = {
      {"https://pr-[0-9]+--app\\.example\\.net", {{"https://pr-7--app.example.net"}}, {{"https://evil--app.example.net"}}}};
  const Policy policy = compiled(document);
  for (const AskedOrigin& asked :
       {AskedOrigin{"https://pr-123--app.example.net", true}, AskedOrigin{"https://pr-1x--app.example.net", false},
        AskedOrigin{"https://pr-1--app.example.net.evil.test", false}, AskedOrigin{"https://evil.test", false},
        AskedOrigin{"http://a", false}, AskedOrigin{"https://pr-", false}})
    EXPECT_EQ(allocations_deciding(policy, asked), 0U) << asked.origin;
}

// RE2 works a state out when it first meets it: a few allocations for each byte of an origin that goes no example's way, and none when it comes again.
TEST(Allocations, AnOriginOffTheExamplesWayAllocatesOnceAtMost) {
  SinglePolicy document = policy_with({std::string(kApp)});
  document.origin_patterns = {
      {"https://(pr-[0-9]+|zz[a-f]+q[x-z]{2,4})\\.example\\.net", {{"https://pr-7.example.net"}}, {{"https://evil.example.net"}}}};
  const Policy policy = compiled(document);
  for (const AskedOrigin& asked :
       {AskedOrigin{"https://zzabcdefqxyz.example.net", true}, AskedOrigin{"https://zzfedq.example.net", false}}) {
    EXPECT_LE(allocations_deciding(policy, asked), 4 * asked.origin.size()) << asked.origin;
    EXPECT_EQ(allocations_deciding(policy, asked), 0U) << asked.origin;
  }
}

}  // namespace
}  // namespace crosscheck::policy
