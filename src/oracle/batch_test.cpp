#include "oracle/batch.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace crosscheck::oracle {
namespace {

const std::string kQuestion = R"({"id": "a]\"[", "kind": "safelisted-method", "input": {"method": "PUT"}})";
const std::string kAnswer = R"({"id":"a]\"[","output":{"safelisted":false}})";

// The answer to a body that comes in pieces of one size.
Response answer(BatchFraming framing, const std::string& body, std::size_t piece, const OracleLimits& limits = {},
                std::size_t question_bytes = Limits().question_bytes) {
  Limits of_questions;
  of_questions.question_bytes = question_bytes;
  Evaluators evaluators(of_questions);
  Batch batch(framing, evaluators, limits);
  for (std::size_t at = 0; at < body.size(); at += piece) {
    // WHY a string of its own: what a piece held must not be read when it is gone.
    const std::string one = body.substr(at, piece);
    if (!batch.take(one)) break;
  }
  return batch.finish();
}

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

void expect_answer_whatever_the_pieces(BatchFraming framing, const std::string& body, std::string_view content_type,
                                       const std::string& expected) {
  for (std::size_t piece = 1; piece <= body.size(); ++piece) {
    const Response response = answer(framing, body, piece);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.content_type, content_type);
    ASSERT_EQ(response.body, expected) << "pieces of " << piece;
  }
}

TEST(Batch, ArrayIsAnsweredByAnArrayWhateverThePieces) {
  expect_answer_whatever_the_pieces(BatchFraming::array, " [" + joined({kQuestion, " " + kQuestion + "\n", kQuestion}, ",") + "] \n",
                                    "application/json", "[" + joined({kAnswer, kAnswer, kAnswer}, ",") + "]\n");
}

TEST(Batch, LinesAreAnsweredByLinesWhateverThePieces) {
  expect_answer_whatever_the_pieces(BatchFraming::lines, kQuestion + "\n\n \t\r\n" + kQuestion + "\r\n" + kQuestion, "application/x-ndjson",
                                    kAnswer + "\n" + kAnswer + "\n" + kAnswer + "\n");
}

TEST(Batch, NothingIsAnsweredByNothing) {
  EXPECT_EQ(answer(BatchFraming::array, " [ ] ", 1).body, "[]\n");
  EXPECT_EQ(answer(BatchFraming::lines, "", 1).body, "");
  EXPECT_EQ(answer(BatchFraming::lines, "\n\n", 1).body, "");
}

TEST(Batch, BadQuestionIsAnsweredInItsPlace) {
  for (const BatchFraming framing : {BatchFraming::array, BatchFraming::lines}) {
    const bool in_array = framing == BatchFraming::array;
    const std::string between = in_array ? "," : "\n";
    const std::string body = joined({kQuestion, "{]}", "12 13", R"({"id": "b", "kind": "none"})", kQuestion}, between);
    for (std::size_t piece = 1; piece <= body.size(); ++piece) {
      const Response response = answer(framing, in_array ? "[" + body + "]" : body, piece);
      ASSERT_EQ(response.status, 200) << response.body;
      EXPECT_NE(response.body.find(R"({"error":{"code":"not-json","offset":1)"), std::string::npos) << response.body;
      EXPECT_NE(response.body.find(R"({"error":{"code":"not-json","offset":3)"), std::string::npos) << response.body;
      EXPECT_NE(response.body.find(R"({"id":"b","error":{"code":"unknown-kind")"), std::string::npos) << response.body;
      EXPECT_EQ(response.body.rfind(kAnswer), response.body.size() - kAnswer.size() - (in_array ? 2 : 1)) << response.body;
    }
  }
}

TEST(Batch, WhatIsNoArrayIsRefusedAtItsByte) {
  struct Case {
    std::string body;
    std::string where;
  };
  for (const Case& one : {Case{"", "At byte 0: the array has no end"}, Case{"{}", "At byte 0: a batch is an array"},
                          Case{"[1,2", "At byte 4: the array has no end"}, Case{"[\"a]", "At byte 4: the array has no end"},
                          Case{"[1,]", "At byte 3: an element is missing"}, Case{"[,1]", "At byte 1: an element is missing"},
                          Case{"[1] 2", "At byte 4: something stands behind"}}) {
    for (std::size_t piece = 1; piece <= one.body.size() + 1; ++piece) {
      const Response response = answer(BatchFraming::array, one.body, piece);
      EXPECT_EQ(response.status, 400) << one.body;
      EXPECT_NE(response.body.find(one.where), std::string::npos) << response.body;
    }
  }
}

TEST(Batch, ArrayOfMoreQuestionsThanTheLimitIsRefused) {
  OracleLimits limits;
  limits.batch_questions = 2;
  EXPECT_EQ(answer(BatchFraming::array, "[1,2]", 1, limits).status, 200);
  EXPECT_EQ(answer(BatchFraming::array, "[1,2,3]", 1, limits).status, 413);
  EXPECT_EQ(answer(BatchFraming::lines, "1\n2\n3\n", 1, limits).status, 200);
}

TEST(Batch, AnswersLargerThanTheLimitAreRefused) {
  OracleLimits limits;
  limits.batch_answer_bytes = 2 * (kAnswer.size() + 1);
  const std::string two = kQuestion + "\n" + kQuestion + "\n";
  EXPECT_EQ(answer(BatchFraming::lines, two, 7, limits).status, 200);
  EXPECT_EQ(answer(BatchFraming::lines, two + kQuestion, 7, limits).status, 413);
}

TEST(Batch, QuestionThatIsTooLongIsRefusedInItsPlace) {
  const std::string padding(4096, ' ');
  for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, std::size_t{100'000}}) {
    for (const std::string& question : {padding + kQuestion, kQuestion + padding, padding}) {
      const Response lines = answer(BatchFraming::lines, question + "\n1\n", piece, {}, 200);
      EXPECT_NE(lines.body.find("too-large"), std::string::npos) << lines.body;
      EXPECT_NE(lines.body.find("\n{\"error\":{\"code\":\"bad-input\""), std::string::npos) << lines.body;
    }
    const Response array = answer(BatchFraming::array, "[" + kQuestion + padding + ",1]", piece, {}, 200);
    EXPECT_NE(array.body.find("too-large"), std::string::npos) << array.body;
    EXPECT_NE(array.body.find(",{\"error\":{\"code\":\"bad-input\""), std::string::npos) << array.body;
  }
}

}  // namespace
}  // namespace crosscheck::oracle
