#include "suite/adapter_answer.h"

#include <gtest/gtest.h>

#include <string>

namespace crosscheck::suite {
namespace {

std::string refusal_of_line(std::string_view line) {
  const Result<AdapterAnswer, AnswerFault> answer = read_adapter_answer(line);
  return answer ? "taken" : answer.error().what;
}

std::string fault_of_line(std::string_view line) {
  const Result<AdapterAnswer, AnswerFault> answer = read_adapter_answer(line);
  if (!answer) return "refused: " + answer.error().what;
  return answer->fault.value_or("none");
}

TEST(AdapterAnswer, OneOfOutputErrorAndSkipIsAnAnswer) {
  for (const std::string_view line :
       {R"({"id":"7","output":{}})", R"( {"skip":"fetch", "id":"7"} )", R"({"id":"7","error":{"code":"bad-input"},"more":1})"}) {
    const Result<AdapterAnswer, AnswerFault> answer = read_adapter_answer(line);
    ASSERT_TRUE(answer.has_value()) << line;
    EXPECT_EQ(answer->id, "7");
    EXPECT_FALSE(answer->fault) << line;
  }
}

TEST(AdapterAnswer, LineThatBearsNoIdIsRefused) {
  EXPECT_EQ(refusal_of_line(R"({"output":{}})"), R"(a line bears no id: "{\"output\":{}}")");
  EXPECT_EQ(refusal_of_line(R"({"id":7})"), R"(a line bears no id: "{\"id\":7}")");
  EXPECT_EQ(refusal_of_line("[]"), "a line bears no id: \"[]\"");
  EXPECT_EQ(refusal_of_line("{").rfind("a line is no answer: line 1, column 2: ", 0), 0U) << refusal_of_line("{");
}

TEST(AdapterAnswer, FaultsOfItsShapeAreNamed) {
  EXPECT_EQ(fault_of_line(R"({"id":"0"})").rfind("an answer has exactly one of", 0), 0U);
  EXPECT_EQ(fault_of_line(R"({"id":"0","output":{},"skip":"x"})").rfind("an answer has exactly one of", 0), 0U);
  EXPECT_EQ(fault_of_line(R"({"id":"0","kind":"fetch","input":{}})").rfind("it sends the question back", 0), 0U);
  EXPECT_EQ(fault_of_line(R"({"id":"0","output":[]})").rfind("\"output\" has to be an object", 0), 0U);
  EXPECT_EQ(fault_of_line(R"({"id":"0","skip":1})").rfind("\"skip\" has to be a string", 0), 0U);
  EXPECT_EQ(fault_of_line(R"({"id":"0","error":{}})").rfind("\"error\" has to be an object with \"code\"", 0), 0U);
}

TEST(AdapterAnswer, LongLineIsShownByItsBeginning) {
  const std::string shown = shown_line(std::string(200, 'x'));
  EXPECT_EQ(shown, "\"" + std::string(120, 'x') + "\" …");
}

}  // namespace
}  // namespace crosscheck::suite
