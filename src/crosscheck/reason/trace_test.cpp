#include "crosscheck/reason/trace.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace crosscheck {
namespace {

TEST(Trace, IsOffByDefaultAndMakesNoTextThen) {
  const Trace trace;
  bool made = false;
  EXPECT_FALSE(trace);
  trace.step(Rule::CHK_2, Outcome::failure, [&] {
    made = true;
    return std::string("never read");
  });
  trace.step(Rule::CHK_3, Outcome::success, "never read either");
  EXPECT_FALSE(made);
}

TEST(Trace, IsOffWithANullSink) {
  const Trace trace(nullptr);
  EXPECT_FALSE(trace);
  trace.step(Rule::CHK_2, Outcome::failure, "goes nowhere");
}

TEST(Trace, HandsStepsToTheSinkInOrder) {
  CollectingTrace sink;
  const Trace trace(&sink);
  EXPECT_TRUE(trace);
  trace.step(Rule::CHK_2, Outcome::yes, [] { return "made when asked for"; });
  trace.step(Rule::CHK_3, Outcome::failure, std::string("made before"));
  ASSERT_EQ(sink.steps().size(), 2U);
  EXPECT_EQ(sink.steps()[0].rule, Rule::CHK_2);
  EXPECT_EQ(sink.steps()[0].outcome, Outcome::yes);
  EXPECT_EQ(sink.steps()[0].text, "made when asked for");
  EXPECT_EQ(sink.steps()[1].rule, Rule::CHK_3);
  EXPECT_EQ(sink.steps()[1].outcome, Outcome::failure);
  EXPECT_EQ(sink.steps()[1].text, "made before");
}

TEST(Trace, CopiesWriteToTheSameSink) {
  CollectingTrace sink;
  const Trace trace(&sink);
  const Trace copy = trace;
  trace.step(Rule::MF_5, Outcome::allowed, "first");
  copy.step(Rule::MF_15, Outcome::blocked, "second");
  EXPECT_EQ(sink.steps().size(), 2U);
}

TEST(CollectingTrace, HandsItsStepsOverAndBeginsAnew) {
  CollectingTrace sink;
  sink.step({Rule::PRE_9, Outcome::success, "one"});
  EXPECT_EQ(sink.take().size(), 1U);
  EXPECT_TRUE(sink.steps().empty());
  sink.step({Rule::PRE_11, Outcome::failure, "two"});
  ASSERT_EQ(sink.steps().size(), 1U);
  EXPECT_EQ(sink.steps()[0].text, "two");
}

TEST(Outcome, EachHasAWordOfItsOwn) {
  using enum Outcome;
  const std::set<std::string_view> words{to_string(success), to_string(failure), to_string(allowed), to_string(blocked),
                                         to_string(yes),     to_string(no),      to_string(sent),    to_string(set),
                                         to_string(dropped), to_string(stored),  to_string(matched), to_string(removed)};
  const std::set<std::string_view> expected{"success", "failure", "allowed", "blocked", "yes",     "no",
                                            "sent",    "set",     "dropped", "stored",  "matched", "removed"};
  EXPECT_EQ(words, expected);
}

}  // namespace
}  // namespace crosscheck
