#include "crosscheck/fetch/cross_origin_resource_policy.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace crosscheck {
namespace {

using Lines = std::vector<HeaderView>;

struct AskedResource {
  const char* origin = "http://a.test";
  const char* url = "http://b.test/";
  EmbedderPolicy embedder_policy = EmbedderPolicy::unsafe_none;
  bool credentials = false;
  bool navigation = false;
};

bool allows(const Lines& headers, const AskedResource& asked = {}, const Profile& profile = standard_profile(), Trace trace = {}) {
  const Origin origin = *parse_serialized_origin(asked.origin);
  const Url url = *parse_url(asked.url);
  return cross_origin_resource_policy_check({origin, url, asked.embedder_policy, asked.credentials, asked.navigation}, headers, profile,
                                            trace);
}
Lines corp(std::string_view value) { return {{"cross-origin-resource-policy", value}}; }

TEST(CrossOriginResourcePolicy, NothingIsBlockedWithoutAnyPolicy) { EXPECT_TRUE(allows({})); }

TEST(CrossOriginResourcePolicy, CrossOriginAllows) {
  for (const EmbedderPolicy policy : {EmbedderPolicy::unsafe_none, EmbedderPolicy::credentialless, EmbedderPolicy::require_corp}) {
    EXPECT_TRUE(allows(corp("cross-origin"), {.embedder_policy = policy, .credentials = true}));
  }
}

TEST(CrossOriginResourcePolicy, OnlyTheThreeTokensArePolicies) {
  for (const std::string_view value : {"Same-Origin", "same-site, same-origin", "", "same-origin;x"})
    EXPECT_TRUE(allows(corp(value))) << value;
  EXPECT_TRUE(allows({{"Cross-Origin-Resource-Policy", "same-origin"}, {"Cross-Origin-Resource-Policy", "same-origin"}}));
  EXPECT_FALSE(allows(corp("Same-Origin"), {.embedder_policy = EmbedderPolicy::require_corp}));
}

TEST(CrossOriginResourcePolicy, SameOriginComparesWithTheHopThatAnswered) {
  EXPECT_FALSE(allows(corp("same-origin")));
  EXPECT_FALSE(allows(corp("same-origin"), {.url = "http://sub.a.test/"}));
  EXPECT_TRUE(allows(corp("same-origin"), {.url = "http://a.test/x"}));
  EXPECT_FALSE(allows(corp("same-origin"), {.origin = "null", .url = "http://a.test/x"}));
}

TEST(CrossOriginResourcePolicy, SameSiteDoesNotGiveSecureResponsesToInsecureRequesters) {
  EXPECT_FALSE(allows(corp("same-site"), {.url = "https://sub.a.test/"}));
  EXPECT_TRUE(allows(corp("same-site"), {.origin = "https://a.test", .url = "http://sub.a.test/"}));
  EXPECT_TRUE(allows(corp("same-site"), {.origin = "https://a.test", .url = "https://sub.a.test/"}));
  EXPECT_TRUE(allows(corp("same-site"), {.url = "http://sub.a.test:8080/"}));
  EXPECT_FALSE(allows(corp("same-site")));
  EXPECT_FALSE(allows(corp("same-site"), {.origin = "null", .url = "http://a.test/"}));
}

TEST(CrossOriginResourcePolicy, EqualIpAddressesAreOneSiteExceptInChromium) {
  const AskedResource other_port{.origin = "http://127.0.0.1:9001", .url = "http://127.0.0.1:9002/"};
  EXPECT_TRUE(allows(corp("same-site"), other_port));
  EXPECT_FALSE(allows(corp("same-site"), other_port, chromium_profile()));
  EXPECT_TRUE(allows(corp("same-site"), {.origin = "http://localhost:9001", .url = "http://localhost:9002/"}, chromium_profile()));
  EXPECT_TRUE(allows(corp("same-site"), {.origin = "http://127.0.0.1:9001", .url = "http://127.0.0.1:9001/"}, chromium_profile()));
}

TEST(CrossOriginResourcePolicy, EmbedderPolicyStandsInForAMissingOne) {
  EXPECT_FALSE(allows({}, {.embedder_policy = EmbedderPolicy::require_corp}));
  EXPECT_TRUE(allows({}, {.url = "http://a.test/", .embedder_policy = EmbedderPolicy::require_corp}));
  EXPECT_TRUE(allows({}, {.embedder_policy = EmbedderPolicy::credentialless}));
  EXPECT_FALSE(allows({}, {.embedder_policy = EmbedderPolicy::credentialless, .credentials = true}));
  EXPECT_FALSE(allows({}, {.embedder_policy = EmbedderPolicy::credentialless, .navigation = true}));
  EXPECT_TRUE(allows({}, {.credentials = true}));
}

TEST(CrossOriginResourcePolicy, NavigationsAreCheckedForTheEmbedderAlone) {
  EXPECT_TRUE(allows(corp("same-origin"), {.navigation = true}));
  EXPECT_FALSE(allows(corp("same-origin"), {.embedder_policy = EmbedderPolicy::require_corp, .navigation = true}));
}

TEST(CrossOriginResourcePolicy, TraceEndsWithTheStepThatDecided) {
  const auto last = [](const Lines& headers, const AskedResource& asked = {}) {
    CollectingTrace sink;
    const bool allowed = allows(headers, asked, standard_profile(), Trace(&sink));
    EXPECT_EQ(sink.steps().back().outcome, allowed ? Outcome::allowed : Outcome::blocked);
    return sink.steps().back().rule;
  };
  EXPECT_EQ(last({}, {.navigation = true}), Rule::CRP_4);
  EXPECT_EQ(last({}), Rule::CRP_7);
  EXPECT_EQ(last(corp("same-origin")), Rule::CRP_8);
  EXPECT_EQ(last(corp("same-origin"), {.url = "http://a.test/"}), Rule::CRP_8);
  EXPECT_EQ(last(corp("same-site")), Rule::CRP_9);
  EXPECT_EQ(last(corp("same-site"), {.url = "http://a.test/"}), Rule::CRP_9);
  EXPECT_EQ(last(corp("same-origin"), {.embedder_policy = EmbedderPolicy::require_corp}), Rule::CRP_1);
  EXPECT_EQ(last({}, {.embedder_policy = EmbedderPolicy::require_corp}), Rule::CRP_6);
  EXPECT_EQ(last({}, {.embedder_policy = EmbedderPolicy::credentialless}), Rule::CRP_6);
  EXPECT_EQ(last(corp("cross-origin"), {.embedder_policy = EmbedderPolicy::require_corp}), Rule::CRP_3);
  EXPECT_EQ(last(corp("same-origin, same-origin")), Rule::CRP_5);
}

bool allows_credentials(Mode mode, EmbedderPolicy policy, const char* url, RedirectTaint taint) {
  Request request;
  request.origin = *parse_serialized_origin("http://a.test");
  request.mode = mode;
  request.embedder_policy = policy;
  request.url_list = {*parse_url(url)};
  return cross_origin_embedder_policy_allows_credentials(request, taint);
}

TEST(EmbedderPolicyAllowsCredentials, HoldsBackOnlyNoCorsRequestsOfCredentiallessEmbedders) {
  EXPECT_TRUE(allows_credentials(Mode::cors, EmbedderPolicy::credentialless, "http://b.test/", RedirectTaint::same_origin));
  EXPECT_TRUE(allows_credentials(Mode::no_cors, EmbedderPolicy::unsafe_none, "http://b.test/", RedirectTaint::same_origin));
  EXPECT_TRUE(allows_credentials(Mode::no_cors, EmbedderPolicy::require_corp, "http://b.test/", RedirectTaint::cross_site));
  EXPECT_FALSE(allows_credentials(Mode::no_cors, EmbedderPolicy::credentialless, "http://b.test/", RedirectTaint::same_origin));
}

TEST(EmbedderPolicyAllowsCredentials, GrantsThemToUntaintedSameOriginRequests) {
  EXPECT_TRUE(allows_credentials(Mode::no_cors, EmbedderPolicy::credentialless, "http://a.test/", RedirectTaint::same_origin));
  EXPECT_FALSE(allows_credentials(Mode::no_cors, EmbedderPolicy::credentialless, "http://a.test/", RedirectTaint::cross_site));
  EXPECT_FALSE(allows_credentials(Mode::no_cors, EmbedderPolicy::credentialless, "http://a.test/", RedirectTaint::same_site));
}

}  // namespace
}  // namespace crosscheck
