#include "crosscheck/fetch/safelisted_request_header.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "crosscheck/base/allocation_counter.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/safelist_for_tests.h"

namespace crosscheck {
namespace {

// --- UNB

TEST(CorsUnsafeByte, AreControlCharactersDelimitersAndDelete) {
  const std::string unsafe = "\"():<>?@[\\]{}\x7F";
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool expected = (byte < 0x20 && byte != 0x09) || unsafe.find(c) != std::string::npos;
    EXPECT_EQ(is_cors_unsafe_request_header_byte(c), expected) << byte;
  }
}

TEST(CorsUnsafeByte, ListSeparatorsAndHighBytesAreNot) {
  for (const char c : std::string(",/;= \t'*%\x80\xFF")) EXPECT_FALSE(is_cors_unsafe_request_header_byte(c));
}

// --- SAF-1, SAF-2

TEST(CorsSafelistedRequestHeader, AValueOf128BytesIsTheLongest) {
  EXPECT_TRUE(is_safe("accept", std::string(128, 'a')));
  EXPECT_FALSE(is_safe("accept", std::string(129, 'a')));
  EXPECT_TRUE(is_safe("content-type", "text/plain;" + std::string(117, 'a')));
  EXPECT_FALSE(is_safe("content-type", "text/plain;" + std::string(118, 'a')));
  EXPECT_FALSE(is_safe("accept-language", std::string(129, 'a')));
  EXPECT_FALSE(is_safe("range", "bytes=" + std::string(122, '0') + "-"));
  EXPECT_EQ(rules_of("x", std::string(129, 'a')), "SAF-1") << "the length comes before the name";
}

TEST(CorsSafelistedRequestHeader, LengthIsCountedInBytes) { EXPECT_FALSE(is_safe("accept", std::string(130, '\xC3'))); }

TEST(CorsSafelistedRequestHeader, NamesAreComparedWithoutCase) {
  EXPECT_TRUE(is_safe("Content-Type", "text/plain"));
  EXPECT_TRUE(is_safe("CONTENT-TYPE", "text/plain"));
  EXPECT_TRUE(is_safe("aCCEPT", "*/*"));
  EXPECT_TRUE(is_safe("RANGE", "bytes=0-"));
  EXPECT_TRUE(is_safe("Accept-Language", "de"));
  EXPECT_TRUE(is_safe("Content-Language", "de"));
}

TEST(CorsSafelistedRequestHeader, NoOtherNameIsSafelisted) {
  for (const std::string_view name : {"last-event-id",   "dpr",
                                      "save-data",       "viewport-width",
                                      "width",           "user-agent",
                                      "cache-control",   "x-requested-with",
                                      "authorization",   "priority",
                                      "sec-fetch-mode",  "acceptx",
                                      "accepx",          "rangf",
                                      "content-typf",    "accept-encoding",
                                      "accept-languagf", "content-languagf",
                                      "accept-charset1", ""}) {
    EXPECT_FALSE(is_safe(name, "abc123")) << name;
    EXPECT_FALSE(is_safe(name, "on")) << name;
    EXPECT_EQ(rules_of(name, ""), "SAF-2") << name;
  }
}

TEST(CorsSafelistedRequestHeader, ANameThatFoldsOnlyInUnicodeIsAnother) {
  EXPECT_FALSE(
      is_safe("\xC4\xB1"
              "ange",
              "bytes=0-"));
  EXPECT_FALSE(is_safe("rang\xE5", "bytes=0-"));
}

// --- SAF-3

TEST(CorsSafelistedRequestHeader, AcceptTakesAllButUnsafeBytes) {
  for (const std::string_view value : {"", "*/*", "\xFF", "a\tb", "text/html;q=0.9,x/y"}) EXPECT_TRUE(is_safe("accept", value)) << value;
  for (const std::string_view value : {"\"a\"", "(a)", "{a}", "\x01", "\x7F", "a:b", "a@b", "a\\b", "a[b]", "<a>", "a?b"}) {
    EXPECT_FALSE(is_safe("accept", value)) << value;
    EXPECT_EQ(rules_of("accept", value), "UNB-1 SAF-3");
  }
  EXPECT_EQ(rules_of("accept", "*/*"), "SAF-3 SAF-10");
}

TEST(CorsSafelistedRequestHeader, ANulIsUnsafeAndDoesNotEndTheValue) {
  EXPECT_FALSE(is_safe("accept", std::string_view("a\0", 2)));
  EXPECT_FALSE(is_safe("content-type", std::string_view("text/plain\0", 11)));
}

// --- SAF-4

TEST(CorsSafelistedRequestHeader, LanguagesTakeLettersDigitsAndSevenOthers) {
  for (const std::string_view name : {"accept-language", "content-language"}) {
    for (const std::string_view value : {"en-US,en;q=0.9", "", "*", "de, en.1=2;3"}) EXPECT_TRUE(is_safe(name, value)) << value;
    for (const std::string_view value : {"en_US", "a\tb", "a/b", "\x80", "\xFF", "a'b", "a%b"}) {
      EXPECT_FALSE(is_safe(name, value)) << value;
      EXPECT_EQ(rules_of(name, value), "SAF-4");
    }
    for (int byte = 0; byte < 256; ++byte) {
      const std::string value(1, static_cast<char>(byte));
      const bool expected =
          std::string("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;=").find(value) != std::string::npos;
      EXPECT_EQ(is_safe(name, value), expected) << byte;
    }
  }
}

// --- SAF-5, SAF-6, SAF-7

TEST(CorsSafelistedRequestHeader, ContentTypeHasNoUnsafeByte) {
  EXPECT_EQ(rules_of("content-type", "text/plain;charset=\"utf-8\""), "UNB-1 SAF-5");
  EXPECT_EQ(rules_of("content-type", "text/plain; q=a:b"), "UNB-1 SAF-5");
  EXPECT_FALSE(is_safe("content-type", "text/plain;charset=\"utf-8\""));
  EXPECT_FALSE(is_safe("content-type", "text/plain; q=a:b"));
}

TEST(CorsSafelistedRequestHeader, ContentTypeParses) {
  for (const std::string_view value : {"", "text /plain", "text", "/plain"}) {
    EXPECT_FALSE(is_safe("content-type", value)) << value;
    EXPECT_EQ(rules_of("content-type", value), "MIM-2 SAF-6") << value;
  }
  for (const std::string_view value : {"text/ plain", "text/plain,", "text/plain, text/plain", "text/plain\xFF", "text/", "text/plain x"}) {
    EXPECT_FALSE(is_safe("content-type", value)) << value;
    EXPECT_EQ(rules_of("content-type", value), "MIM-3 SAF-6") << value;
  }
  EXPECT_FALSE(is_safe("content-type", ",text/plain"));
  EXPECT_FALSE(is_safe("content-type", "text/plain\x0B"));
  EXPECT_FALSE(is_safe("content-type", "text/plain\x0C"));
  for (const std::string_view value : {"text/plain;", "text/plain ;x", "text/plain\t;a", "text/plain; x=\xFF", "\ttext/plain "}) {
    EXPECT_TRUE(is_safe("content-type", value)) << value;
  }
}

TEST(CorsSafelistedRequestHeader, ContentTypeIsOneOfThree) {
  for (const std::string_view value : {"text/plain", "TEXT/PLAIN", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
                                       "text/plain;charset=UTF-8", "application/x-www-form-urlencoded;charset=UTF-8"}) {
    EXPECT_TRUE(is_safe("content-type", value)) << value;
    EXPECT_EQ(rules_of("content-type", value), "SAF-7 SAF-10");
  }
  for (const std::string_view value : {"application/json", "text/html", "application/www-form-urlencoded", "*/*", "text/plainx",
                                       "text/plai", "text/xml", "multipart/form-data2"}) {
    EXPECT_FALSE(is_safe("content-type", value)) << value;
    EXPECT_EQ(rules_of("content-type", value), "SAF-7");
  }
}

TEST(CorsSafelistedRequestHeader, ParametersOfContentTypeNeverMatter) {
  EXPECT_TRUE(is_safe("content-type", "text/plain;charset=utf-8,application/json"));
  EXPECT_TRUE(is_safe("content-type", "text/plain;,application/json"));
  EXPECT_TRUE(is_safe("content-type", "text/plain;;"));
  EXPECT_TRUE(is_safe("content-type", "text/plain;="));
}

// --- SAF-8, SAF-9, RNG

TEST(CorsSafelistedRequestHeader, RangeIsASingleRangeWithoutWhitespace) {
  const std::vector<std::pair<std::string_view, std::string_view>> failures = {
      {"Bytes=0-1", "RNG-1"},  {"items=0-1", "RNG-1"},     {"", "RNG-1"},
      {"bytes =0-1", "RNG-3"}, {"bytes", "RNG-3"},         {"bytes= 0-1", "RNG-4"},
      {"bytes=+1", "RNG-4"},   {"bytes=+1-", "RNG-4"},     {"bytes=0", "RNG-5"},
      {"bytes=0 -1", "RNG-5"}, {"bytes=0-1,3-4", "RNG-6"}, {"bytes=0-1 ", "RNG-6"},
      {"bytes=0-1x", "RNG-6"}, {"bytes=-", "RNG-7"},       {"bytes=18446744073709551616-1", "RNG-8"},
  };
  for (const auto& [value, rule] : failures) {
    EXPECT_FALSE(is_safe("range", value)) << value;
    EXPECT_EQ(rules_of("range", value), std::string(rule) + " SAF-8") << value;
  }
  for (const std::string_view value : {"bytes=0-", "bytes=0-0", "bytes=00-01", "bytes=1-18446744073709551616"}) {
    EXPECT_TRUE(is_safe("range", value)) << value;
    EXPECT_EQ(rules_of("range", value), "RNG-9 SAF-10") << value;
  }
}

TEST(CorsSafelistedRequestHeader, NumbersOfRangeHaveNoBound) {
  const std::string many = std::string(60, '9');
  EXPECT_TRUE(is_safe("range", "bytes=" + many + "-" + many));
  EXPECT_FALSE(is_safe("range", "bytes=" + many + "-" + std::string(59, '9')));
}

TEST(CorsSafelistedRequestHeader, RangeWithoutAStartIsUnsafe) {
  EXPECT_FALSE(is_safe("range", "bytes=-500"));
  EXPECT_EQ(rules_of("range", "bytes=-500"), "RNG-9 SAF-9");
}

// --- a small world, and a slow reference

// Every sequence of at most `length` pieces, each handed to `check`.
template <class Check>
void for_each_sequence(const std::vector<std::string>& pieces, int length, const Check& check, const std::string& prefix = "") {
  check(prefix);
  if (length == 0) return;
  for (const std::string& piece : pieces) for_each_sequence(pieces, length - 1, check, prefix + piece);
}

bool reference_content_type(std::string value) {
  for (const char c : value) {
    if (is_cors_unsafe_request_header_byte(c)) return false;
  }
  value = value.substr(0, value.find(';'));
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.erase(0, 1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.pop_back();
  return equals_ignoring_ascii_case(value, "text/plain");
}

TEST(CorsSafelistedRequestHeader, ContentTypeAgreesWithASlowReferenceOnASmallWorld) {
  std::size_t safe = 0;
  for_each_sequence({"text", "Text", "/", "plain", "text/plain", ";", " ", "\t", ",", "x=", "\"", "\xE9"}, 5,
                    [&](const std::string& value) {
                      const bool expected = reference_content_type(value);
                      safe += expected ? 1 : 0;
                      ASSERT_EQ(is_cors_safelisted_request_header("content-type", value), expected) << value;
                    });
  EXPECT_GT(safe, 1000u);
}

bool reference_range(const std::string& value) {
  const std::size_t minus = value.find('-');
  if (value.substr(0, 6) != "bytes=" || minus == std::string::npos) return false;
  const std::string start = value.substr(6, minus - 6);
  const std::string end = value.substr(minus + 1);
  const auto digits = [](const std::string& text) { return text.find_first_not_of("0123456789") == std::string::npos; };
  if (start.empty() || !digits(start) || !digits(end)) return false;
  return end.empty() || std::stoul(start) <= std::stoul(end);
}

TEST(CorsSafelistedRequestHeader, RangeAgreesWithASlowReferenceOnASmallWorld) {
  std::size_t safe = 0;
  for_each_sequence({"bytes=", "=", "-", "0", "1", "9", " ", "+", ","}, 6, [&](const std::string& value) {
    const bool expected = reference_range(value);
    safe += expected ? 1 : 0;
    ASSERT_EQ(is_cors_safelisted_request_header("range", value), expected) << value;
  });
  EXPECT_GT(safe, 100u);
}

TEST(CorsSafelistedRequestHeader, ATraceChangesNothingOnASmallWorld) {
  for (const std::string_view name : {"accept", "accept-language", "content-type", "range", "dpr"}) {
    for (const Profile* profile : {&standard_profile(), &chromium_profile(), &firefox_profile(), &webkit_profile()}) {
      for_each_sequence({"text/plain", ";", "bytes=", "1", "-", "+", "\x80", "("}, 3,
                        [&](const std::string& value) { is_safe(name, value, *profile); });
    }
  }
}

TEST(CorsSafelistedRequestHeader, AllocatesNothingWithoutATrace) {
  for (const Profile* profile : {&standard_profile(), &chromium_profile(), &firefox_profile(), &webkit_profile()}) {
    for (const std::string_view name : {"accept", "accept-language", "content-language", "content-type", "range", "x-custom", "dpr"}) {
      for (const std::string_view value : {"*/*", "text/plain;charset=UTF-8", "bytes=0-9", "bytes=9-0", "application/json", "\"", ""}) {
        EXPECT_EQ(allocations_in([&] { is_cors_safelisted_request_header(name, value, *profile); }), 0u) << name << ": " << value;
      }
    }
  }
}

// --- NCN, NCS

TEST(NoCorsSafelistedRequestHeader, AreFourNames) {
  for (const std::string_view name : {"Accept", "accept-language", "CONTENT-LANGUAGE", "Content-Type"}) {
    EXPECT_TRUE(is_no_cors_safelisted_request_header_name(name)) << name;
  }
  for (const std::string_view name : {"Range", "Authorization", "Content-Length", "", "X-A"}) {
    EXPECT_FALSE(is_no_cors_safelisted_request_header_name(name)) << name;
  }
}

TEST(NoCorsSafelistedRequestHeader, RangeIsNotThoughItIsCorsSafelisted) {
  EXPECT_TRUE(is_safe("Range", "bytes=0-"));
  EXPECT_FALSE(is_no_cors_safelisted_request_header("Range", "bytes=0-"));
}

TEST(NoCorsSafelistedRequestHeader, TheValueHasToBeSafelistedToo) {
  EXPECT_TRUE(is_no_cors_safelisted_request_header("Content-Type", "text/plain"));
  EXPECT_FALSE(is_no_cors_safelisted_request_header("Content-Type", "application/json"));
}

TEST(NoCorsSafelistedRequestHeader, TheTraceEndsWithWhatDecided) {
  const auto last = [](std::string_view name, std::string_view value) {
    CollectingTrace steps;
    is_no_cors_safelisted_request_header(name, value, standard_profile(), Trace(&steps));
    return rule_info(steps.steps().back().rule).id;
  };
  EXPECT_EQ(last("Range", "bytes=0-"), "NCN-1");
  EXPECT_EQ(last("Content-Type", "application/json"), "NCS-1");
  EXPECT_EQ(last("Content-Type", "text/plain"), "NCS-1");
}

}  // namespace
}  // namespace crosscheck
