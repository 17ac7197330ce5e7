#include "crosscheck/http/mime_type.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosscheck {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Parses, and holds the short way against the long one.
Result<MimeType, FailedStep> parse(std::string_view input) {
  const Result<MimeType, FailedStep> whole = parse_mime_type(input);
  const Result<MimeEssence, FailedStep> essence = parse_mime_type_essence(input);
  EXPECT_EQ(whole.has_value(), essence.has_value()) << input;
  if (whole && essence) {
    EXPECT_TRUE(essence->is(whole->essence())) << input;
  } else if (!whole && !essence) {
    EXPECT_EQ(whole.error(), essence.error()) << input;
  }
  return whole;
}

void expect_failure(std::string_view input, int step) {
  const auto parsed = parse(input);
  ASSERT_FALSE(parsed.has_value()) << input;
  EXPECT_EQ(parsed.error().number, step) << input;
}

void expect_essence(std::string_view input, std::string_view essence) {
  const auto parsed = parse(input);
  ASSERT_TRUE(parsed.has_value()) << input;
  EXPECT_EQ(parsed->essence(), essence) << input;
}

Parameters parameters(std::string_view input) {
  const auto parsed = parse("x/x" + std::string(input));
  EXPECT_TRUE(parsed.has_value()) << input;
  return parsed ? parsed->parameters : Parameters();
}

std::string round_trip(std::string_view input) {
  const auto parsed = parse(input);
  EXPECT_TRUE(parsed.has_value()) << input;
  return parsed ? serialize_mime_type(*parsed) : std::string();
}

TEST(ParseMimeType, TrimsHttpWhitespaceAndNoOther) {
  expect_essence("\r\n\t text/plain \t\r\n", "text/plain");
  expect_failure(
      "\x0B"
      "text/plain",
      4);
  expect_failure("text/plain\x0B", 9);
  expect_failure("text/plain\x0C", 9);
}

TEST(ParseMimeType, NeedsATypeBeforeASlash) {
  expect_failure("", 4);
  expect_failure("text", 5);
  expect_failure("/plain", 4);
  expect_failure("/", 4);
  expect_failure("text /plain", 4);
  expect_failure(",text/plain", 4);
  expect_failure("t\xFFxt/plain", 4);
}

TEST(ParseMimeType, NeedsASubtypeOfTokenBytes) {
  expect_failure("text/", 9);
  expect_failure("text/;a=b", 9);
  expect_failure("text/ plain", 9);
  expect_failure("text/plain,", 9);
  expect_failure("text/plain, text/plain", 9);
  expect_failure("text/plain\xFF", 9);
  expect_failure("text/plain/x", 9);
  expect_essence("*/*", "*/*");
}

TEST(ParseMimeType, TakesWhitespaceBetweenSubtypeAndSemicolon) {
  expect_essence("text/plain;", "text/plain");
  expect_essence("text/plain ;x", "text/plain");
  expect_essence("text/plain\t;a", "text/plain");
  expect_essence("text/plain; x=\xFF", "text/plain");
}

TEST(ParseMimeType, LowersTypeAndSubtype) {
  expect_essence("TEXT/PLAIN", "text/plain");
  expect_essence("Application/X-WWW-Form-UrlEncoded", "application/x-www-form-urlencoded");
}

TEST(ParseMimeType, ParametersNeverMakeItFail) {
  for (const std::string_view input :
       {"text/plain;charset=utf-8,application/json", "text/plain;,application/json", "text/plain;;;", "text/plain;=", "text/plain;=x",
        "text/plain;a=", "text/plain;a=\"", "text/plain;a=\"\\", "text/plain;a b=c", "text/plain;\x01=\x01"}) {
    expect_essence(input, "text/plain");
  }
}

TEST(ParseMimeType, ReadsParametersInOrder) {
  EXPECT_EQ(parameters(";b=1;A=2; c=3"), (Parameters{{"b", "1"}, {"a", "2"}, {"c", "3"}}));
  EXPECT_EQ(parameters("; \r\n a=x y \t;b=z"), (Parameters{{"a", "x y"}, {"b", "z"}}));
  EXPECT_EQ(parameters(";charset=UTF-8"), (Parameters{{"charset", "UTF-8"}}));
}

TEST(ParseMimeType, KeepsTheFirstParameterOfAName) {
  EXPECT_EQ(parameters(";b=1;a=2;B=3;a=4;b=5;c=6"), (Parameters{{"b", "1"}, {"a", "2"}, {"c", "6"}}));
  EXPECT_EQ(parameters(";a=;a=\x01;a=2"), (Parameters{{"a", "2"}}));
}

