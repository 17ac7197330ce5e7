#include "crosscheck/fetch/told_once.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace crosscheck {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts_told(const std::vector<TraceStep>& steps) {
  CollectingTrace sink;
  ToldOnce once(sink);
  for (const TraceStep& step : steps) once.step(step);
  std::vector<std::string> texts;
  for (const TraceStep& step : sink.steps()) texts.push_back(step.text);
  return texts;
}

TEST(ToldOnce, WhatShapesARequestIsToldAgainOnlyWhereItComesOutDifferently) {
  EXPECT_THAT(texts_told({{Rule::ORH_2, Outcome::set, "a"},
                          {Rule::ORH_2, Outcome::set, "a"},
                          {Rule::ORH_2, Outcome::set, "null"},
                          {Rule::ORH_2, Outcome::no, "a"},
                          {Rule::PRE_4, Outcome::set, "a"},
                          {Rule::PRE_4, Outcome::set, "a"}}),
              ElementsAre("a", "null", "a", "a"));
}

TEST(ToldOnce, WhatJudgesAResponseIsToldForEachResponse) {
  EXPECT_THAT(texts_told({{Rule::CHK_3, Outcome::success, "a"}, {Rule::CHK_3, Outcome::success, "a"}}), ElementsAre("a", "a"));
  EXPECT_THAT(texts_told({{Rule::PRE_14, Outcome::yes, "a"}, {Rule::PRE_14, Outcome::yes, "a"}}), ElementsAre("a", "a"));
}

TEST(ToldOnce, ThatNoResponseIsCheckedIsToldOnce) {
  EXPECT_THAT(texts_told({{Rule::HF_8, Outcome::no, "a"}, {Rule::HF_8, Outcome::no, "a"}}), ElementsAre("a"));
  EXPECT_THAT(texts_told({{Rule::HF_8, Outcome::failure, "a"}, {Rule::HF_8, Outcome::failure, "a"}}), ElementsAre("a", "a"));
}

TEST(ToldOnce, ThatNoHeaderIsUnsafeIsToldOnceWhateverItsNumbers) {
  EXPECT_THAT(texts_told({{Rule::UNN_3, Outcome::no, "3 bytes"}, {Rule::UNN_3, Outcome::no, "13 bytes"}}), ElementsAre("3 bytes"));
}

TEST(ToldOnce, ABlockIsAlwaysTold) {
  EXPECT_THAT(texts_told({{Rule::MF_15, Outcome::blocked, "a"}, {Rule::MF_15, Outcome::blocked, "a"}}), ElementsAre("a", "a"));
}

}  // namespace
}  // namespace crosscheck
