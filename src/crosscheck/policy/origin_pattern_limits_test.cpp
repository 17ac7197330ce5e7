// How much the expressions and examples of a document may cost: what goes beyond is refused, and nothing takes long.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/regex_set.h"

namespace crosscheck::policy {
namespace {

// WHY: RE2 bounds one expression, and a document may bring thousands, in one policy or spread over its routes.
TEST(OriginPatternLimits, V43ExpressionsThatAreTooLargeTogetherAreFound) {
  SinglePolicy policy;
  policy.origin_patterns.assign(40, {"https://a(\\pL{10}|)", {{"https://a"}}, {{"https://b"}}});
  Compilation one = compile(policy);
  ASSERT_FALSE(one.errors.empty());
  EXPECT_EQ(one.errors.front().code(), "V43");
  EXPECT_EQ(one.errors.front().pointer, "/origin_patterns/1/regex");
  EXPECT_NE(one.errors.front().message.find("too large together"), std::string::npos) << one.errors.front().message;

  policy.origin_patterns.resize(1);
  Routes routes;
  for (int i = 0; i < 40; ++i) routes.push_back({"/" + std::to_string(i), policy});
  Compilation many = compile(routes);
  ASSERT_FALSE(many.errors.empty());
  EXPECT_EQ(many.errors.front().pointer, "/routes/1/policy/origin_patterns/0/regex");
}

// WHY: each byte of an example is one that each instruction may be asked about, and each dot brings two texts more.
TEST(OriginPatternLimits, V43ExamplesThatAreTooLongTogetherAreFound) {
  const auto pattern = [](std::size_t dots) {
    std::string example = "https://a";
    for (std::size_t i = 0; i < dots; ++i) example += ".a";
    return OriginPattern{"https://[a.]*b?[a.]{0,900}", {{example}}, {{"http://b"}}};
  };
  SinglePolicy policy;
  policy.origin_patterns = {pattern(3), pattern(400), pattern(3)};
  const Compilation compilation = compile(policy);
  std::vector<std::string> pointers;
  for (const Fault& error : compilation.errors) {
    if (error.code() == "V43") pointers.push_back(error.pointer);
  }
  EXPECT_EQ(pointers, (std::vector<std::string>{"/origin_patterns/1", "/origin_patterns/2"}));

  policy.origin_patterns.assign(
      400, {"https://[a-z0-9-]+\\.preview\\.app\\.example", {{"https://pr-1.preview.app.example"}}, {{"https://evil.example"}}});
  EXPECT_TRUE(compile(policy).errors.empty()) << compile(policy).errors.front().message;
}

// A host of the DNS has 253 bytes.
TEST(OriginPatternLimits, NoExpressionIsAskedAboutMoreBytesThanAnOriginHas) {
  const auto origin_of = [](std::size_t bytes) { return "https://" + std::string(bytes - 8, 'a'); };
  const auto policy_of = [](const std::string& example) {
    SinglePolicy policy;
    policy.origin_patterns = {{"https://[a-z]+", {{example}}, {{"http://b"}}}};
    return policy;
  };
  const Compilation longest = compile(policy_of(origin_of(1024)));
  EXPECT_TRUE(std::none_of(longest.errors.begin(), longest.errors.end(), [](const Fault& error) { return error.code() == "V21"; }));
  const Compilation longer = compile(policy_of(origin_of(1025)));
  const auto told = std::find_if(longer.errors.begin(), longer.errors.end(), [](const Fault& error) { return error.code() == "V21"; });
  ASSERT_NE(told, longer.errors.end());
  const RegexSet set({OriginRegex::compile("https://[a-z]+")});
  EXPECT_EQ(set.find(origin_of(1024)), 0U);
  EXPECT_EQ(set.find(origin_of(1025)), RegexSet::kAbsent);
  EXPECT_NE(told->message.find("no expression is asked about more than 1024 bytes"), std::string::npos) << told->message;
}

}  // namespace
}  // namespace crosscheck::policy
