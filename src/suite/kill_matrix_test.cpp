#include "suite/kill_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosscheck::suite {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<MutantInfo> kMutants = {{"CONTROL-dies", "a.cpp", "x", ""},
                                          {"CONTROL-survives", "a.cpp", "x", ""},
                                          {"CHK-3-one", "a.cpp", "x", ""},
                                          {"CHK-4-two", "a.cpp", "x", "both are asked the same"}};

std::vector<MutantFate> fates_where(MutantFate one, MutantFate two) {
  return {
      {"", {}, {}, true}, {"CONTROL-dies", {"cors-check/a"}, {}, true}, {"CONTROL-survives", {}, {}, true}, std::move(one), std::move(two)};
}

TEST(KillMatrix, HoldsWhereEachMutantIsDeadOrEquivalent) {
  const auto verdict = judge_mutants(kMutants, fates_where({"CHK-3-one", {"cors-check/a"}, {}, true}, {"CHK-4-two", {}, {}, true}), true);
  EXPECT_TRUE(verdict.holds());
  EXPECT_EQ(verdict.killed, 1U);
  EXPECT_EQ(verdict.equivalent, 1U);
}

TEST(KillMatrix, NamesAMutantThatOnlyAShouldVectorSees) {
  const auto verdict = judge_mutants(kMutants, fates_where({"CHK-3-one", {}, {"cors-check/b"}, true}, {"CHK-4-two", {}, {}, true}), true);
  EXPECT_FALSE(verdict.holds());
  EXPECT_THAT(verdict.survivors, ElementsAre("CHK-3-one"));
}

TEST(KillMatrix, ACrashKills) {
  const auto verdict = judge_mutants(kMutants, fates_where({"CHK-3-one", {}, {}, false}, {"CHK-4-two", {}, {}, true}), true);
  EXPECT_TRUE(verdict.holds());
}

TEST(KillMatrix, AnEquivalentMutantMustNotDie) {
  const auto verdict =
      judge_mutants(kMutants, fates_where({"CHK-3-one", {"cors-check/a"}, {}, true}, {"CHK-4-two", {"cors-check/a"}, {}, true}), true);
  EXPECT_THAT(verdict.not_equivalent, ElementsAre("CHK-4-two"));
  EXPECT_FALSE(verdict.holds());
}

TEST(KillMatrix, IsVoidWhereAControlComesOutWrong) {
  auto fates = fates_where({"CHK-3-one", {"cors-check/a"}, {}, true}, {"CHK-4-two", {}, {}, true});
  fates[1].killed_by.clear();
  EXPECT_THAT(judge_mutants(kMutants, fates, true).broken_control, HasSubstr("CONTROL-dies"));
  fates = fates_where({"CHK-3-one", {"cors-check/a"}, {}, true}, {"CHK-4-two", {}, {}, true});
  fates[2].killed_by = {"cors-check/a"};
  EXPECT_THAT(judge_mutants(kMutants, fates, true).broken_control, HasSubstr("CONTROL-survives"));
  fates.erase(fates.begin() + 1);
  fates[1].killed_by.clear();
  EXPECT_TRUE(judge_mutants(kMutants, fates, true).is_void());
  EXPECT_FALSE(judge_mutants(kMutants, fates, false).is_void());
}

TEST(KillMatrix, IsVoidWhereTheEngineItselfFails) {
  auto fates = fates_where({"CHK-3-one", {"cors-check/a"}, {}, true}, {"CHK-4-two", {}, {}, true});
  fates[0].killed_by = {"cors-check/z"};
  EXPECT_TRUE(judge_mutants(kMutants, fates, true).is_void());
  EXPECT_TRUE(judge_mutants(kMutants, {}, false).is_void());
}

TEST(KillMatrix, ReadsTheTableAndTheLines) {
  const auto mutants = read_mutants(
      R"({"mutants": [{"id": "CHK-3-one", "operator": "skip", "file": "a.cpp", "find": "x", "becomes": "y", "breaks": "all"}]})");
  ASSERT_TRUE(mutants);
  EXPECT_EQ(mutants->front().breaks, "all");
  EXPECT_THAT(mutants->front().equivalent, IsEmpty());
  const auto fates =
      read_fates("{\"mutant\": \"CHK-3-one\", \"equivalent\": false, \"ended\": \"time\", \"killed_by\": [\"a/b\"], \"seen_by\": []}\n");
  ASSERT_TRUE(fates);
  EXPECT_FALSE(fates->front().ended);
  EXPECT_THAT(fates->front().killed_by, ElementsAre("a/b"));
}

TEST(KillMatrix, SaysWhichLineItCannotRead) {
  const auto fates = read_fates("{\"mutant\": 1}\n");
  ASSERT_FALSE(fates);
  EXPECT_THAT(fates.error().message, HasSubstr("line 1 of the matrix"));
}

}  // namespace
}  // namespace crosscheck::suite
