// Implementations that lie, each with the report that it must get. They are ways of conformance/liars/liar.py.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "suite/liars_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

constexpr std::size_t kVectors = 60;
constexpr std::size_t kPoison = 31;  // the place of the vector that some liars wait for

Json method_vector(const std::string& id, const std::string& method, const std::string& normalized) {
  return vector_json(
      id, {{"kind", "normalize-method"}, {"input", {{"method", method}}}, {"expect", {{"method", normalized}, {"forbidden", false}}}});
}

VectorFile sixty_vectors() {
  std::vector<Json> vectors;
  for (std::size_t i = 0; i < kVectors; ++i) {
    const std::string number = std::to_string(i);
    if (i == kPoison) {
      vectors.push_back(method_vector("poison", "POISON", "POISON"));
    } else if (i % 2 == 0) {
      vectors.push_back(vector_json("safelisted-" + number, {{"input", {{"method", "M" + number}}}}));
    } else {
      vectors.push_back(method_vector("method-" + number, "m" + number, "m" + number));
    }
  }
  return file_of(vectors);
}

// The log of a run over the sixty vectors; short time-outs, since some of them hang.
RunLog log_of(const std::string& way) {
  SmallRun small(sixty_vectors());
  small.plan.targets = {liar("liar.py " + way)};
  small.plan.options.timeout = std::chrono::milliseconds(600);
  small.plan.options.start_timeout = std::chrono::milliseconds(way == "silence" ? 600 : 20000);
  return small.run();
}

void expect_refused(const std::string& way, const std::string& why) { expect_refused_liar(log_of(way), why); }
void expect_poisoned(const std::string& way, Outcome outcome, const std::string& why) {
  expect_poisoned_at(log_of(way), kPoison, outcome, why);
}

TEST(Liars, AnHonestOnePasses) { EXPECT_EQ(count(log_of("honest"), Outcome::pass), kVectors); }
TEST(Liars, AnswersOutOfOrderAreFine) { EXPECT_EQ(count(log_of("honest-out-of-order"), Outcome::pass), kVectors); }

TEST(Liars, WaitingInLineIsNotHanging) { EXPECT_EQ(count(log_of("honest-then-slow"), Outcome::pass), kVectors); }

TEST(Liars, AlwaysAllowing) { expect_refused("always-allow", "control question"); }
TEST(Liars, AlwaysBlocking) { expect_refused("always-block", "control question"); }
TEST(Liars, EchoingTheQuestion) { expect_refused("echo", "it sends the question back in place of an answer"); }
TEST(Liars, NeverAnswering) { expect_refused("silence", "no answer within 600 ms"); }
TEST(Liars, Garbage) { expect_refused("garbage", "a line is no answer"); }
TEST(Liars, AnswersWithoutAnId) { expect_refused("no-id", "a line bears no id"); }
TEST(Liars, TheNonceOfAnotherGreeting) { expect_refused("other-nonce", "at /nonce: this is not the nonce of the greeting"); }
TEST(Liars, ACapabilityThatDoesNotExist) { expect_refused("unknown-capability", "did you mean \"redirects\"?"); }
TEST(Liars, ClaimingAKindAndSkippingIt) { expect_refused("claims-too-much", "it claims the kind fetch and skips it"); }
TEST(Liars, KnowingAKindThatDoesNotExist) { expect_refused("knows-every-kind", "a kind that does not exist has to be skipped"); }
TEST(Liars, AnsweringTheSameQuestionInTwoWays) { expect_refused("changes-its-mind", "asked the same twice"); }
TEST(Liars, LinesLongerThanTheLimit) { expect_refused("line-too-long", "a line is longer than the limit of 8 MiB"); }
TEST(Liars, ALineWithoutEnd) { expect_refused("endless-line", "a line is longer than the limit of 8 MiB"); }
TEST(Liars, Flooding) { expect_refused("flood", "it answers a question twice"); }
TEST(Liars, AnsweringTwice) { expect_refused("answer-twice", "twice"); }
TEST(Liars, CrashingOnTheThirdQuestion) { expect_refused("crash-on-third", "it ended with exit code 7 while"); }
TEST(Liars, EndingEarlyAsIfAllWereWell) { expect_refused("exit-early", "it ended with exit code 0 while"); }
TEST(Liars, RightOnTheFirstFiftyAndThenAlwaysYes) { expect_refused("honest-then-yes", "it fails a control question among the others"); }
TEST(Liars, CrashingOnControlQuestionsAlone) { expect_refused("honest-then-crash-on-controls", "asked alone, it has no answer either: "); }
TEST(Liars, HangingOnControlQuestionsAlone) { expect_refused("honest-then-hang-on-controls", "asked alone, it has no answer either: "); }

