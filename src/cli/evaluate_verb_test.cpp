#include "cli/evaluate_verb.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "cli/command_for_tests.h"
#include "cli/exit_code.h"

namespace crosscheck::cli {
namespace {

constexpr std::string_view kQuestion = R"({"id":"1","kind":"safelisted-method","input":{"method":"GET"}})";
constexpr std::string_view kAnswer = "{\"id\":\"1\",\"output\":{\"safelisted\":true}}\n";

Done evaluate(std::string_view input, const EvaluateOptions& options) {
  const ScratchFile in(input);
  const ScratchFile out;
  const ScratchFile err;
  const int code = evaluate_verb(options, in.descriptor(), out.file(), err.file());
  return {code, out.text(), err.text()};
}

Done evaluate_lines(std::string_view input, std::size_t limit = Limits().question_bytes) {
  EvaluateOptions options;
  options.lines = true;
  options.limits.question_bytes = limit;
  return evaluate(input, options);
}

TEST(EvaluateVerb, AnswersOneQuestionAndEndsWithZero) {
  const Done done = evaluate(std::string(kQuestion) + "\n", {});
  EXPECT_EQ(done.code, kDone);
  EXPECT_EQ(done.out, kAnswer);
  EXPECT_EQ(done.err, "");
}

TEST(EvaluateVerb, EndsWithOneWhereTheAnswerIsAnError) {
  EXPECT_EQ(evaluate("", {}).code, kDoesNotHold);
  EXPECT_NE(evaluate("", {}).out.find("\"not-json\",\"offset\":0"), std::string::npos);
  EXPECT_EQ(evaluate("{\"kind\":\"nope\"}", {}).code, kDoesNotHold);
}

TEST(EvaluateVerb, ReadsNoMoreOfAQuestionThatIsTooLarge) {
  EvaluateOptions options;
  options.limits.question_bytes = 1000;
  EXPECT_NE(evaluate(std::string(1'000'000, ' '), options).out.find("too-large"), std::string::npos);
}

TEST(EvaluateVerb, SaysSoWhereItCannotRead) {
  const int folder = open(".", O_RDONLY);
  ASSERT_GE(folder, 0);
  for (const bool lines : {false, true}) {
    const ScratchFile out;
    const ScratchFile err;
    EXPECT_EQ(evaluate_verb({lines, {}}, folder, out.file(), err.file()), kUnusableInput);
    EXPECT_EQ(out.text(), "");
    EXPECT_NE(err.text().find("cannot be read: Is a directory"), std::string::npos);
  }
  close(folder);
}

TEST(EvaluateLines, AnswersInOrderPassesOverBlankLinesAndGoesOnAfterABadOne) {
  const Done done = evaluate_lines(std::string(kQuestion) + "\n\n \t\r\n{bad\n" + std::string(kQuestion) + "\r\n" + std::string(kQuestion));
  EXPECT_EQ(done.code, kDone);
  EXPECT_TRUE(done.out.starts_with(std::string(kAnswer) + "{\"error\":{\"code\":\"not-json\",\"offset\":1,"));
  EXPECT_TRUE(done.out.ends_with("}}\n" + std::string(kAnswer) + std::string(kAnswer)));
}

TEST(EvaluateLines, AnswersALineOverTheLimitAndFindsTheNextOne) {
  for (const std::size_t length : {kQuestion.size() + 1, std::size_t{65'536}, std::size_t{1'000'000}}) {
    const std::string padded = std::string(kQuestion) + std::string(length - kQuestion.size(), ' ');
    const Done done = evaluate_lines(padded + "\n" + std::string(kQuestion) + "\n" + padded, kQuestion.size());
    EXPECT_EQ(done.out.find("{\"id\":\"1\",\"error\":{\"code\":\"too-large\""), 0U) << done.out;
    EXPECT_NE(done.out.find("\n" + std::string(kAnswer) + "{\"id\":\"1\",\"error\":{\"code\":\"too-large\""), std::string::npos)
        << done.out;
  }
}

TEST(EvaluateLines, SpeaksAsAnAdapter) {
  const Done done =
      evaluate_lines("{\"kind\":\"hello\",\"input\":{\"protocol\":1,\"nonce\":\"xyz\"}}\n{\"id\":\"2\",\"kind\":\"nope\",\"input\":{}}\n");
  EXPECT_NE(done.out.find("\"nonce\":\"xyz\""), std::string::npos);
  EXPECT_TRUE(done.out.ends_with("{\"id\":\"2\",\"skip\":\"kind:nope\"}\n"));
}

TEST(EvaluateLines, AnswersBeforeTheNextQuestionIsThere) {
  std::array<int, 2> questions{};
  std::array<int, 2> answers{};
  ASSERT_EQ(pipe(questions.data()), 0);
  ASSERT_EQ(pipe(answers.data()), 0);
  std::thread adapter([&] {
    std::FILE* const out = fdopen(answers[1], "w");
    EvaluateOptions options;
    options.lines = true;
    EXPECT_EQ(evaluate_verb(options, questions[0], out, stderr), kDone);
    std::fclose(out);
  });
  const std::string line = std::string(kQuestion) + "\n";
  for (int i = 0; i < 3; ++i) {
    // Half a line first: nothing may come of it.
    ASSERT_EQ(write(questions[1], line.data(), 10), 10);
    ASSERT_EQ(write(questions[1], line.data() + 10, line.size() - 10), static_cast<ssize_t>(line.size() - 10));
    std::string answer;
    char byte = 0;
    while (byte != '\n' && read(answers[0], &byte, 1) == 1) answer += byte;
    EXPECT_EQ(answer, kAnswer);
  }
  close(questions[1]);
  adapter.join();
  close(questions[0]);
  close(answers[0]);
}

}  // namespace
}  // namespace crosscheck::cli
