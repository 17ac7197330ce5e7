#include "crosscheck/policy/compile.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/faults_for_tests.h"
#include "crosscheck/policy/policy_for_tests.h"

namespace crosscheck::policy {
namespace {

SinglePolicy app_with(const std::function<void(SinglePolicy&)>& change) {
  SinglePolicy policy = app();
  change(policy);
  return policy;
}
SinglePolicy with_regex(std::string regex, std::string matches, std::string rejects = "https://elsewhere.test") {
  SinglePolicy policy = app();
  policy.origin_patterns = {{std::move(regex), {{std::move(matches)}}, {{std::move(rejects)}}}};
  return policy;
}

TEST(Compile, APlainPolicyHasNoFault) {
  EXPECT_EQ(faults_of(app()), Found{});
  EXPECT_EQ(faults_of(policy_for_anybody()), Found{});
  EXPECT_EQ(faults_of(with_regex("https://pr-[0-9]+--app\\.example\\.net", "https://pr-7--app.example.net")), Found{});
  EXPECT_EQ(faults_of(policy_with({"https://*.example.com", "http://localhost:*", "http://127.0.0.1",
                                   "http://[::1]:80"
                                   "80",
                                   "https://*.internal", "http://a..b.localhost"})),
            Found{});
}

// ---- Each row alone ----

TEST(Compile, V01APolicyThatAllowsNoOriginIsFound) {
  EXPECT_EQ(faults_of(SinglePolicy{}), Found{"V01 "});
  EXPECT_EQ(faults_of(policy_with({})), Found{"V01 /origins"});
  EXPECT_EQ(faults_of(Routes{{"/*", SinglePolicy{}}}), Found{"V01 /routes/0/policy"});
}

TEST(Compile, V02WhatIsNoOriginIsFound) {
  for (const char* text :
       {"https://a.test/", "https://a.test/x", "https://a.test?x", "https://u@a.test", "https://A.test", "https://a.test:443",
        "https://b\xC3\xBC"
        "cher.test",
        "https://a.test:65536", "https://", "a.test", "null", ""}) {
    EXPECT_EQ(faults_of(policy_with({"https://app.example", text})), Found{"V02 /origins/1"}) << text;
  }
  EXPECT_EQ(faults_of(policy_with({"https://a..b"})), Found{});
}

TEST(Compile, V03AMisplacedWildcardIsFound) {
  for (const char* text : {"https://*", "https://a.*", "https://*a.test", "https://a.test:8*", "*.a.test"})
    EXPECT_EQ(faults_of(policy_with({text})), Found{"V03 /origins/0"}) << text;
  EXPECT_EQ(faults_of(policy_with({"https://a.test", "*"})), Found{"V03 /origins/1"});
}

TEST(Compile, V04AnyOriginWithCredentialsIsFound) {
  EXPECT_EQ(faults_of(with_credentials(policy_for_anybody())), Found{"V04 /origins"});
  EXPECT_EQ(faults_of(with_credentials(policy_with({"*"}))), Found{"V04 /origins/0"});
  EXPECT_EQ(faults_of(with_credentials(policy_for_anybody(), {"any-origin-with-credentials"})), Found{"warning V04 /origins"});
}

TEST(Compile, V05AnExpressionForAnybodyIsFoundUnderCredentials) {
  const SinglePolicy anybody = with_credentials(with_regex("https://[a-z0-9.:-]+", "https://a", "https://A"), {"unanchored-pattern"});
  EXPECT_EQ(faults_of(anybody), (Found{"V05 /origin_patterns/0/regex", "warning V33 /origins/0", "warning V07 /origin_patterns/0/regex"}));
  // Each of these alone, whatever port or subdomain it asks for.
  for (const auto& [regex, example] :
       {std::pair{"https://[a-z0-9.-]+(:[0-9]+)?", "https://localhost:1"}, std::pair{"https?://[a-z0-9.-]+:[0-9]+", "https://localhost:1"},
        std::pair{"http://[a-z0-9.-]+:[0-9]+", "http://localhost:1"}, std::pair{"https://a:1|https://[a-z0-9.-]+", "https://a:1"},
        std::pair{"https://a:1|https://[a-z]+\\.[a-z]+", "https://a:1"},
        std::pair{"https://a\\.test|http://[a-z]+\\.(test|example|invalid)", "https://a.test"}}) {
    SinglePolicy alone = with_credentials(with_regex(regex, example, "ws://a.test"));
    alone.origins = list({});
    Found expected{"V05 /origin_patterns/0/regex"};
    // Where the example is no loopback, the expression allows it as http: too.
    if (std::string_view(example) == "https://a.test") expected.push_back("V10 /origin_patterns/0/regex");
    EXPECT_EQ(faults_of(alone), expected) << regex;
  }
  for (const char* regex : {".*", "https?://.*", "http://.*", "https://[a-z0-9.-]+"}) {
    const SinglePolicy policy = with_credentials(
        with_regex(regex, std::string_view(regex).starts_with("https:") ? "https://a.test" : "http://localhost", "ws://a.test"),
        {"unanchored-pattern", "unescaped-dot"});
    const std::vector<Fault> errors = compile(policy).errors;
    EXPECT_TRUE(std::any_of(errors.begin(), errors.end(), [](const Fault& fault) {
      return fault.kind == FaultKind::any_origin_by_pattern;
    })) << regex;
  }
  SinglePolicy without = anybody;
  without.credentials = false;
  EXPECT_EQ(faults_of(without), (Found{"warning V33 /origins/0", "warning V07 /origin_patterns/0/regex"}));
}

TEST(Compile, V06TheNullOriginWithCredentialsIsFound) {
  EXPECT_EQ(faults_of(with_credentials(app_with([](SinglePolicy& policy) { policy.null_origin = true; }))), Found{"V06 /null_origin"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.null_origin = true; })), Found{});
}

