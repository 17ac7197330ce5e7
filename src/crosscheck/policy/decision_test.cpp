// What a decision works out late or copies in words, against the plain way.
#include "crosscheck/policy/decision.h"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/policy_for_tests.h"

namespace crosscheck::policy {
namespace {

// Answers of a few bytes, of more than one word, and of more than one step of words.
std::vector<SinglePolicy> policies_of_each_block() {
  SinglePolicy some = policy_with({"https://*.example.com", "h://a"});
  SinglePolicy credentials = some;
  credentials.credentials = true;
  SinglePolicy more = some;
  more.methods = list({"PUT", "DELETE"});
  more.request_headers = list({"content-type", "authorization", "x-request-id", "x-trace-id"});
  more.expose_headers = list({"x-request-id", "x-trace-id", "x-first-of-all", "x-second-of-all"});
  more.max_age = 600;
  SinglePolicy many = more;
  for (int i = 0; i < 40; ++i) many.request_headers.entries.push_back("x-name-" + std::to_string(i));
  SinglePolicy echoing = credentials;
  echoing.methods = star();
  echoing.request_headers = star();
  return {some, credentials, more, many, echoing, policy_for_anybody()};
}

TEST(WriteBlock, WritesTheHeadersWhateverRoomThereIsAndHoweverLongTheOriginIs) {
  std::vector<std::string> origins{"h://a"};
  for (std::size_t size = 1; size <= 60; ++size) origins.push_back("https://" + std::string(size, 'a') + ".example.com");
  for (const SinglePolicy& document : policies_of_each_block()) {
    const Policy policy = compiled(document);
    for (const std::string& origin : origins) {
      const std::vector<HeaderView> asked = preflight(origin, "GET", "content-type");
      for (const char* method : {"OPTIONS", "GET"}) {
        const Decision decision = policy.decide(method, "/", asked);
        std::string expected;
        for (const std::string& line : lines_of(decision)) expected += line + "\r\n";
        // Of every room from too little to more than the last word needs.
        for (std::size_t room = expected.size() - 1; room <= expected.size() + 300; room += room < expected.size() + 2 ? 1 : 13) {
          std::vector<char> buffer(room);
          ASSERT_EQ(decision.write_block(buffer), expected.size());
          if (room < expected.size()) continue;
          ASSERT_EQ(std::string_view(buffer.data(), expected.size()), expected) << origin << " " << room;
        }
      }
    }
  }
}

TEST(Decision, OfADiagnosticPolicySaysWhatIsWrongWithTheNamesWhenItIsAsked) {
  SinglePolicy document = policy_with({std::string(kApp)});
  document.methods = list({"PUT"});
  document.request_headers = list({"x-a"});
  document.rejected_preflight = RejectedPreflight::diagnostic;
  const Policy policy = compiled(document);
  document.rejected_preflight = RejectedPreflight::quiet;
  const Policy quiet = compiled(document);
  const std::string_view origin = kApp;
  const std::string_view method = "PUT";
  for (const std::string_view names : {"", "x-a", "X-A, x-a", "x-c", "x-a,x c", ",,,,,,,,,,,,,,,,,,"}) {
    const std::vector<HeaderView> listed = preflight(kApp, "PUT", names);
    const std::array<std::string_view, 1> lines{names};
    const LocatedHeaders located{{&origin, 1}, {&method, 1}, lines};
    const Decision judged = quiet.decide("OPTIONS", "/", listed);
    for (const Decision& late : {policy.decide("OPTIONS", "/", listed), policy.decide("OPTIONS", "/", located)}) {
      const Decision copy = late;
      EXPECT_EQ(copy.allowed(), judged.allowed()) << names;
      EXPECT_EQ(copy.reason(), judged.reason()) << names;
      EXPECT_EQ(copy.decided_by(), judged.decided_by()) << names;
      EXPECT_EQ(copy.status(), 204) << names;
    }
  }
  std::vector<HeaderView> lines = preflight(kApp, "PUT", "x-a");
  lines.push_back({"access-control-request-headers", "x-c"});
  EXPECT_EQ(policy.decide("OPTIONS", "/", lines).reason(), Reason::requested_header_not_allowed);
}

}  // namespace
}  // namespace crosscheck::policy
