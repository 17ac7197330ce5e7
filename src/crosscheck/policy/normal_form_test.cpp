#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/policy_for_tests.h"

namespace crosscheck::policy {
namespace {

TEST(NormalForm, HasListsWithoutRepeatsNamesInLowerCaseAndStarsAsStars) {
  SinglePolicy policy = policy_with({"https://a.test", "https://b.test", "https://a.test"});
  policy.methods = list({"PUT", "GET", "PUT"});
  policy.request_headers = list({"X-A", "x-b", "x-a"});
  policy.expose_headers = list({"X-A", "*"});
  policy.acknowledge = {"unescaped-dot", "unescaped-dot"};
  policy.key_order = {"origins"};
  const SinglePolicy normal = std::get<SinglePolicy>(normal_form(policy));
  EXPECT_EQ(normal.origins, list({"https://a.test", "https://b.test"}));
  EXPECT_EQ(normal.methods, list({"PUT", "GET"}));
  EXPECT_EQ(normal.request_headers, list({"x-a", "x-b"}));
  EXPECT_EQ(normal.expose_headers, star());
  EXPECT_EQ(normal.acknowledge, std::vector<std::string>{"unescaped-dot"});
  EXPECT_TRUE(normal.key_order.empty());
  EXPECT_EQ(std::get<SinglePolicy>(normal_form(policy_with({"*"}))).origins, star());
  EXPECT_EQ(std::get<SinglePolicy>(normal_form(SinglePolicy{})).origins, list({}));
}

std::vector<Document> documents_that_compile() {
  SinglePolicy wide = policy_with({"https://a.test", "https://*.b.test", "http://localhost:*", "https://a.test"});
  wide.origin_patterns = {{"https://pr-[0-9]+\\.c\\.test", {{"https://pr-7.c.test"}}, {{"https://pr.c.test"}}},
                          {"https://pr-[0-9]+\\.c\\.test", {{"https://pr-7.c.test"}}, {{"https://pr.c.test"}}}};
  wide.null_origin = true;
  wide.methods = list({"PUT", "*", "GET"});
  wide.request_headers = list({"X-A", "*", "Authorization", "authorization"});
  wide.expose_headers = list({"X-Request-Id", "x-request-id"});
  wide.max_age = 60;
  SinglePolicy narrow = with_credentials(app());
  narrow.methods = list({"PUT", "patch", "PUT"});
  narrow.request_headers = list({"Content-Type", "X-B", "x-b"});
  narrow.rejected_preflight = RejectedPreflight::diagnostic;
  narrow.preflight_status = 200;
  SinglePolicy echoing = with_credentials(app());
  echoing.request_headers = list({"*", "authorization", "x-a"});
  echoing.methods = list({"*"});
  return {app(),
          wide,
          narrow,
          echoing,
          policy_for_anybody(),
          policy_with({"*"}),
          Routes{},
          Routes{{"/a", wide}, {"/b*", std::nullopt}, {"/*", narrow}}};
}

TEST(NormalForm, CompilesToTheSamePolicyAndIsItsOwnNormalForm) {
  for (const Document& document : documents_that_compile()) {
    const Document normal = normal_form(document);
    EXPECT_EQ(normal_form(normal), normal);
    const Policy policy = compiled(document);
    EXPECT_EQ(policy, compiled(normal));
    EXPECT_EQ(policy.normal_form(), normal);
  }
}

TEST(NormalForm, DecidesAsTheDocumentDoes) {
  const std::vector<std::vector<HeaderView>> requests{{},
                                                      {{"Origin", "https://a.test"}},
                                                      {{"Origin", "https://x.b.test"}},
                                                      {{"Origin", "null"}},
                                                      {{"Origin", "https://pr-1.c.test"}},
                                                      {{"Origin", "https://d.test"}},
                                                      preflight("https://a.test", "PUT", "x-a,authorization"),
                                                      preflight("https://app.example", "patch", "x-b"),
                                                      preflight("https://app.example", "PATCH", "authorization")};
  for (const Document& document : documents_that_compile()) {
    const Policy policy = compiled(document);
    const Policy again = compiled(normal_form(document));
    for (const std::vector<HeaderView>& headers : requests) {
      for (const char* path : {"/a", "/b", "/c"}) {
        const Decision one = policy.decide("OPTIONS", path, headers);
        const Decision other = again.decide("OPTIONS", path, headers);
        EXPECT_EQ(block_of(one), block_of(other));
        EXPECT_EQ(one.allowed(), other.allowed());
        EXPECT_EQ(one.reason(), other.reason());
      }
    }
  }
}

TEST(NormalForm, PoliciesThatDecideDifferentlyAreNotEqual) {
  const std::vector<Document> documents = documents_that_compile();
  EXPECT_FALSE(compiled(documents[0]) == compiled(documents[1]));
  EXPECT_FALSE(compiled(app()) == compiled(with_credentials(app())));
}

}  // namespace
}  // namespace crosscheck::policy