TEST(Compile, V07AnExpressionWithRoomForAnAttackerIsFound) {
  for (const auto& [regex, example] :
       {std::pair{"https://a\\.test.*", "https://a.test"}, std::pair{".*https://a\\.test", "https://a.test"},
        std::pair{"https://a\\.test[a-z.]*", "https://a.test"}, std::pair{"x?https://a\\.test", "https://a.test"},
        std::pair{"https://a\\.test(@.*)?", "https://a.test"}}) {
    EXPECT_EQ(faults_of(with_regex(regex, example)), Found{"V07 /origin_patterns/0/regex"}) << regex;
  }
  // No text that is tried fits in: what stands for `.*` in an origin is labels.
  EXPECT_EQ(faults_of(with_regex("https://(.*\\.)?a\\.test", "https://a.test")), Found{});
}

TEST(Compile, V08AnUnescapedDotIsFound) {
  EXPECT_EQ(faults_of(with_regex("https://a.one\\.example", "https://a.one.example")), Found{"V08 /origin_patterns/0/regex"});
  EXPECT_EQ(faults_of(with_regex("https://a\\.one\\.example", "https://a.one.example")), Found{});
}

TEST(Compile, V09AWildcardOnAPublicSuffixIsFound) {
  EXPECT_EQ(faults_of(policy_with({"https://*.co.uk"})), Found{"V09 /origins/0"});
  EXPECT_EQ(faults_of(policy_with({"https://*.com:*"})), Found{"V09 /origins/0"});
  EXPECT_EQ(faults_of(policy_with({"https://*.kin", "https://*.internal", "https://*.localhost", "https://co.uk"})), Found{});
  const std::vector<Fault> errors = compile(policy_with({"https://*.co.uk"})).errors;
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_NE(errors[0].message.find("list of 20"), std::string::npos) << errors[0].message;
}

TEST(Compile, V10AnInsecureOriginWithCredentialsIsFound) {
  EXPECT_EQ(faults_of(with_credentials(policy_with({"http://a.test"}))), Found{"V10 /origins/0"});
  EXPECT_EQ(faults_of(with_credentials(policy_with({"http://*.a.test:*"}))), Found{"V10 /origins/0"});
  EXPECT_EQ(faults_of(with_credentials(policy_with({"http://localhost:3000"}))), Found{});
  EXPECT_EQ(faults_of(with_credentials(with_regex("http://a\\.one\\.example", "http://a.one.example"))),
            Found{"V10 /origin_patterns/0/matches/0"});
}

