#include "check/property.h"

#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crosscheck/base/ascii.h"

namespace crosscheck::check {
namespace {

TEST(Properties, TheTableHasEveryIdOnceInItsOrder) {
  ASSERT_EQ(all_properties().size(), 118U);
  for (std::size_t i = 0; i < all_properties().size(); ++i) {
    const Property& one = all_properties()[i];
    EXPECT_EQ(one.code, fmt::format("P{:03}", i + 1));
    EXPECT_EQ(static_cast<std::size_t>(one.id), i + 1);
    EXPECT_EQ(&property(one.id), &one);
  }
}

TEST(Properties, NamesAreInKebabCaseAndNoTwoAreOne) {
  std::set<std::string_view> names;
  for (const Property& one : all_properties()) {
    EXPECT_TRUE(names.insert(one.name).second) << one.name;
    for (const char c : one.name) EXPECT_TRUE(is_ascii_lower(c) || is_ascii_digit(c) || c == '-') << one.name;
  }
}

TEST(Properties, EachSaysWhatHoldsWhyAndWhatToChangeInSentences) {
  for (const Property& one : all_properties()) {
    for (const std::string_view text : {one.says, one.why, one.fix})
      EXPECT_TRUE(text.size() > 10 && text.ends_with('.')) << one.code << ": " << text;
    EXPECT_TRUE(one.untested.empty() || one.untested.ends_with('.')) << one.code;
  }
}

TEST(Properties, WhatNoBrowserSendsIsNeverWorseThanWhatOneDoes) {
  for (const Property& one : all_properties()) EXPECT_GE(one.beyond_browsers, one.severity) << one.code;
}

TEST(Properties, AreFoundByIdAndByName) {
  EXPECT_EQ(property_from("P007"), PropertyId::P007);
  EXPECT_EQ(property_from("right-labels-refused"), PropertyId::P007);
  EXPECT_EQ(property_from("P119"), std::nullopt);
  EXPECT_EQ(property_from(""), std::nullopt);
}

TEST(PropertySet, HasWhatWasAddedAndNotWhatWasTakenOut) {
  PropertySet set{PropertyId::P001, PropertyId::P118};
  EXPECT_TRUE(set.has(PropertyId::P118));
  EXPECT_TRUE(set.meets({PropertyId::P118, PropertyId::P002}));
  set.remove(PropertyId::P118);
  EXPECT_FALSE(set.has(PropertyId::P118));
  EXPECT_FALSE(set.meets({PropertyId::P118, PropertyId::P002}));
}

}  // namespace
}  // namespace crosscheck::check
