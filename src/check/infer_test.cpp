#include "check/infer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "check/audit_for_tests.h"

namespace crosscheck::check {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Settled, WhatHasNoFaultStaysAsItIs) {
  const policy::SinglePolicy policy = policy_for({"https://app.example"});
  const Settled done = settled(policy);
  EXPECT_EQ(done.policy, policy);
  EXPECT_THAT(done.sentences, IsEmpty());
}

TEST(Settled, DangersAreAcknowledgedByName) {
  policy::SinglePolicy policy;
  policy.origins = policy::StarOrList{true, {}};
  policy.credentials = true;
  policy.null_origin = true;
  const Settled done = settled(policy);
  ASSERT_TRUE(done.policy);
  EXPECT_THAT(done.policy->acknowledge, Contains("any-origin-with-credentials"));
  EXPECT_THAT(done.policy->acknowledge, Contains("null-origin-with-credentials"));
  EXPECT_TRUE(policy::compile(*done.policy).policy);
  EXPECT_THAT(done.sentences, Contains(HasSubstr("The policy acknowledges any-origin-with-credentials: ")));
  EXPECT_THAT(done.sentences, Contains(HasSubstr("The policy acknowledges null-origin-with-credentials: ")));
}

TEST(Settled, AnEntryThatAnotherCoversGoes) {
  const Settled done = settled(policy_for({"https://*.corp.example", "https://app.corp.example"}));
  ASSERT_TRUE(done.policy);
  EXPECT_EQ(done.policy->origins->entries, std::vector<std::string>{"https://*.corp.example"});
}

TEST(Settled, WhatWasAcknowledgedForAnEntryThatWentIsForgotten) {
  policy::SinglePolicy policy = policy_for({"https://app.example"});
  // Matches its first example with anything before it, which is a danger, and the second not at all, which is an error.
  policy.origin_patterns.push_back({".*b", std::vector<std::string>{"https://a.b", "https://a.test"}, std::vector<std::string>{"null"}});
  const Settled done = settled(policy);
  ASSERT_TRUE(done.policy);
  EXPECT_THAT(done.policy->origin_patterns, IsEmpty());
  EXPECT_THAT(done.policy->acknowledge, IsEmpty());
}

TEST(Settled, EntriesThatNoPolicyMayHaveAreTakenOutAndToldOf) {
  policy::SinglePolicy policy = policy_for({"https://app.example"});
  policy.methods.entries = {"PUT", "TRACE"};
  policy.request_headers.entries = {"cookie", "x-a", "access-control-allow-origin"};
  policy.expose_headers.entries = {"set-cookie", "x-b"};
  const Settled done = settled(policy);
  ASSERT_TRUE(done.policy);
  EXPECT_EQ(done.policy->methods.entries, std::vector<std::string>{"PUT"});
  EXPECT_EQ(done.policy->request_headers.entries, std::vector<std::string>{"x-a"});
  EXPECT_EQ(done.policy->expose_headers.entries, std::vector<std::string>{"x-b"});
  EXPECT_EQ(done.sentences.size(), 4U);
  EXPECT_THAT(done.sentences, Contains(HasSubstr("TRACE is allowed")));
}

TEST(Settled, NothingIsLeftWhereNobodyIsLetIn) {
  EXPECT_FALSE(settled(policy::SinglePolicy()).policy);
  EXPECT_FALSE(settled(policy_for({"https://App.example/"})).policy);
}

InferredPath path_of(std::string path, std::optional<policy::SinglePolicy> policy) {
  InferredPath found;
  found.path = std::move(path);
  found.policy = std::move(policy);
  return found;
}

TEST(DocumentOf, OnePolicyForAllPathsIsThatPolicy) {
  const policy::SinglePolicy policy = policy_for({"https://app.example"});
  const policy::Document document = document_of({path_of("/", policy), path_of("/a", policy)});
  EXPECT_TRUE(std::holds_alternative<policy::SinglePolicy>(document));
}

TEST(DocumentOf, PathsThatDifferAreRoutesAndTheFirstStandsForTheRest) {
  const policy::Document document =
      document_of({path_of("/", policy_for({"https://app.example"})), path_of("/a?b=c", std::nullopt), path_of("/a", std::nullopt)});
  const auto* const routes = std::get_if<policy::Routes>(&document);
  ASSERT_NE(routes, nullptr);
  ASSERT_EQ(routes->size(), 2U);
  EXPECT_EQ((*routes)[0].path, "/a");
  EXPECT_FALSE((*routes)[0].policy);
  EXPECT_EQ((*routes)[1].path, "/*");
  EXPECT_TRUE((*routes)[1].policy);
  EXPECT_TRUE(policy::compile(document).policy);
}

TEST(DocumentOf, NobodyIsLetInMakesAPolicyThatIsOff) {
  const policy::Document document = document_of({path_of("/", std::nullopt)});
  EXPECT_TRUE(std::holds_alternative<policy::Routes>(document));
  EXPECT_TRUE(policy::compile(document).policy);
}

}  // namespace
}  // namespace crosscheck::check
