#include "suite/expectations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/suite_for_tests.h"

namespace crosscheck::suite {
namespace {

using testing::HasSubstr;

Result<Expectations, ExpectationError> read(const Json& entries) {
  const std::vector<VectorFile> suite = {file_of({vector_json("one"), vector_json("two")})};
  return read_expectations(Json{{"expectations", entries}}.dump(), suite,
                           *IdsLock::parse("m/old 1\nm/old 1 retired m/one\nm/gone 1 retired -\n"));
}

std::string fault(const Json& entry) {
  const Result<Expectations, ExpectationError> expectations = read(Json::array({entry}));
  return expectations ? std::string() : expectations.error().message;
}

LogLine line(const char* id, Outcome outcome) {
  LogLine line;
  line.vector = id;
  line.outcome = outcome;
  return line;
}

TEST(Expectations, TurnAKnownFailureIntoAnExpectedOne) {
  const Result<Expectations, ExpectationError> expectations =
      read(Json::array({{{"id", "m/one"}, {"outcome", "fail"}, {"reason", "Known."}, {"link", "https://a.test/1"}}}));
  ASSERT_TRUE(expectations.has_value()) << expectations.error().message;
  LogLine failed = line("m/one", Outcome::fail);
  apply(*expectations, failed);
  EXPECT_EQ(failed.outcome, Outcome::expected_fail);
  EXPECT_THAT(failed.detail, HasSubstr("Known. (https://a.test/1)"));
  LogLine passed = line("m/one", Outcome::pass);
  apply(*expectations, passed);
  EXPECT_EQ(passed.outcome, Outcome::unexpected_pass);
  // Another way of failing is a new failure.
  LogLine crashed = line("m/one", Outcome::crash);
  apply(*expectations, crashed);
  EXPECT_EQ(crashed.outcome, Outcome::crash);
  LogLine other = line("m/two", Outcome::fail);
  apply(*expectations, other);
  EXPECT_EQ(other.outcome, Outcome::fail);
}

TEST(Expectations, UnknownAndRetiredIdsAreRefused) {
  EXPECT_THAT(fault({{"id", "m/three"}, {"outcome", "fail"}}), HasSubstr("there is no vector \"m/three\""));
  EXPECT_THAT(fault({{"id", "m/old"}, {"outcome", "fail"}}), HasSubstr("is retired; m/one stands in its place"));
  EXPECT_THAT(fault({{"id", "m/gone"}, {"outcome", "fail"}}), HasSubstr("is retired; take it out"));
}

TEST(Expectations, OutcomesAndKeysAreChecked) {
  EXPECT_THAT(fault({{"id", "m/one"}, {"outcome", "pass"}}), HasSubstr("/expectations/0/outcome"));
  EXPECT_THAT(fault({{"id", "m/one"}, {"outcome", "fail"}, {"why", "x"}}), HasSubstr("/expectations/0/why: this key is not known"));
  EXPECT_FALSE(read(Json::array({{{"id", "m/one"}, {"outcome", "fail"}}, {{"id", "m/one"}, {"outcome", "fail"}}})).has_value());
}

TEST(Expectations, WhatARunWritesIsReadBack) {
  RunLog log;
  log.lines = {line("m/one", Outcome::fail), line("m/two", Outcome::pass)};
  const std::vector<VectorFile> suite = {file_of({vector_json("one"), vector_json("two")})};
  const Result<Expectations, ExpectationError> read_back = read_expectations(write_expectations(log), suite, IdsLock());
  ASSERT_TRUE(read_back.has_value()) << read_back.error().message;
  EXPECT_EQ(read_back->size(), 1U);
  EXPECT_EQ(read_back->at("m/one").outcome, Outcome::fail);
}

TEST(Expectations, WhatWasKnownStaysWhereItStillFailsOrWasNotAsked) {
  const Expectations known = {{"m/fails", {Outcome::fail, "Known.", "https://a.test/1"}},
                              {"m/mended", {Outcome::fail, "It was so.", ""}},
                              {"m/elsewhere", {Outcome::timeout, "Slow.", ""}}};
  RunLog log;
  log.lines = {line("m/fails", Outcome::expected_fail), line("m/mended", Outcome::unexpected_pass), line("m/new", Outcome::crash)};
  const std::string written = write_expectations(log, &known);
  const std::vector<VectorFile> suite = {
      file_of({vector_json("fails"), vector_json("mended"), vector_json("elsewhere"), vector_json("new")})};
  const Result<Expectations, ExpectationError> read_back = read_expectations(written, suite, IdsLock());
  ASSERT_TRUE(read_back.has_value()) << read_back.error().message;
  EXPECT_EQ(read_back->size(), 3U);
  EXPECT_EQ(read_back->at("m/fails").reason, "Known.");
  EXPECT_EQ(read_back->at("m/fails").link, "https://a.test/1");
  EXPECT_EQ(read_back->at("m/elsewhere").outcome, Outcome::timeout);
  EXPECT_EQ(read_back->at("m/new").outcome, Outcome::crash);
}

}  // namespace
}  // namespace crosscheck::suite
