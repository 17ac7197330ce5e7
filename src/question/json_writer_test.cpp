#include "question/json_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace crosscheck::question {
namespace {

std::string as_text(std::string_view utf8) {
  JsonWriter out;
  out.text(utf8);
  return std::string(out.written());
}

TEST(JsonWriter, PutsCommasBetweenMembersAndElements) {
  JsonWriter out;
  out.begin_object();
  out.key("a");
  out.begin_array();
  out.number(1);
  out.begin_array();
  out.end_array();
  out.null();
  out.end_array();
  out.key("b");
  out.boolean(false);
  out.end_object();
  EXPECT_EQ(out.written(), R"({"a":[1,[],null],"b":false})");
}

TEST(JsonWriter, EscapesWhatAStringCannotHold) {
  EXPECT_EQ(as_text("a\"b\\c\nd\te"), R"("a\"b\\c\nd\te")");
  EXPECT_EQ(as_text(std::string_view("\0\x1F\x7F", 3)), "\"\\u0000\\u001f\\u007f\"");
}

TEST(JsonWriter, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(as_text("\xE2\x82\xAC\xFF"), "\"\xE2\x82\xAC\xEF\xBF\xBD\"");
  EXPECT_EQ(as_text("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(JsonWriter, WritesEachByteAsItsCodePoint) {
  for (int byte = 0; byte < 256; ++byte) {
    JsonWriter out;
    out.bytes(std::string(1, static_cast<char>(byte)));
    const std::string read = nlohmann::json::parse(out.written()).get<std::string>();
    EXPECT_EQ(read.size(), byte < 0x80 ? 1U : 2U) << byte;
  }
}

// Strings are looked at by blocks of bytes.
TEST(JsonWriter, WritesWhatIsNotPlainWhereverItStands) {
  const std::string plain = "abcdefghijklmnopqrstuvwxyz0123456789 ABCDE";
  for (std::size_t size = 1; size <= plain.size(); ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const std::string_view odd : {"\"", "\x1F", "\x7F", "\xC3\xA9", "\xE2\x82\xAC", "\\\\"}) {
        std::string given = plain.substr(0, size);
        given.replace(at, 1, odd);
        ASSERT_EQ(nlohmann::json::parse(as_text(given)).get<std::string>(), given);
      }
    }
  }
}

TEST(JsonWriter, KeepsWhatItHasWrittenAsItGrows) {
  JsonWriter out;
  std::string expected = "[";
  out.begin_array();
  for (int i = 0; i < 1000; ++i) {
    out.text("an element that is long enough to matter");
    expected += (i == 0 ? "" : ",") + std::string("\"an element that is long enough to matter\"");
    ASSERT_EQ(out.written(), expected);
  }
}

TEST(JsonWriter, TakesAValueThatIsJsonAlready) {
  JsonWriter out;
  out.begin_object();
  out.key("a");
  out.json("[1,2]");
  out.key("b");
  out.word("plain");
  out.end_object();
  EXPECT_EQ(out.written(), R"({"a":[1,2],"b":"plain"})");
}

TEST(JsonWriter, BeginsAnewWhenItIsCleared) {
  JsonWriter out;
  out.null();
  out.clear();
  EXPECT_EQ(out.written(), "");
  out.number(18446744073709551615U);
  EXPECT_EQ(out.written(), "18446744073709551615");
}

TEST(JsonWriter, GoesBackToAMark) {
  JsonWriter out;
  out.begin_object();
  out.key("a");
  out.number(1);
  const JsonWriter::Mark mark = out.mark();
  out.key("b");
  out.begin_object();
  out.back_to(mark);
  out.key("c");
  out.null();
  out.end_object();
  EXPECT_EQ(out.written(), R"({"a":1,"c":null})");
}

}  // namespace
}  // namespace crosscheck::question
