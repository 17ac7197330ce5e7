#include "crosscheck/fetch/data_url.h"

#include <gtest/gtest.h>

#include <string_view>

namespace crosscheck {
namespace {

std::optional<std::string> mime_type_of(std::string_view url) {
  const auto parsed = parse_url(url);
  EXPECT_TRUE(parsed.has_value()) << url;
  return data_url_mime_type(*parsed);
}

TEST(DataUrl, WithoutAMimeTypeIsPlainText) { EXPECT_EQ(mime_type_of("data:,x"), "text/plain;charset=US-ASCII"); }

TEST(DataUrl, WithoutACommaIsAFailure) {
  EXPECT_EQ(mime_type_of("data:"), std::nullopt);
  EXPECT_EQ(mime_type_of("data:text/html"), std::nullopt);
  EXPECT_EQ(mime_type_of("data:text/html;base64"), std::nullopt);
}

TEST(DataUrl, ACommaInTheFragmentDoesNotCount) {
  EXPECT_EQ(mime_type_of("data:text/html#,x"), std::nullopt);
  EXPECT_EQ(mime_type_of("data:text/html?,x"), std::optional<std::string>("text/plain;charset=US-ASCII"));
}

TEST(DataUrl, TheMimeTypeIsSerializedAnew) {
  EXPECT_EQ(mime_type_of("data:TEXT/HTML,x"), "text/html");
  EXPECT_EQ(mime_type_of("data: text/html ,x"), "text/html");
  EXPECT_EQ(mime_type_of("data:text/html;Charset=UTF-8,x"), "text/html;charset=UTF-8");
  EXPECT_EQ(mime_type_of("data:text/html;charset=,x"), "text/html");
}

TEST(DataUrl, ParametersAloneBelongToPlainText) {
  EXPECT_EQ(mime_type_of("data:;charset=UTF-8,x"), "text/plain;charset=UTF-8");
  EXPECT_EQ(mime_type_of("data:;x=y;base64,WA"), "text/plain;x=y");
  EXPECT_EQ(mime_type_of("data:;,x"), "text/plain");
}

TEST(DataUrl, AMimeTypeThatDoesNotParseIsPlainText) {
  EXPECT_EQ(mime_type_of("data:text,x"), "text/plain;charset=US-ASCII");
  EXPECT_EQ(mime_type_of("data:charset=UTF-8,x"), "text/plain;charset=US-ASCII");
  EXPECT_EQ(mime_type_of("data:te xt/html,x"), "text/plain;charset=US-ASCII");
}

TEST(DataUrl, Base64MustDecode) {
  EXPECT_EQ(mime_type_of("data:text/html;base64,WA=="), "text/html");
  EXPECT_EQ(mime_type_of("data:text/html;base64,WA"), "text/html");
  EXPECT_EQ(mime_type_of("data:text/html;base64,"), "text/html");
  EXPECT_EQ(mime_type_of("data:text/html;base64,W%20A%0A"), "text/html");
  EXPECT_EQ(mime_type_of("data:text/html;base64,W%41"), "text/html");
  EXPECT_EQ(mime_type_of("data:text/html;base64,W"), std::nullopt);
  EXPECT_EQ(mime_type_of("data:text/html;base64,WA="), std::nullopt);
  EXPECT_EQ(mime_type_of("data:text/html;base64,W==="), std::nullopt);
  EXPECT_EQ(mime_type_of("data:text/html;base64,WA-_"), std::nullopt);
  EXPECT_EQ(mime_type_of("data:text/html;base64,WA%"), std::nullopt);
  EXPECT_EQ(mime_type_of("data:text/html;base64,W%0BAA"), std::nullopt);
}

TEST(DataUrl, Base64IsTheLastParameterInAnyCaseAfterSpaces) {
  EXPECT_EQ(mime_type_of("data:text/html;  BASE64,!"), std::nullopt);
  EXPECT_EQ(mime_type_of("data:text/html;base64 ,!"), std::nullopt);
  EXPECT_EQ(mime_type_of("data:;base64,WA"), "text/plain;charset=US-ASCII");
  EXPECT_EQ(mime_type_of("data:;;base64,WA"), "text/plain");
}

TEST(DataUrl, WhatOnlyLooksLikeBase64IsAnOrdinaryParameter) {
  EXPECT_EQ(mime_type_of("data:text/html;base64;x=y,!"), "text/html;x=y");
  EXPECT_EQ(mime_type_of("data:text/html;xbase64,!"), "text/html");
  EXPECT_EQ(mime_type_of("data:base64,!"), "text/plain;charset=US-ASCII");
  EXPECT_EQ(mime_type_of("data:text/html;base64=,!"), "text/html");
}

}  // namespace
}  // namespace crosscheck