TEST(Compile, V10AnExpressionThatAllowsAnExampleAsHttpTooIsFoundUnderCredentials) {
  const SinglePolicy either = with_regex("https?://app\\.one\\.example", "https://app.one.example");
  EXPECT_EQ(faults_of(with_credentials(either)), Found{"V10 /origin_patterns/0/regex"});
  EXPECT_EQ(faults_of(with_credentials(either, {"insecure-origin-with-credentials"})), Found{"warning V10 /origin_patterns/0/regex"});
  const std::vector<Fault> errors = compile(with_credentials(either)).errors;
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_NE(errors[0].message.find("`http://app.one.example`"), std::string::npos) << errors[0].message;
  EXPECT_EQ(faults_of(with_credentials(with_regex("https?://a\\.test:81", "https://a.test:81"))), Found{"V10 /origin_patterns/0/regex"});
  // An example of http: is told where it stands, and not a second time.
  SinglePolicy both = with_credentials(either);
  both.origin_patterns[0].matches->push_back("http://app.one.example");
  EXPECT_EQ(faults_of(both), Found{"V10 /origin_patterns/0/matches/1"});
  // Nobody else is on the way to this machine, and what is no origin is never sent.
  EXPECT_EQ(faults_of(with_credentials(with_regex("https?://localhost:[0-9]+", "https://localhost:1"))), Found{});
  EXPECT_EQ(faults_of(with_credentials(with_regex("https?://a\\.test:80", "https://a.test:80"))), Found{});
}

TEST(Compile, V11ExposingAnyHeaderWithCredentialsIsFound) {
  EXPECT_EQ(faults_of(with_credentials(app_with([](SinglePolicy& policy) { policy.expose_headers = star(); }))),
            Found{"V11 /expose_headers"});
  EXPECT_EQ(faults_of(with_credentials(app_with([](SinglePolicy& policy) { policy.expose_headers = list({"*"}); }))),
            Found{"V11 /expose_headers/0"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.expose_headers = star(); })), Found{});
}

TEST(Compile, V12AMethodThatNobodyCanSendIsFound) {
  for (const char* method : {"", "P UT", "PUT,DELETE", "CONNECT", "trace", "TRACK"}) {
    EXPECT_EQ(faults_of(app_with([&](SinglePolicy& policy) { policy.methods = list({method}); })), Found{"V12 /methods/0"}) << method;
  }
}

TEST(Compile, V13AHeaderNameThatIsNoTokenIsFound) {
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.request_headers = list({"x-a, x-b"}); })),
            Found{"V13 /request_headers/0"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.expose_headers = list({"x-a:"}); })), Found{"V13 /expose_headers/0"});
}

TEST(Compile, V14ARequestHeaderThatNoScriptCanSendIsFound) {
  for (const char* name : {"Cookie", "origin", "Sec-Fetch-Mode", "Proxy-Authorization", "Host", "access-control-request-method"}) {
    EXPECT_EQ(faults_of(app_with([&](SinglePolicy& policy) { policy.request_headers = list({name}); })), Found{"V14 /request_headers/0"})
        << name;
  }
}

TEST(Compile, V15AHeaderOfTheOtherSideIsFound) {
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.request_headers = list({"Access-Control-Allow-Origin"}); })),
            Found{"V15 /request_headers/0"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.expose_headers = list({"Origin"}); })), Found{"V15 /expose_headers/0"});
}

TEST(Compile, V16SetCookieAmongExposedHeadersIsFound) {
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.expose_headers = list({"Set-Cookie"}); })),
            Found{"V16 /expose_headers/0"});
}

