#include "crosscheck/policy/allowed_names.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/base/ascii.h"

namespace crosscheck::policy {
namespace {

NamesVerdict judge(const AllowedNames& names, const std::vector<std::string_view>& lines) {
  return names.judge(RequestedNames(std::span(lines)));
}

AllowedNames listed(const std::vector<std::string>& names) { return AllowedNames(names, false, false); }

TEST(AllowedNames, EachNameAndEveryPairOfNamesIsAllowedInAnyOrderAndCase) {
  std::vector<std::string> names;
  for (int i = 0; i < 40; ++i) names.push_back("x-" + std::string(static_cast<std::size_t>(i), 'a') + std::to_string(i));
  names.insert(names.end(), {"a", "b", "ab", "authorization", "content-type", "a-very-long-name-that-has-a-middle-part-of-its-own-1"});
  const AllowedNames allowed = listed(names);
  EXPECT_EQ(judge(allowed, {}), NamesVerdict::allowed);
  for (const std::string& one : names) {
    EXPECT_EQ(judge(allowed, {one}), NamesVerdict::allowed);
    EXPECT_EQ(judge(allowed, {byte_uppercase(one)}), NamesVerdict::allowed);
    for (const std::string& other : names) {
      const std::string both = one + "," + other;
      EXPECT_EQ(judge(allowed, {both}), NamesVerdict::allowed) << both;
      EXPECT_EQ(judge(allowed, {one, other}), NamesVerdict::allowed) << both;
    }
  }
}

TEST(AllowedNames, ANameThatIsNotListedIsFoundWhereverItHides) {
  const AllowedNames allowed = listed({"x-a", "x-b", "content-type"});
  for (const char* line :
       {"x-c", "x-a,x-c", "x-c,x-a", "x-a,x-c,x-b", "x-", "x-ab", "content-typ", "content-types", "content_type", "*", "x"}) {
    EXPECT_EQ(judge(allowed, {line}), NamesVerdict::not_allowed) << line;
  }
  EXPECT_EQ(judge(allowed, {"x-a", "x-c"}), NamesVerdict::not_allowed);
}

// With one name there are eight slots, so that one in eight of the others is looked for in the slot of the listed one.
TEST(AllowedNames, TellsNamesApartThatShareASlotALengthAndTheFirstEightBytes) {
  const std::string name = "x-first-name";
  const AllowedNames allowed = listed({name});
  for (char third = 'a'; third <= 'z'; ++third) {
    for (char last = 'a'; last <= 'z'; ++last) {
      std::string other = name;
      other[10] = third;
      other[11] = last;
      EXPECT_EQ(judge(allowed, {other}), other == name ? NamesVerdict::allowed : NamesVerdict::not_allowed) << other;
    }
  }
}

// The first and the last eight bytes are words of their own; what stands between them is compared elsewhere.
TEST(AllowedNames, TellsNamesApartByEachOfTheirBytes) {
  for (std::size_t size = 1; size <= 50; ++size) {
    const std::string name(size, 'a');
    const AllowedNames allowed = listed({name});
    ASSERT_EQ(judge(allowed, {name}), NamesVerdict::allowed) << size;
    for (std::size_t place = 0; place < size; ++place) {
      std::string other = name;
      other[place] = 'b';
      ASSERT_EQ(judge(allowed, {other}), NamesVerdict::not_allowed) << size << " " << place;
    }
  }
}

TEST(AllowedNames, NoneAreAllowedWhereNothingWasSaid) {
  EXPECT_EQ(judge(AllowedNames(), {"x-a"}), NamesVerdict::not_allowed);
  EXPECT_EQ(judge(AllowedNames(), {""}), NamesVerdict::allowed);
}

TEST(AllowedNames, CaseIsFoldedForLettersAlone) {
  EXPECT_EQ(judge(listed({"x^a"}), {"x~a"}), NamesVerdict::not_allowed);
  EXPECT_EQ(judge(listed({"x-abcdefg^a"}), {"x-abcdefg~a"}), NamesVerdict::not_allowed);
  EXPECT_EQ(judge(listed({"x-a"}), {"x\ra"}), NamesVerdict::malformed);
}

TEST(AllowedNames, TabsAndSpacesAroundCommasAreNoPartOfANameAndOthersAre) {
  const AllowedNames allowed = listed({"x-a", "x-b"});
  EXPECT_EQ(judge(allowed, {" x-a \t,\t x-b "}), NamesVerdict::allowed);
  for (const char* line : {"x-a x-b", "x-a;x-b", "\"x-a\"", "x-a\n", "x-a,\x0bx-b", "(", "x-\xC3\xA4"})
    EXPECT_EQ(judge(allowed, {line}), NamesVerdict::malformed) << line;
}

TEST(AllowedNames, TheWorstThatIsFoundIsTheVerdict) {
  const AllowedNames allowed = listed({"x-a"});
  EXPECT_EQ(judge(allowed, {"x-c,x d"}), NamesVerdict::malformed);
  EXPECT_EQ(judge(allowed, {"x d,x-c"}), NamesVerdict::malformed);
  EXPECT_EQ(judge(allowed, {"x d,x-c" + std::string(17, ',')}), NamesVerdict::excessive);
}

TEST(AllowedNames, SixteenEmptyElementsAreForgivenAndSeventeenAreExcessive) {
  const AllowedNames allowed = listed({"x-a"});
  EXPECT_EQ(judge(allowed, {std::string(15, ',')}), NamesVerdict::allowed);
  EXPECT_EQ(judge(allowed, {std::string(16, ',')}), NamesVerdict::excessive);
  EXPECT_EQ(judge(allowed, {"x-a" + std::string(16, ',')}), NamesVerdict::allowed);
  EXPECT_EQ(judge(allowed, {"x-a" + std::string(17, ',')}), NamesVerdict::excessive);
  EXPECT_EQ(judge(allowed, std::vector<std::string_view>(16, "")), NamesVerdict::allowed);
  EXPECT_EQ(judge(allowed, std::vector<std::string_view>(17, "")), NamesVerdict::excessive);
  std::vector<std::string_view> lines(10, ", ");
  EXPECT_EQ(judge(allowed, lines), NamesVerdict::excessive);
  lines.resize(8);
  EXPECT_EQ(judge(allowed, lines), NamesVerdict::allowed);
}

// All allowed names with ", " between them, and 64 bytes.
TEST(AllowedNames, BytesAreCountedOverAllLinesUpToTheLast) {
  const AllowedNames allowed = listed({"x-a", "content-type"});
  constexpr std::size_t kBudget = 3 + 2 + 12 + 64;
  EXPECT_EQ(judge(allowed, {std::string(kBudget - 3, ' ') + "x-a"}), NamesVerdict::allowed);
  EXPECT_EQ(judge(allowed, {std::string(kBudget - 2, ' ') + "x-a"}), NamesVerdict::excessive);
  EXPECT_EQ(judge(allowed, {std::string(kBudget - 3, ' '), "x-a"}), NamesVerdict::allowed);
  EXPECT_EQ(judge(allowed, {std::string(kBudget - 2, ' '), "x-a"}), NamesVerdict::excessive);
  EXPECT_EQ(judge(listed({}), {std::string(64, 'a')}), NamesVerdict::not_allowed);
  EXPECT_EQ(judge(listed({}), {std::string(65, 'a')}), NamesVerdict::excessive);
}

TEST(AllowedNames, AnyNameMeansEveryTokenWithinFourKibibytes) {
  const AllowedNames any({}, true, false);
  EXPECT_EQ(judge(any, {"x-anything,Authorization,*"}), NamesVerdict::allowed);
  EXPECT_EQ(judge(any, {"x y"}), NamesVerdict::malformed);
  EXPECT_EQ(judge(any, {std::string(4096, 'a')}), NamesVerdict::allowed);
  EXPECT_EQ(judge(any, {std::string(4097, 'a')}), NamesVerdict::excessive);
}

TEST(AllowedNames, AnyNameDoesNotMeanAuthorizationWhereItHasToBeListed) {
  EXPECT_EQ(judge(AllowedNames({}, true, true), {"x-a,AUTHORIZATION"}), NamesVerdict::not_allowed);
  EXPECT_EQ(judge(AllowedNames({}, true, true), {"authorizations"}), NamesVerdict::allowed);
  EXPECT_EQ(judge(AllowedNames({"*", "authorization"}, true, false), {"authorization"}), NamesVerdict::allowed);
}

}  // namespace
}  // namespace crosscheck::policy
