#include "crosscheck/fetch/modes.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace crosscheck {
namespace {

template <class Enum>
void expect_both_directions(std::initializer_list<std::string_view> spellings) {
  int number = 0;
  for (const std::string_view text : spellings) {
    const auto value = static_cast<Enum>(number++);
    EXPECT_EQ(to_string(value), text);
    EXPECT_EQ(from_string<Enum>(text), value) << text;
    EXPECT_EQ(from_string<Enum>(std::string(text) + " "), std::nullopt) << text;
  }
  EXPECT_EQ(to_string(static_cast<Enum>(number)), "") << "an enumerator that the test does not know";
}

TEST(Modes, AreSpelledAsTheStandardsSpellThem) {
  expect_both_directions<Mode>({"cors", "no-cors", "same-origin", "navigate", "websocket", "webtransport"});
  expect_both_directions<CredentialsMode>({"omit", "same-origin", "include"});
  expect_both_directions<RedirectMode>({"follow", "error", "manual"});
  expect_both_directions<ResponseTainting>({"basic", "cors", "opaque"});
  expect_both_directions<ResponseType>({"basic", "cors", "default", "error", "opaque", "opaqueredirect"});
  expect_both_directions<EmbedderPolicy>({"unsafe-none", "credentialless", "require-corp"});
  expect_both_directions<Client>({"fetch", "xhr", "raw"});
  expect_both_directions<ReferrerPolicy>({"", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
                                          "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"});
}

TEST(Modes, ARedirectTaintIsNamed) {
  EXPECT_EQ(to_string(RedirectTaint::same_origin), "same-origin");
  EXPECT_EQ(to_string(RedirectTaint::same_site), "same-site");
  EXPECT_EQ(to_string(RedirectTaint::cross_site), "cross-site");
}

TEST(Modes, CaseAndUnderscoresMatter) {
  EXPECT_EQ(from_string<Mode>("CORS"), std::nullopt);
  EXPECT_EQ(from_string<Mode>("no_cors"), std::nullopt);
  EXPECT_EQ(from_string<CredentialsMode>("Include"), std::nullopt);
  EXPECT_EQ(from_string<ResponseType>("default_"), std::nullopt);
  EXPECT_EQ(from_string<ReferrerPolicy>("empty"), std::nullopt);
  EXPECT_EQ(from_string<Mode>(""), std::nullopt);
}

}  // namespace
}  // namespace crosscheck
