#include "crosscheck/policy/fault.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/document.h"

namespace crosscheck::policy {
namespace {

TEST(Fault, CodesAndNamesStandOnceAndInOrder) {
  std::set<std::string_view> names;
  std::string_view last;
  for (const FaultInfo& info : all_faults()) {
    EXPECT_LT(last, info.code);
    last = info.code;
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_TRUE(info.reference.starts_with("https://")) << info.code;
    const auto kind = fault_kind_from_name(info.name);
    ASSERT_TRUE(kind) << info.name;
    EXPECT_EQ(&fault_info(*kind), &info);
  }
  EXPECT_EQ(fault_kind_from_name("V01"), std::nullopt);
}

TEST(Fault, EveryEnumeratorIsSpelledAsItsName) {
  const std::vector<std::string> enumerators{
#define CROSSCHECK_POLICY_FAULT(enumerator, code, name, level, reference) #enumerator,
#include "crosscheck/policy/fault_table.inc"
#undef CROSSCHECK_POLICY_FAULT
  };
  ASSERT_EQ(enumerators.size(), all_faults().size());
  for (std::size_t i = 0; i < enumerators.size(); ++i) {
    std::string expected(all_faults()[i].name);
    std::replace(expected.begin(), expected.end(), '-', '_');
    EXPECT_EQ(enumerators[i], expected);
  }
}

TEST(Fault, DangersAreTheOnesThatCanBeAcknowledged) {
  std::vector<std::string_view> dangers;
  for (const FaultInfo& info : all_faults()) {
    if (info.level == Level::danger) dangers.push_back(info.code);
  }
  EXPECT_EQ(dangers, (std::vector<std::string_view>{"V04", "V05", "V06", "V07", "V08", "V09", "V10"}));
}

TEST(Fault, AnUnknownKeyIsToldTheNearestOne) {
  const Fault fault = unknown_key("/routes/1/policy", "credentails", kPolicyKeys);
  EXPECT_EQ(fault.code(), "V23");
  EXPECT_EQ(fault.level, Level::error);
  EXPECT_EQ(fault.pointer, "/routes/1/policy/credentails");
  EXPECT_EQ(fault.fix, "Write \"credentials\".");
  EXPECT_EQ(unknown_key("", "maxAge", kPolicyKeys).fix, "Write \"max_age\".");
  EXPECT_EQ(unknown_key("", "max-age", kPolicyKeys).fix, "Write \"max_age\".");
  EXPECT_EQ(unknown_key("", "a/b~c", kPolicyKeys).pointer, "/a~1b~0c");
  EXPECT_NE(unknown_key("", "zzzzzz", kRouteKeys).fix.find("path, policy"), std::string::npos);
  EXPECT_EQ(unknown_key("", "", kRouteKeys).pointer, "/");
}

TEST(Fault, AWrongTypeSaysWhatWouldBeRight) {
  const Fault fault = wrong_type("/max_age", "a number, or null");
  EXPECT_EQ(fault.code(), "V23");
  EXPECT_EQ(fault.fix, "Write a number, or null.");
}

TEST(Fault, TextOfTheDocumentIsShownWithoutControlsAndNotEndlessly) {
  EXPECT_EQ(in_backquotes("a\r\nb"), "`a\\x0d\\x0ab`");
  EXPECT_EQ(in_backquotes(std::string("\0", 1)), "`\\x00`");
  EXPECT_LT(in_backquotes(std::string(100000, 'a')).size(), 100U);
  // A code point is not cut in two.
  std::string text(79, 'a');
  text += "\xC3\xBC";
  EXPECT_EQ(in_backquotes(text), "`" + std::string(79, 'a') + "…`");
}

}  // namespace
}  // namespace crosscheck::policy
