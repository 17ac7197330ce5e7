#include "question/json_document.h"

#include <gtest/gtest.h>

#include <string>

#include "question/json_careful_reader.h"

namespace crosscheck::question {
namespace {

constexpr std::size_t kDepth = 4;

// The tree as text: one line for each node.
std::string told(const JsonTree& tree) {
  std::string text;
  for (NodeIndex i = 0; i < tree.size(); ++i) {
    const JsonNode& node = tree[i];
    text += std::to_string(static_cast<int>(node.type)) + (node.truth ? "t " : " ") + std::to_string(node.parent) + " " +
            std::to_string(node.end) + " " + std::to_string(node.children) + " " + std::string(node.key) + "=" + std::string(node.text) +
            "\n";
  }
  return text;
}

// By either reader; "refused" where it does.
std::string read(std::string_view text) {
  Limits limits;
  limits.depth = kDepth;
  JsonDocument document;
  return document.read(text, limits) ? "refused" : told(document.tree());
}
std::string read_carefully(std::string_view text) {
  Limits limits;
  limits.depth = kDepth;
  CarefulReader reader;
  JsonTree tree;
  return reader.read(text, limits, tree) ? "refused" : told(tree);
}

TEST(JsonDocument, ReadsWhatTheCarefulReaderReads) {
  for (const std::string_view text :
       {R"({"kind": "cors-check", "input": {"origin": "https://a.test", "headers": [["Access-Control-Allow-Origin", "*"], []]}})",
        " [ 1 , -0.5e+3 ,true,false , null , { } , [ ] , \"\" ]\r\n\t", "{}", "[]", "\"alone\"", "12", "true", "[[[]]]",
        R"({"a":{"b":{"c":1}},"d":"sixteen bytes or more stand here"})", "\"\x7F\"", R"({"a\u0062":"\u00e9\ud83d\ude00\n","é":"\/"})"}) {
    EXPECT_NE(read(text), "refused") << text;
    EXPECT_EQ(read(text), read_carefully(text)) << text;
  }
}

TEST(JsonDocument, RefusesWhatTheCarefulReaderRefuses) {
  for (const std::string_view text : {"",
                                      " ",
                                      "{",
                                      "[",
                                      "\"",
                                      "\"a\nb\"",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{,}",
                                      "[1,]",
                                      "[,1]",
                                      "[1 2]",
                                      "01",
                                      "1.",
                                      "-",
                                      "truex",
                                      "nul",
                                      "[true1]",
                                      "{}{}",
                                      "[]]",
                                      "{\"a\":1,\"a\":2}",
                                      "{a:1}",
                                      "[[[[[]]]]]",
                                      "{\"a\":[{\"a\":[{}]}]}",
                                      "'a'",
                                      "[1",
                                      "{\"a\":1"}) {
    EXPECT_EQ(read(text), "refused") << text;
    EXPECT_EQ(read_carefully(text), "refused") << text;
  }
  EXPECT_EQ(read(std::string_view("[1]\0", 4)), "refused");
  EXPECT_EQ(read(std::string_view("\"a\0b\"", 5)), "refused");
  EXPECT_EQ(read(std::string_view("\0[1]", 4)), "refused");
}

// Every text of up to five of these bytes.
TEST(JsonDocument, AgreesWithTheCarefulReaderInASmallWorld) {
  constexpr std::string_view kBytes = "{}[],:\"1a ";
  std::string text;
  const auto visit = [&](const auto& self, std::size_t left) -> void {
    ASSERT_EQ(read(text), read_carefully(text)) << text;
    if (left == 0) return;
    for (const char byte : kBytes) {
      text += byte;
      self(self, left - 1);
      text.pop_back();
    }
  };
  visit(visit, 5);
}

TEST(JsonDocument, FindsTheEndOfAStringWhereverItStands) {
  const std::string letters(70, 'x');
  for (std::size_t size = 0; size <= letters.size(); ++size) {
    for (std::size_t before = 0; before < 20; ++before) {
      const std::string text = "[" + std::string(before, ' ') + "\"" + letters.substr(0, size) + "\",\"y\"]";
      ASSERT_EQ(read(text), read_carefully(text)) << text;
    }
  }
}

}  // namespace
}  // namespace crosscheck::question