TEST(Compile, V17AMaxAgeThatIsNoNumberOfSecondsIsFound) {
  for (const double age :
       {-1.0, 1.5, 2147483648.0, 1e300, -0.5, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(faults_of(app_with([&](SinglePolicy& policy) { policy.max_age = age; })), Found{"V17 /max_age"}) << age;
  }
  const auto message = [](double age) {
    return compile(app_with([&](SinglePolicy& policy) { policy.max_age = age; })).errors.at(0).message;
  };
  EXPECT_TRUE(message(1e-9).starts_with("`1e-09` is no number of seconds")) << message(1e-9);
  EXPECT_TRUE(message(1.5).starts_with("`1.5` is no number of seconds")) << message(1.5);
  EXPECT_TRUE(message(std::numeric_limits<double>::infinity()).starts_with("A number above 1.8e308 is no number of seconds"));
  for (const double age : {0.0, -0.0, 600.0})
    EXPECT_EQ(faults_of(app_with([&](SinglePolicy& policy) { policy.max_age = age; })), Found{}) << age;
}

TEST(Compile, V18AStatusThatFailsThePreflightIsFound) {
  for (const double status : {199.0, 300.0, 204.5, -1.0, 1e300})
    EXPECT_EQ(faults_of(app_with([&](SinglePolicy& policy) { policy.preflight_status = status; })), Found{"V18 /preflight_status"});
  for (const double status : {200.0, 299.0})
    EXPECT_EQ(faults_of(app_with([&](SinglePolicy& policy) { policy.preflight_status = status; })), Found{});
}

TEST(Compile, V21AnExampleThatIsDecidedOtherwiseIsFound) {
  EXPECT_EQ(faults_of(with_regex("https://a\\.one\\.example", "https://b.one.example")), Found{"V21 /origin_patterns/0/matches/0"});
  EXPECT_EQ(faults_of(with_regex("https://a\\.one\\.example", "https://a.one.example", "https://a.one.example")),
            Found{"V21 /origin_patterns/0/rejects/0"});
  EXPECT_EQ(faults_of(with_regex("null", "null")), Found{"V21 /origin_patterns/0/matches/0"});
  SinglePolicy missing = with_regex("https://a\\.one\\.example", "https://a.one.example");
  missing.origin_patterns[0].rejects.reset();
  EXPECT_EQ(faults_of(missing), Found{"V21 /origin_patterns/0"});
  missing.origin_patterns[0].rejects.emplace();
  EXPECT_EQ(faults_of(missing), Found{"V21 /origin_patterns/0/rejects"});
}

TEST(Compile, V22ARouteThatIsNeverReachedIsFound) {
  const auto route = [](const char* path) { return Route{path, std::nullopt}; };
  EXPECT_EQ(faults_of(Routes{route("/a/*"), route("/a/b")}), Found{"V22 /routes/1/path"});
  EXPECT_EQ(faults_of(Routes{route("/a/*"), route("/a/b/*")}), Found{"V22 /routes/1/path"});
  EXPECT_EQ(faults_of(Routes{route("/a"), route("/a")}), Found{"V22 /routes/1/path"});
  EXPECT_EQ(faults_of(Routes{route("/a/*/b")}), Found{"V22 /routes/0/path"});
  EXPECT_EQ(faults_of(Routes{route("/**")}), Found{"V22 /routes/0/path"});
  EXPECT_EQ(faults_of(Routes{route("/a/*"), route("/a"), route("/b"), route("/*")}), Found{});
}

TEST(Compile, V23FaultsOfWhoeverReadTheDocumentKeepItFromCompiling) {
  const Compilation compilation = compile(app(), {unknown_key("", "credentails", kPolicyKeys)});
  EXPECT_FALSE(compilation);
  ASSERT_EQ(compilation.errors.size(), 1U);
  EXPECT_EQ(compilation.errors[0].pointer, "/credentails");
}

TEST(Compile, V24AnAcknowledgementOfNoDangerIsFound) {
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.acknowledge = {"null-origin-with-credential"}; })),
            Found{"V24 /acknowledge/0"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.acknowledge = {"not-an-origin"}; })), Found{"V24 /acknowledge/0"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.acknowledge = {"unescaped-dot"}; })), Found{"warning V24 /acknowledge/0"});
  EXPECT_EQ(compile(app_with([](SinglePolicy& policy) { policy.acknowledge = {"null-origin-with-credential"}; })).errors[0].fix,
            "Write \"null-origin-with-credentials\".");
}