TEST(ParseMimeType, PassesOverBrokenParameters) {
  EXPECT_EQ(parameters(";"), Parameters());
  EXPECT_EQ(parameters(";a"), Parameters());
  EXPECT_EQ(parameters(";a="), Parameters());
  EXPECT_EQ(parameters(";a=;b=1"), (Parameters{{"b", "1"}}));
  EXPECT_EQ(parameters(";a;b=1"), (Parameters{{"b", "1"}}));
  EXPECT_EQ(parameters(";=x;b=1"), (Parameters{{"b", "1"}}));
  EXPECT_EQ(parameters(";a =x;b=1"), (Parameters{{"b", "1"}}));
  EXPECT_EQ(parameters(";a=\x7F;b=1"), (Parameters{{"b", "1"}}));
  EXPECT_EQ(parameters(";\xE9=x;b=1"), (Parameters{{"b", "1"}}));
  EXPECT_EQ(parameters(";a= ;b=1"), (Parameters{{"b", "1"}}));
}

TEST(ParseMimeType, ReadsQuotedValues) {
  EXPECT_EQ(parameters(";a=\"x;y\";b=1"), (Parameters{{"a", "x;y"}, {"b", "1"}}));
  EXPECT_EQ(parameters(";a=\"\""), (Parameters{{"a", ""}}));
  EXPECT_EQ(parameters(";a=\"x\\\"y\\\\\""), (Parameters{{"a", "x\"y\\"}}));
  EXPECT_EQ(parameters(";charset=\"shift_jis\"iso-2022-jp;b=1"), (Parameters{{"charset", "shift_jis"}, {"b", "1"}}));
  EXPECT_EQ(parameters(";a=\"x\"yb=z;c=1"), (Parameters{{"a", "x"}, {"c", "1"}}));
  EXPECT_EQ(parameters(";a=\"x"), (Parameters{{"a", "x"}}));
  EXPECT_EQ(parameters(";a=x\"y;z\""), (Parameters{{"a", "x\"y"}}));
  EXPECT_EQ(parameters(";a=\t\"x\""), (Parameters{{"a", "\t\"x\""}}));
  EXPECT_EQ(parameters(";a=\xFF"), (Parameters{{"a", "\xFF"}}));
}

TEST(ParseMimeType, ReadsHundredThousandsOfParametersInReasonableTime) {
  std::string many;
  constexpr std::size_t kNames = 200000;
  for (std::size_t i = 0; i < kNames; ++i) many += ";p" + std::to_string(i) + "=1";
  EXPECT_EQ(parameters(many).size(), kNames);
}

TEST(SerializeMimeType, QuotesValuesThatAreNoTokens) {
  EXPECT_EQ(serialize_mime_type(MimeType{"text", "plain", {}}), "text/plain");
  EXPECT_EQ(serialize_mime_type(MimeType{"x", "y", {{"a", "b"}, {"c", ""}, {"d", "e f"}, {"g", "\"\\"}}}),
            R"(x/y;a=b;c="";d="e f";g="\"\\")");
}

TEST(SerializeMimeType, WhatItWritesParsesToTheSame) {
  EXPECT_EQ(round_trip("TEXT/HTML ; CharSet=UTF-8"), "text/html;charset=UTF-8");
  EXPECT_EQ(round_trip("text/html;charset=\"utf-8\""), "text/html;charset=utf-8");
  for (const std::string_view input : {"a/b", "a/b;c=d", "a/b;c=\"\";d=\" \\\" \"", "a/b;c=\xFF;d=\t\"", "*/*;a=b;A=c"}) {
    const auto once = parse(input);
    ASSERT_TRUE(once.has_value()) << input;
    const auto twice = parse(serialize_mime_type(*once));
    ASSERT_TRUE(twice.has_value()) << input;
    EXPECT_EQ(*twice, *once) << input;
  }
}

TEST(MimeEssence, IsComparedWithoutTheCaseOfTheInput) {
  const auto essence = parse_mime_type_essence("TEXT/Plain; a=b");
  ASSERT_TRUE(essence.has_value());
  EXPECT_EQ(essence->type, "TEXT");
  EXPECT_EQ(essence->subtype, "Plain");
  EXPECT_TRUE(essence->is("text/plain"));
  EXPECT_FALSE(essence->is("text/plains"));
  EXPECT_FALSE(essence->is("textaplain"));
  EXPECT_FALSE(essence->is("tex/tplain"));
  EXPECT_FALSE(essence->is("text/html5"));
  EXPECT_FALSE(essence->is(""));
}

}  // namespace
}  // namespace crosscheck
