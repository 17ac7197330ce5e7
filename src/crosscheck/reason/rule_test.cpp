#include "crosscheck/reason/rule.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

TEST(Rule, BearsItsIdItsPlaceAndItsStep) {
  const RuleInfo& info = rule_info(Rule::CHK_3);
  EXPECT_EQ(info.id, "CHK-3");
  EXPECT_EQ(info.spec, "https://fetch.spec.whatwg.org/#concept-cors-check");
  EXPECT_EQ(info.step, "3");
}

TEST(Rule, HasNoStepWhereTheRowHasNone) {
  EXPECT_EQ(rule_info(Rule::CHK_8).step, "");
  EXPECT_EQ(rule_info(Rule::WSP_1).step, "");
}

TEST(Rule, PointsIntoTheStandardThatHoldsTheAlgorithm) {
  EXPECT_EQ(rule_info(Rule::OGN_4).spec, "https://url.spec.whatwg.org/#concept-url-origin");
  EXPECT_EQ(rule_info(Rule::OGN_3).spec, "https://html.spec.whatwg.org/multipage/browsers.html#same-origin");
  EXPECT_EQ(rule_info(Rule::MIM_1).spec, "https://mimesniff.spec.whatwg.org/#parse-a-mime-type");
}

TEST(Rule, IsFoundByItsIdAlone) {
  EXPECT_EQ(rule_from_id("CHK-3"), Rule::CHK_3);
  EXPECT_EQ(rule_from_id("chk-3"), std::nullopt);
  EXPECT_EQ(rule_from_id("CHK_3"), std::nullopt);
  EXPECT_EQ(rule_from_id("CHK-3 "), std::nullopt);
  EXPECT_EQ(rule_from_id(""), std::nullopt);
}

TEST(Rule, ScenariosDeviationsAndAmbiguitiesAreNoRules) {
  for (const RuleInfo& info : all_rules()) {
    EXPECT_FALSE(info.id.starts_with("E2E-") || info.id.starts_with("DEV-") || info.id.starts_with("AMB-")) << info.id;
  }
}

TEST(Rule, EveryIdRoundTripsAndStandsOnce) {
  std::set<std::string_view> ids;
  for (const RuleInfo& info : all_rules()) {
    EXPECT_TRUE(ids.insert(info.id).second) << info.id;
    const std::optional<Rule> rule = rule_from_id(info.id);
    ASSERT_TRUE(rule.has_value()) << info.id;
    EXPECT_EQ(&rule_info(*rule), &info);
  }
}

TEST(Rule, EveryPlaceIsAnAnchorInOneOfTheStandards) {
  for (const RuleInfo& info : all_rules()) {
    const std::size_t hash = info.spec.find('#');
    ASSERT_NE(hash, std::string_view::npos) << info.id;
    EXPECT_GT(info.spec.size(), hash + 1) << info.id;
    EXPECT_TRUE(info.spec.starts_with("https://")) << info.id;
    EXPECT_NE(info.spec.substr(0, hash).find(".spec.whatwg.org/"), std::string_view::npos) << info.id;
  }
}

TEST(Rule, EveryAlgorithmOfTheEngineHasRules) {
  const std::set<std::string> wanted{"WSP", "MTH", "STA", "HDR", "GDS", "EXT", "ABNF", "SAF", "UNB", "MIM", "RNG",
                                     "UNN", "NWC", "PRV", "RSH", "NCN", "NCS", "FRH",  "FRN", "RBH", "OGN", "REQ",
                                     "TNT", "SRO", "ORH", "MF",  "OVR", "SCH", "HF",   "LOC", "RED", "NOC", "NET",
                                     "PRE", "CCH", "CHK", "TAO", "CRP", "COE", "FLT",  "NPK", "PRT", "API", "SRV"};
  std::set<std::string> found;
  for (const RuleInfo& info : all_rules()) found.insert(std::string(info.id.substr(0, info.id.find('-'))));
  EXPECT_EQ(found, wanted);
}

}  // namespace
}  // namespace crosscheck