TEST(Compile, V30AMaxAgeAboveACapIsTold) {
  for (const double age : {601.0, 7201.0, 86401.0})
    EXPECT_EQ(faults_of(app_with([&](SinglePolicy& policy) { policy.max_age = age; })), Found{"warning V30 /max_age"}) << age;
  const std::vector<Fault> warnings = compile(app_with([](SinglePolicy& policy) { policy.max_age = 7201; })).warnings;
  EXPECT_EQ(warnings[0].message, "Browsers cap `7201` seconds: Chromium takes 7200, WebKit takes 600.");
}

TEST(Compile, V31AnyHeaderWithoutAuthorizationIsTold) {
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.request_headers = star(); })), Found{"warning V31 /request_headers"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.request_headers = list({"*"}); })),
            Found{"warning V31 /request_headers/0"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.request_headers = list({"*", "Authorization"}); })), Found{});
}

TEST(Compile, V32WhatIsEchoedUnderCredentialsIsTold) {
  EXPECT_EQ(faults_of(with_credentials(app_with([](SinglePolicy& policy) { policy.methods = star(); }))), Found{"warning V32 /methods"});
  EXPECT_EQ(faults_of(with_credentials(app_with([](SinglePolicy& policy) { policy.request_headers = star(); }))),
            Found{"warning V32 /request_headers"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.methods = star(); })), Found{});
}

TEST(Compile, V33AnEntryThatChangesNothingIsTold) {
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.methods = list({"GET"}); })), Found{"warning V33 /methods/0"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.methods = list({"PUT", "PUT"}); })), Found{"warning V33 /methods/1"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.methods = list({"PUT", "*"}); })), Found{"warning V33 /methods/0"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.expose_headers = list({"Content-Type"}); })),
            Found{"warning V33 /expose_headers/0"});
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.request_headers = list({"X-A", "x-a"}); })),
            Found{"warning V33 /request_headers/1"});
  EXPECT_EQ(faults_of(policy_with({"https://a.test", "https://a.test"})), Found{"warning V33 /origins/1"});
  EXPECT_EQ(faults_of(policy_with({"https://*.a.test", "https://*.a.test"})), Found{"warning V33 /origins/1"});
  EXPECT_EQ(faults_of(policy_with({"https://x.a.test", "https://*.a.test"})), Found{"warning V33 /origins/0"});
  EXPECT_EQ(faults_of(policy_with({"https://*.a.test", "https://*.b.a.test"})), Found{"warning V33 /origins/1"});
  EXPECT_EQ(faults_of(policy_with({"https://x.a.test:*", "https://*.a.test:*"})), Found{"warning V33 /origins/0"});
  EXPECT_EQ(faults_of(policy_with({"https://*.a.test:*", "https://*.a.test"})), Found{"warning V33 /origins/1"});
  EXPECT_EQ(faults_of(policy_with({"http://localhost:*",
                                   "http://localhost:80"
                                   "80"})),
            Found{"warning V33 /origins/1"});
  EXPECT_EQ(faults_of(policy_with({"https://a.test", "https://*.a.test", "https://xa.test:*", "https://*.b.test:81", "https://x.b.test"})),
            Found{});
}

TEST(Compile, V34AMethodInLowerCaseIsTold) {
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.methods = list({"patch"}); })), Found{"warning V34 /methods/0"});
  // The right spelling of a method that is always allowed would be redundant.
  const std::vector<Fault> warnings = compile(app_with([](SinglePolicy& policy) { policy.methods = list({"get"}); })).warnings;
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].kind, FaultKind::method_case);
  EXPECT_NE(warnings[0].message.find("`GET`, which is always allowed"), std::string::npos) << warnings[0].message;
  EXPECT_EQ(warnings[0].fix, "Leave it out.");
}

TEST(Compile, V35AnInsecureOriginIsTold) {
  EXPECT_EQ(faults_of(policy_with({"http://a.test"})), Found{"warning V35 /origins/0"});
  EXPECT_EQ(faults_of(policy_with({"http://localhost.evil.test"})), Found{"warning V35 /origins/0"});
  EXPECT_EQ(faults_of(with_regex("https?://app\\.one\\.example", "https://app.one.example")),
            Found{"warning V35 /origin_patterns/0/regex"});
}

