#include "crosscheck/fetch/cors_check.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "crosscheck/base/allocation_counter.h"

namespace crosscheck {
namespace {

using Lines = std::vector<HeaderView>;
using std::string_view_literals::operator""sv;

constexpr std::string_view kA = "http://a.test";
constexpr std::string_view kAllowOrigin = "Access-Control-Allow-Origin";
constexpr std::string_view kAllowCredentials = "Access-Control-Allow-Credentials";
constexpr CredentialsMode kModes[] = {CredentialsMode::omit, CredentialsMode::same_origin, CredentialsMode::include};

Lines allow_origin(std::string_view value) { return {{kAllowOrigin, value}}; }
Lines allow(std::string_view origin, std::string_view credentials) { return {{kAllowOrigin, origin}, {kAllowCredentials, credentials}}; }

CorsCheck without_credentials(const Lines& lines, std::string_view origin = kA) {
  const CorsCheck same_origin = cors_check(origin, CredentialsMode::same_origin, lines);
  EXPECT_EQ(cors_check(origin, CredentialsMode::omit, lines), same_origin);
  return same_origin;
}
CorsCheck with_credentials(const Lines& lines, std::string_view origin = kA) { return cors_check(origin, CredentialsMode::include, lines); }

std::string_view reason(const Lines& lines, CredentialsMode mode = CredentialsMode::same_origin, std::string_view origin = kA) {
  const CorsCheck result = cors_check(origin, mode, lines);
  return result == CorsCheck::success ? "" : to_string(cors_check_reason(result, origin, lines));
}

TEST(CorsCheck, FailsWithoutAllowOrigin) {
  for (const CredentialsMode mode : kModes) {
    EXPECT_EQ(cors_check(kA, mode, {}), CorsCheck::no_allow_origin);
    EXPECT_EQ(cors_check(kA, mode, Lines{{kAllowCredentials, "true"}}), CorsCheck::no_allow_origin);
    EXPECT_EQ(cors_check("null", mode, {}), CorsCheck::no_allow_origin) << "absent is not the value null";
  }
}

TEST(CorsCheck, WildcardIsEnoughWithoutCredentials) {
  EXPECT_EQ(without_credentials(allow_origin("*")), CorsCheck::success);
  EXPECT_EQ(without_credentials(allow_origin("*"), "null"), CorsCheck::success);
  EXPECT_EQ(without_credentials({{"access-control-ALLOW-origin", "*"}}), CorsCheck::success);
}

TEST(CorsCheck, MalformedAllowCredentialsDoesNotMatterToTheWildcard) {
  for (const std::string_view value : {"True", "", "true, true", "no"})
    EXPECT_EQ(without_credentials(allow("*", value)), CorsCheck::success);
}

TEST(CorsCheck, WildcardFailsWhenCredentialsAreIncluded) {
  EXPECT_EQ(with_credentials(allow_origin("*")), CorsCheck::allow_origin_differs);
  EXPECT_EQ(with_credentials(allow("*", "true")), CorsCheck::allow_origin_differs);
}

TEST(CorsCheck, OnlyABareStarIsAWildcard) {
  for (const std::string_view value :
       {"**"sv, "\"*\""sv, "'*'"sv, "*, *"sv, "* *"sv, "*.b.test"sv, "http://*.b.test"sv, "\x0b*"sv, "*\0"sv, "\0*"sv}) {
    for (const CredentialsMode mode : kModes)
      EXPECT_EQ(cors_check(kA, mode, allow_origin(value)), CorsCheck::allow_origin_differs) << value;
  }
  EXPECT_EQ(without_credentials({{kAllowOrigin, "*"}, {kAllowOrigin, "*"}}), CorsCheck::allow_origin_differs);
}

TEST(CorsCheck, OriginIsComparedByteForByte) {
  EXPECT_EQ(without_credentials(allow_origin(kA)), CorsCheck::success);
  for (const std::string_view value :
       {"http://a.test/"sv, "http://A.test"sv, "HTTP://a.test"sv, "http://a.test:80"sv, "http://a.test/x"sv, "http:/a.test"sv,
        "http://a.test, http://c.test"sv, "http://a.test, http://a.test"sv, "http://%61.test"sv, "http://\xC3\xA4.test"sv,
        "\0http://a.test"sv, ""sv, "https://a.test"sv, "null"sv}) {
    EXPECT_EQ(without_credentials(allow_origin(value)), CorsCheck::allow_origin_differs) << value;
    EXPECT_EQ(with_credentials(allow(value, "true")), CorsCheck::allow_origin_differs) << value;
  }
  EXPECT_EQ(without_credentials({{kAllowOrigin, kA}, {kAllowOrigin, kA}}), CorsCheck::allow_origin_differs);
}

TEST(CorsCheck, NullMatchesWhoIsSerializedAsNull) {
  EXPECT_EQ(without_credentials(allow_origin("null"), "null"), CorsCheck::success);
  for (const std::string_view value : {"NULL", "Null", "\"null\""}) {
    EXPECT_EQ(without_credentials(allow_origin(value), "null"), CorsCheck::allow_origin_differs);
  }
  EXPECT_EQ(with_credentials(allow("null", "true"), "null"), CorsCheck::success) << "CHK-7: the letter, for a sandboxed page";
}

TEST(CorsCheck, ValueOutsideTheGrammarCanMatch) {
  EXPECT_EQ(without_credentials(allow_origin("http://a_b.test"), "http://a_b.test"), CorsCheck::success);
}

TEST(CorsCheck, CredentialsNeedExactlyTrue) {
  EXPECT_EQ(with_credentials(allow(kA, "true")), CorsCheck::success);
  EXPECT_EQ(with_credentials(allow_origin(kA)), CorsCheck::no_allow_credentials);
  for (const std::string_view value : {"True", "TRUE", "1", "true, true", "\"true\"", "true;", "", "false"}) {
    EXPECT_EQ(with_credentials(allow(kA, value)), CorsCheck::no_allow_credentials) << value;
    EXPECT_EQ(without_credentials(allow(kA, value)), CorsCheck::success) << value;
  }
  EXPECT_EQ(with_credentials({{kAllowOrigin, kA}, {kAllowCredentials, "true"}, {kAllowCredentials, "true"}}),
            CorsCheck::no_allow_credentials);
  EXPECT_EQ(with_credentials({{kAllowOrigin, kA}, {kAllowCredentials, "true"}, {kAllowCredentials, ""}}), CorsCheck::no_allow_credentials);
}

TEST(CorsCheck, FirefoxDropsEmptyAllowCredentialsLines) {
  const auto check = [](const Lines& lines) { return cors_check(kA, CredentialsMode::include, lines, firefox_profile()); };
  EXPECT_EQ(check({{kAllowOrigin, kA}, {kAllowCredentials, "true"}, {kAllowCredentials, ""}}), CorsCheck::success);
  EXPECT_EQ(check({{kAllowOrigin, kA}, {kAllowCredentials, "true"}, {kAllowCredentials, "true"}}), CorsCheck::no_allow_credentials);
  EXPECT_EQ(check({{kAllowOrigin, kA}, {kAllowCredentials, ""}}), CorsCheck::no_allow_credentials);
  EXPECT_EQ(check({{kAllowOrigin, kA}}), CorsCheck::no_allow_credentials);
}

TEST(CorsCheck, OtherHeadersPlayNoPart) {
  EXPECT_EQ(without_credentials({{"Vary", "Origin"}, {kAllowOrigin, kA}, {"Access-Control-Expose-Headers", "no no"}}), CorsCheck::success);
}

TEST(CorsCheckReason, NamesWhatIsMissing) {
  EXPECT_EQ(reason({}), "allow-origin-missing");
  EXPECT_EQ(reason(allow_origin(kA), CredentialsMode::include), "allow-credentials-missing");
  for (const std::string_view value : {"True", "1", "true, true", ""}) {
    EXPECT_EQ(reason(allow(kA, value), CredentialsMode::include), "allow-credentials-not-true");
  }
}

TEST(CorsCheckReason, TakesTheFirstRowThatFits) {
  EXPECT_EQ(reason(allow_origin("")), "allow-origin-empty");
  EXPECT_EQ(reason(allow_origin(""), CredentialsMode::omit, "null"), "allow-origin-empty");
  EXPECT_EQ(reason({{kAllowOrigin, "*"}, {kAllowOrigin, "*"}}), "allow-origin-multiple-lines");
  EXPECT_EQ(reason({{kAllowOrigin, ""}, {kAllowOrigin, ""}}), "allow-origin-multiple-lines");
  EXPECT_EQ(reason(allow_origin("*"), CredentialsMode::include), "allow-origin-wildcard-with-credentials");
  EXPECT_EQ(reason(allow("*", "true"), CredentialsMode::include, "null"), "allow-origin-wildcard-with-credentials");
  EXPECT_EQ(reason(allow_origin("http://a.test, http://c.test")), "allow-origin-multiple-values");
  EXPECT_EQ(reason(allow_origin("http://a.test http://c.test")), "allow-origin-multiple-values");
  EXPECT_EQ(reason(allow_origin("*, *")), "allow-origin-multiple-values");
  EXPECT_EQ(reason(allow_origin("* *"), CredentialsMode::omit, "null"), "allow-origin-multiple-values");
  EXPECT_EQ(reason(allow_origin("NULL"), CredentialsMode::omit, "null"), "allow-origin-null-mismatch");
  EXPECT_EQ(reason(allow_origin("*.a.test"), CredentialsMode::omit, "null"), "allow-origin-null-mismatch");
}

TEST(CorsCheckReason, MalformedIsWhatHasNoTupleOrigin) {
  for (const std::string_view value : {"example.com", "http://*.a.test", "**", "\"http://a.test\"", "null", "custom://x", "data:x",
                                       "file:///x", "http://", "http://a.test:99999", "//a.test", "['http://a.test']"}) {
    EXPECT_EQ(reason(allow_origin(value)), "allow-origin-malformed") << value;
  }
}

TEST(CorsCheckReason, MismatchIsAnyOtherUrl) {
  for (const std::string_view value : {"http://a.test/", "https://a.test", "http://a.test:80", "http://A.test", "https://c.test/path?q#f",
                                       "http://a.test;http://c.test", "http:/a.test", "http://u:p@a.test", "blob:http://a.test/1"}) {
    EXPECT_EQ(reason(allow_origin(value)), "allow-origin-mismatch") << value;
  }
}

// CHK-1 to CHK-7 once more, as plainly as can be: on whole strings, with the combined values built first.
bool reference_check(std::string_view origin, CredentialsMode mode, const Lines& lines) {
  std::optional<std::string> allow_origin_value;
  std::optional<std::string> allow_credentials_value;
  for (const HeaderView& line : lines) {
    std::optional<std::string>& value = line.name == kAllowOrigin ? allow_origin_value : allow_credentials_value;
    value = value ? *value + ", " + std::string(line.value) : std::string(line.value);
  }
  if (mode != CredentialsMode::include) return allow_origin_value == "*" || allow_origin_value == origin;
  return allow_origin_value == origin && allow_credentials_value == "true";
}

// Every list of up to three lines with these names and values, for every mode and four origins.
TEST(CorsCheck, AgreesWithAPlainReferenceOnAllSmallWorlds) {
  std::vector<HeaderView> alphabet;
  for (const std::string_view value : {"", "*", "null", "http://a.test", "http://a.test, http://a.test", "*, *"}) {
    alphabet.push_back({kAllowOrigin, value});
  }
  for (const std::string_view value : {"", "true", "True", "true, true"}) alphabet.push_back({kAllowCredentials, value});

  std::vector<Lines> worlds{{}};
  for (std::size_t begin = 0, length = 0; length < 3; ++length) {
    const std::size_t end = worlds.size();
    for (; begin < end; ++begin) {
      for (const HeaderView& line : alphabet) {
        Lines longer = worlds[begin];
        longer.push_back(line);
        worlds.push_back(std::move(longer));
      }
    }
  }
  ASSERT_EQ(worlds.size(), 1u + 10 + 100 + 1000);

  int successes = 0;
  for (const Lines& lines : worlds) {
    for (const CredentialsMode mode : kModes) {
      for (const std::string_view origin : {"http://a.test"sv, "null"sv, "http://a.test, http://a.test"sv, "*, *"sv}) {
        const CorsCheck result = cors_check(origin, mode, lines);
        ASSERT_EQ(result == CorsCheck::success, reference_check(origin, mode, lines));
        CollectingTrace sink;
        ASSERT_EQ(cors_check(origin, mode, lines, standard_profile(), Trace(&sink)), result) << "a trace changes nothing";
        ASSERT_EQ(sink.steps().back().outcome, result == CorsCheck::success ? Outcome::success : Outcome::failure);
        successes += result == CorsCheck::success;
      }
    }
  }
  EXPECT_GT(successes, 500);
}

Rule last_rule(std::string_view origin, CredentialsMode mode, const Lines& lines) {
  CollectingTrace sink;
  cors_check(origin, mode, lines, standard_profile(), Trace(&sink));
  return sink.steps().back().rule;
}

TEST(CorsCheck, TraceEndsWithTheStepThatDecided) {
  EXPECT_EQ(last_rule(kA, CredentialsMode::omit, {}), Rule::CHK_2);
  EXPECT_EQ(last_rule(kA, CredentialsMode::omit, allow_origin("*")), Rule::CHK_3);
  EXPECT_EQ(last_rule(kA, CredentialsMode::include, allow_origin("*")), Rule::CHK_4);
  EXPECT_EQ(last_rule(kA, CredentialsMode::omit, allow_origin(kA)), Rule::CHK_5);
  EXPECT_EQ(last_rule(kA, CredentialsMode::include, allow(kA, "true")), Rule::CHK_6);
  EXPECT_EQ(last_rule(kA, CredentialsMode::include, allow(kA, "True")), Rule::CHK_7);
}

TEST(CorsCheck, AllocatesNothingWithoutATrace) {
  const Lines worlds[] = {{}, allow_origin("*"), allow(kA, "true"), allow(kA, "True"), {{kAllowOrigin, kA}, {kAllowOrigin, kA}}};
  for (const Lines& lines : worlds) {
    for (const CredentialsMode mode : kModes) {
      EXPECT_EQ(allocations_in([&] { static_cast<void>(cors_check(kA, mode, lines)); }), 0u);
      EXPECT_EQ(allocations_in([&] { static_cast<void>(cors_check(kA, mode, lines, firefox_profile())); }), 0u);
    }
  }
}

}  // namespace
}  // namespace crosscheck
