#include "crosscheck/reason/reason.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (true) {
    const std::size_t space = text.find(' ');
    found.push_back(text.substr(0, space));
    if (space == std::string_view::npos) return found;
    text.remove_prefix(space + 1);
  }
}

bool is_kebab_case(std::string_view code) {
  if (code.empty() || code.front() == '-' || code.back() == '-' || code.find("--") != std::string_view::npos) return false;
  return std::ranges::all_of(code, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

TEST(Reason, BearsItsCodeItsRuleAndItsPlaces) {
  const ReasonInfo& info = reason_info(Reason::allow_origin_missing);
  EXPECT_EQ(info.code, "allow-origin-missing");
  EXPECT_EQ(info.rule, Rule::CHK_2);
  EXPECT_EQ(info.at, "preflight redirect response");
  EXPECT_EQ(info.blames, Blames::server);
  EXPECT_EQ(to_string(Reason::allow_origin_missing), "allow-origin-missing");
}

// The codes of a fetch: a released code is never renamed or reused, and the order is that in which causes are tried.
TEST(Reason, CodesAreThoseThatWereReleasedInTheirOrder) {
  const std::vector<std::string_view> released{"url-invalid",
                                               "url-has-credentials",
                                               "method-invalid",
                                               "method-forbidden",
                                               "no-cors-unsafe-method",
                                               "header-invalid",
                                               "body-not-allowed",
                                               "no-cors-stream-body",
                                               "bad-port",
                                               "mode-same-origin-cross-origin-url",
                                               "no-cors-redirect-mode",
                                               "scheme-not-http",
                                               "scheme-unsupported",
                                               "stream-over-http-1",
                                               "network-error",
                                               "proxy-authentication-required",
                                               "allow-origin-missing",
                                               "allow-origin-empty",
                                               "allow-origin-multiple-lines",
                                               "allow-origin-wildcard-with-credentials",
                                               "allow-origin-multiple-values",
                                               "allow-origin-null-mismatch",
                                               "allow-origin-malformed",
                                               "allow-origin-mismatch",
                                               "allow-credentials-missing",
                                               "allow-credentials-not-true",
                                               "preflight-redirect",
                                               "preflight-status-not-ok",
                                               "allow-methods-unparsable",
                                               "allow-headers-unparsable",
                                               "method-wildcard-with-credentials",
                                               "method-case-mismatch",
                                               "method-not-allowed",
                                               "authorization-not-covered-by-wildcard",
                                               "header-wildcard-with-credentials",
                                               "header-not-allowed",
                                               "redirect-mode-error",
                                               "redirect-bad-location",
                                               "redirect-to-non-http",
                                               "too-many-redirects",
                                               "redirect-url-has-credentials",
                                               "redirect-stream-body",
                                               "corp-blocked",
                                               "opaque-range"};
  ASSERT_GE(all_reasons().size(), released.size());
  for (std::size_t i = 0; i < released.size(); ++i) EXPECT_EQ(all_reasons()[i].code, released[i]);
}

TEST(Reason, IsFoundByItsCodeAlone) {
  EXPECT_EQ(reason_from_code("bad-port"), Reason::bad_port);
  EXPECT_EQ(reason_from_code("bad_port"), std::nullopt);
  EXPECT_EQ(reason_from_code("Bad-Port"), std::nullopt);
  EXPECT_EQ(reason_from_code("bad"), std::nullopt);
  EXPECT_EQ(reason_from_code(""), std::nullopt);
}

TEST(Reason, WhatATraceMerelyTellsIsNoReason) {
  for (std::string_view code : {"forbidden-request-header", "no-cors-header-dropped", "preflight-required-after-redirect",
                                "redirect-taints-origin", "preflight-cached"}) {
    EXPECT_EQ(reason_from_code(code), std::nullopt) << code;
  }
}

TEST(Reason, EveryCodeIsKebabCaseRoundTripsAndStandsOnce) {
  std::set<std::string_view> codes;
  for (const ReasonInfo& info : all_reasons()) {
    EXPECT_TRUE(is_kebab_case(info.code)) << info.code;
    EXPECT_TRUE(codes.insert(info.code).second) << info.code;
    const std::optional<Reason> reason = reason_from_code(info.code);
    ASSERT_TRUE(reason.has_value()) << info.code;
    EXPECT_EQ(&reason_info(*reason), &info);
    EXPECT_EQ(to_string(*reason), info.code);
  }
}

// The enumerator is the code with `_` for `-`.
TEST(Reason, EveryEnumeratorIsSpelledAsItsCode) {
  const std::vector<std::string> enumerators{
#define CROSSCHECK_REASON(enumerator, code, rule, at, blames, sentence, advice) #enumerator,
#include "crosscheck/reason/reason_table.inc"
#undef CROSSCHECK_REASON
  };
  ASSERT_EQ(enumerators.size(), all_reasons().size());
  for (std::size_t i = 0; i < enumerators.size(); ++i) {
    std::string expected(all_reasons()[i].code);
    std::ranges::replace(expected, '-', '_');
    EXPECT_EQ(enumerators[i], expected);
  }
}

TEST(Reason, EveryPlaceIsKnownAndTheyStandInTheOrderOfAFetch) {
  const std::vector<std::string_view> places{to_string(At::construct), to_string(At::request), to_string(At::preflight),
                                             to_string(At::redirect), to_string(At::response)};
  for (const ReasonInfo& info : all_reasons()) {
    auto last = places.begin();
    for (std::string_view word : words(info.at)) {
      const auto found = std::find(last, places.end(), word);
      ASSERT_NE(found, places.end()) << info.code << " at " << word;
      last = found + 1;
    }
  }
}

TEST(Reason, EveryRuleStandsInTheLedgerAndIsOneOfAUserAgentOrOfAPolicysServer) {
  for (const ReasonInfo& info : all_reasons()) {
    EXPECT_EQ(rule_from_id(rule_info(info.rule).id), info.rule) << info.code;
    // The policy's codes stand last, from `cors-off` on.
    EXPECT_EQ(rule_info(info.rule).id.starts_with("SRV-"), &info >= &reason_info(Reason::cors_off)) << info.code;
  }
}

TEST(Reason, CodesOfAPolicyStandInTheOrderInWhichTheyAreTried) {
  const std::vector<std::string_view> released{"cors-off",
                                               "origin-malformed",
                                               "null-origin-not-allowed",
                                               "origin-not-allowed",
                                               "requested-method-malformed",
                                               "requested-method-not-allowed",
                                               "requested-headers-excessive",
                                               "requested-headers-malformed",
                                               "requested-header-not-allowed"};
  const std::size_t first = static_cast<std::size_t>(Reason::cors_off);
  ASSERT_GE(all_reasons().size(), first + released.size());
  for (std::size_t i = 0; i < released.size(); ++i) EXPECT_EQ(all_reasons()[first + i].code, released[i]);
}

TEST(Reason, EverySentenceIsOneAndEndsWithAFullStop) {
  std::set<std::string_view> sentences;
  for (const ReasonInfo& info : all_reasons()) {
    ASSERT_FALSE(info.sentence.empty()) << info.code;
    EXPECT_EQ(info.sentence.back(), '.') << info.code;
    EXPECT_TRUE(info.sentence.front() >= 'A' && info.sentence.front() <= 'Z') << info.code;
    EXPECT_EQ(info.sentence.find(". "), std::string_view::npos) << info.code;
    EXPECT_TRUE(sentences.insert(info.sentence).second) << info.code;
  }
}

TEST(Reason, EveryAdviceEndsAsASentenceDoes) {
  for (const ReasonInfo& info : all_reasons()) {
    ASSERT_FALSE(info.advice.empty()) << info.code;
    EXPECT_EQ(info.advice.back(), '.') << info.code;
    EXPECT_EQ(info.advice.find("  "), std::string_view::npos) << info.code;
    EXPECT_EQ(std::ranges::count(info.advice, '`') % 2, 0) << info.code;
    EXPECT_EQ(std::ranges::count(info.sentence, '`') % 2, 0) << info.code;
  }
}

TEST(Reason, AdviceNeverPairsTheWildcardWithCredentials) {
  for (const ReasonInfo& info : all_reasons()) {
    const bool wildcard = info.advice.find("Access-Control-Allow-Origin: *") != std::string_view::npos;
    const bool credentials = info.advice.find("Access-Control-Allow-Credentials: true") != std::string_view::npos;
    EXPECT_FALSE(wildcard && credentials) << info.code;
  }
}

TEST(Reason, BlamesAreSpelledAsTheirEnumerators) {
  EXPECT_EQ(to_string(Blames::client), "client");
  EXPECT_EQ(to_string(Blames::server), "server");
  EXPECT_EQ(to_string(Blames::proxy), "proxy");
  EXPECT_EQ(to_string(Blames::network), "network");
}

TEST(Reason, PlacesAreSpelledAsTheirEnumerators) {
  EXPECT_EQ(to_string(At::construct), "construct");
  EXPECT_EQ(to_string(At::request), "request");
  EXPECT_EQ(to_string(At::preflight), "preflight");
  EXPECT_EQ(to_string(At::redirect), "redirect");
  EXPECT_EQ(to_string(At::response), "response");
}

}  // namespace
}  // namespace crosscheck