TEST(Compile, V37AWildcardOnHostingForAnybodyIsTold) {
  for (const char* text : {"https://*.github.io", "https://*.vercel.app", "https://*.netlify.app:*"})
    EXPECT_EQ(faults_of(policy_with({text})), Found{"warning V37 /origins/0"}) << text;
  EXPECT_EQ(faults_of(policy_with({"https://*.mine.github.io", "https://mine.github.io"})), Found{});
}

TEST(Compile, V41OptionsAsAMethodIsTold) {
  EXPECT_EQ(faults_of(app_with([](SinglePolicy& policy) { policy.methods = list({"OPTIONS"}); })), Found{"warning V41 /methods/0"});
}

TEST(Compile, V43AnExpressionThatRe2CannotCompileIsFound) {
  for (const char* regex : {"(", "(a)\\1", "(?=a)a", "a{1001}"})
    EXPECT_EQ(faults_of(with_regex(regex, "https://a.test")), Found{"V43 /origin_patterns/0/regex"}) << regex;
}

TEST(Compile, V44OriginsThatDifferByOnePartAloneAreTold) {
  EXPECT_EQ(faults_of(policy_with({"https://localhost", "http://localhost"})), Found{"warning V44 /origins/1"});
  EXPECT_EQ(faults_of(policy_with({"https://a.test", "https://a.test:8443"})), Found{"warning V44 /origins/1"});
  EXPECT_EQ(faults_of(policy_with({"https://*.a.test", "https://*.a.test:8443"})), Found{"warning V44 /origins/1"});
  EXPECT_EQ(faults_of(policy_with({"https://localhost", "http://localhost:81"})), Found{});
}

// ---- All at once, in document order ----

TEST(Compile, FiveFaultsOfOneDocumentAreFoundAtOnceInItsOrder) {
  SinglePolicy policy = policy_with({"https://A.test", "https://*.co.uk"});
  policy.credentials = true;
  policy.null_origin = true;
  policy.methods = list({"TRACE"});
  policy.max_age = -1;
  policy.preflight_status = 404;
  EXPECT_EQ(faults_of(policy),
            (Found{"V02 /origins/0", "V09 /origins/1", "V06 /null_origin", "V12 /methods/0", "V17 /max_age", "V18 /preflight_status"}));
}

TEST(Compile, FaultsFollowTheOrderInWhichTheKeysWereWritten) {
  SinglePolicy policy = policy_with({"https://A.test"});
  policy.max_age = -1;
  policy.methods = list({"TRACE"});
  policy.key_order = {"max_age", "methds", "methods", "origins"};
  Compilation compilation = compile(policy, {unknown_key("", "methds", kPolicyKeys)});
  Found pointers;
  for (const Fault& fault : compilation.errors) pointers.push_back(fault.pointer);
  EXPECT_EQ(pointers, (Found{"/max_age", "/methds", "/methods/0", "/origins/0"}));
}

TEST(Compile, FaultsOfRoutesStandWithTheirRoute) {
  SinglePolicy bad = policy_with({"https://A.test"});
  bad.credentials = true;
  Routes routes{{"/a*", bad}, {"/ab", bad}};
  EXPECT_EQ(faults_of(routes), (Found{"V02 /routes/0/policy/origins/0", "V22 /routes/1/path", "V02 /routes/1/policy/origins/0"}));
  Routes many(12, Route{"", std::nullopt});
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = {"/" + std::to_string(i) + "/*", bad};
  EXPECT_EQ(faults_of(many)[2], "V02 /routes/2/policy/origins/0");
}

TEST(Compile, AcknowledgementsHoldForTheirOwnPolicyAlone) {
  const SinglePolicy danger = with_credentials(policy_for_anybody());
  SinglePolicy accepted = danger;
  accepted.acknowledge = {"any-origin-with-credentials"};
  EXPECT_EQ(faults_of(Routes{{"/a", accepted}, {"/b", danger}}),
            (Found{"V04 /routes/1/policy/origins", "warning V04 /routes/0/policy/origins"}));
}

}  // namespace
}  // namespace crosscheck::policy
