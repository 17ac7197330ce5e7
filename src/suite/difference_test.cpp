#include "suite/difference.h"

#include <gtest/gtest.h>

#include <string>

namespace crosscheck::suite {
namespace {

std::string where(const char* expected, const char* got, Reasons reasons = Reasons::compared) {
  const std::optional<Difference> difference = first_difference(Json::parse(expected), Json::parse(got), reasons);
  return difference ? difference->pointer : std::string("none");
}

std::string leans(const char* kind, const char* expected, const char* got) {
  return std::string(to_string(direction_of(kind, Json::parse(expected), Json::parse(got))));
}

TEST(FirstDifference, ComparesObjectsAsSubsetsAndListsInFull) {
  EXPECT_EQ(where(R"({"a":1})", R"({"b":2,"a":1})"), "none");
  EXPECT_EQ(where(R"({"a":{"b/c":1}})", R"({"a":{"b/c":2}})"), "/a/b~1c");
  EXPECT_EQ(where(R"({"a":null})", "{}"), "/a");
  EXPECT_EQ(where(R"([{"a":1}])", R"([{"a":1,"b":2}])"), "none");
  EXPECT_EQ(where("[1]", "[1,2]"), "");
  EXPECT_EQ(where(R"({"a":[1,2]})", R"({"a":[1,3]})"), "/a/1");
  EXPECT_EQ(where("1", "\"1\""), "");
}

TEST(FirstDifference, LeavesReasonsOutForWhoDoesNotClaimThem) {
  EXPECT_EQ(where(R"({"reason":"a","x":1})", R"({"x":1})", Reasons::left_out), "none");
  EXPECT_EQ(where(R"({"reason":"a","x":1})", R"({"x":1})"), "/reason");
  EXPECT_EQ(where(R"({"f":[{"reason":"a"}]})", R"({"f":[{"reason":"b"}]})", Reasons::left_out), "none");
}

TEST(Direction, LettingThroughWhatMustNotBeIsPermissive) {
  EXPECT_EQ(leans("cors-check", R"({"result":"failure"})", R"({"result":"success"})"), "permissive");
  EXPECT_EQ(leans("corp-check", R"({"result":"blocked"})", R"({"result":"allowed"})"), "permissive");
  EXPECT_EQ(leans("fetch", R"({"fetches":[{"verdict":"blocked"}]})", R"({"fetches":[{"verdict":"allowed"}]})"), "permissive");
  EXPECT_EQ(leans("safelisted-method", R"({"safelisted":false})", R"({"safelisted":true})"), "permissive");
  EXPECT_EQ(leans("forbidden-request-header", R"({"forbidden":true})", R"({"forbidden":false})"), "permissive");
  EXPECT_EQ(leans("exposed-headers", R"({"names":["a"]})", R"({"names":["a","b"]})"), "permissive");
  EXPECT_EQ(leans("unsafe-request-header-names", R"({"names":["a"]})", R"({"names":[]})"), "permissive");
  EXPECT_EQ(leans("extract-header-list", R"({"values":"failure"})", R"({"values":["a"]})"), "permissive");
  EXPECT_EQ(leans("parse-range", R"({"range":"failure"})", R"({"range":["0","1"]})"), "permissive");
  EXPECT_EQ(leans("preflight-check", R"({"max_age":5})", R"({"max_age":600})"), "permissive");
  EXPECT_EQ(leans("policy", R"({"effective":{"readable_with_credentials":false}})", R"({"effective":{"readable_with_credentials":true}})"),
            "permissive");
  EXPECT_EQ(leans("validate-policy", R"({"errors":[{"code":"V01"}]})", R"({"errors":[]})"), "permissive");
}

TEST(Direction, TheReverseIsStrict) {
  EXPECT_EQ(leans("cors-check", R"({"result":"success"})", R"({"result":"failure"})"), "strict");
  EXPECT_EQ(leans("forbidden-request-header", R"({"forbidden":false})", R"({"forbidden":true})"), "strict");
  EXPECT_EQ(leans("unsafe-request-header-names", R"({"names":[]})", R"({"names":["a"]})"), "strict");
  EXPECT_EQ(leans("exposed-headers", R"({"names":["a"]})", R"({"names":[]})"), "strict");
}

TEST(Direction, APreflightLessIsPermissiveAndOneMoreIsStrict) {
  constexpr const char* kWith = R"({"fetches":[{"sent":[{"purpose":"preflight"},{"purpose":"actual"}]}]})";
  constexpr const char* kWithout = R"({"fetches":[{"sent":[{"purpose":"actual"}]}]})";
  EXPECT_EQ(leans("fetch", kWith, kWithout), "permissive");
  EXPECT_EQ(leans("fetch", kWithout, kWith), "strict");
}

TEST(Direction, NeitherOrBothIsOther) {
  EXPECT_EQ(leans("normalize-method", R"({"method":"GET"})", R"({"method":"get"})"), "other");
  EXPECT_EQ(leans("exposed-headers", R"({"names":["a"]})", R"({"names":["b"]})"), "other");
  EXPECT_EQ(leans("fetch", R"({"fetches":[{"verdict":"blocked"},{"verdict":"allowed"}]})",
                  R"({"fetches":[{"verdict":"allowed"},{"verdict":"blocked"}]})"),
            "other");
}

}  // namespace
}  // namespace crosscheck::suite