// A control question that was open then is answered when it is asked again: it is no lie to crash.
TEST(Liars, CrashingOnManyQuestionsAtOnceFailsThemAndNoControl) {
  const RunLog log = log_of("honest-then-crash-in-company");
  EXPECT_FALSE(log.header.implementations.front().refused.has_value()) << *log.header.implementations.front().refused;
  EXPECT_GT(count(log, Outcome::crash), 0U);
  EXPECT_EQ(count(log, Outcome::not_run), 0U);
}

TEST(Liars, WhoIsDeadForGoodKeepsWhatItAnswered) {
  const std::filesystem::path died = std::filesystem::path(testing::TempDir()) / fmt::format("liar-{}", getpid());
  std::filesystem::remove(died);
  const RunLog log = log_of("honest-then-dead " + died.string());
  std::filesystem::remove(died);
  EXPECT_FALSE(log.header.implementations.front().refused.has_value()) << *log.header.implementations.front().refused;
  EXPECT_GT(count(log, Outcome::pass), 0U);
  EXPECT_GT(count(log, Outcome::crash), 0U);
  EXPECT_EQ(count(log, Outcome::pass) + count(log, Outcome::crash), kVectors);
}

TEST(Liars, AnsweringTheGreetingAgainLater) { expect_refused("honest-then-late-twice", "it answers a question twice"); }
TEST(Liars, ClaimingToServeAndSkippingIt) { expect_refused("serves-only", "it claims the kind policy and skips it"); }

TEST(Liars, CrashingOnOneQuestionFailsThatOne) {
  expect_poisoned("honest-then-crash", Outcome::crash, "it ended with exit code 3 while 1 question was open");
}
TEST(Liars, EndingOnOneQuestionFailsThatOne) {
  expect_poisoned("honest-then-exit", Outcome::crash, "it ended with exit code 0 while 1 question was open");
}
TEST(Liars, HangingOnOneQuestionFailsThatOne) { expect_poisoned("honest-then-hang", Outcome::timeout, "no answer within 600 ms"); }
TEST(Liars, LeavingOneQuestionOutFailsThatOne) { expect_poisoned("honest-then-leave-out", Outcome::timeout, "no answer within 600 ms"); }
TEST(Liars, AGarbageLineFailsTheQuestionThatBroughtIt) {
  expect_poisoned("honest-then-garbage", Outcome::error, "Traceback (most recent call last)");
}
TEST(Liars, AnAnswerToWhatWasNeverAskedFailsTheOpenQuestion) {
  expect_poisoned("honest-then-unknown-id", Outcome::error, "it answers what was never asked");
}
TEST(Liars, SkippingAKindThatWasClaimedIsAnError) { expect_poisoned("honest-then-skip", Outcome::error, "what it claimed to do"); }
TEST(Liars, EchoingOneQuestionFailsThatOne) { expect_poisoned("honest-then-echo", Outcome::error, "it sends the question back"); }

TEST(Liars, WhoAnswersAVectorTwiceDoesNotPassIt) {
  const RunLog log = log_of("honest-then-twice");
  ASSERT_FALSE(log.header.implementations.front().refused.has_value() && count(log, Outcome::pass) != 0);
  EXPECT_EQ(count(log, Outcome::pass) + count(log, Outcome::error) + count(log, Outcome::not_run), kVectors);
  EXPECT_GT(count(log, Outcome::error) + count(log, Outcome::not_run), 0U);
}

TEST(Liars, ACommandThatDoesNotExistIsRefusedAndTheNextOneIsAsked) {
  SmallRun small(sixty_vectors());
  small.plan.targets = {"exec:no-such-command-anywhere 2>&-", liar("liar.py honest")};
  const RunLog log = small.run();
  EXPECT_THAT(log.header.implementations.at(0).refused.value_or(""),
              HasSubstr("exit code 127 while 1 question was open (the shell does not find the command)"));
  EXPECT_EQ(count(log, Outcome::not_run), kVectors);
  EXPECT_EQ(count(log, Outcome::pass), kVectors);
}

}  // namespace
}  // namespace crosscheck::suite
