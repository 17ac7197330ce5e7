#include "crosscheck/fetch/headers_guard.h"

#include <gtest/gtest.h>

#include <string>

namespace crosscheck {
namespace {

std::string lines_of(const HeaderList& list) {
  std::string lines;
  for (const Header& header : list) lines += header.name + ": " + header.value + "\n";
  return lines;
}

constexpr HeadersGuard kEveryGuard[] = {HeadersGuard::none, HeadersGuard::immutable, HeadersGuard::request, HeadersGuard::request_no_cors,
                                        HeadersGuard::response};

TEST(HeadersGuard, AnInvalidNameOrValueIsATypeErrorUnderEveryGuard) {
  for (const HeadersGuard guard : kEveryGuard) {
    HeaderList list;
    EXPECT_EQ(headers_append(list, guard, "a b", "x"), HeadersMutation::type_error);
    EXPECT_EQ(headers_append(list, guard, "", "x"), HeadersMutation::type_error);
    EXPECT_EQ(headers_append(list, guard, "Accept", "a\nb"), HeadersMutation::type_error);
    EXPECT_EQ(headers_set(list, guard, "Accept", std::string_view("a\0b", 3)), HeadersMutation::type_error);
    EXPECT_EQ(headers_set(list, guard, "a:", "x"), HeadersMutation::type_error);
    EXPECT_EQ(headers_delete(list, guard, "\xC3\xA9"), HeadersMutation::type_error);
    EXPECT_TRUE(list.empty());
  }
}

TEST(HeadersGuard, AnInvalidValueOfAForbiddenHeaderIsStillATypeError) {
  HeaderList list;
  EXPECT_EQ(headers_append(list, HeadersGuard::request, "Cookie", "a\rb"), HeadersMutation::type_error);
}

TEST(HeadersGuard, ValuesAreNormalizedBeforeTheyAreJudged) {
  HeaderList list;
  EXPECT_EQ(headers_append(list, HeadersGuard::request, "X-A", "\r\n x \t\n"), HeadersMutation::done);
  EXPECT_EQ(headers_set(list, HeadersGuard::request, "X-B", " y "), HeadersMutation::done);
  EXPECT_EQ(lines_of(list), "X-A: x\nX-B: y\n");
}

TEST(HeadersGuard, ImmutableHeadersCannotBeChanged) {
  HeaderList list{{"X-A", "1"}};
  EXPECT_EQ(headers_append(list, HeadersGuard::immutable, "X-A", "2"), HeadersMutation::type_error);
  EXPECT_EQ(headers_set(list, HeadersGuard::immutable, "X-A", "2"), HeadersMutation::type_error);
  EXPECT_EQ(headers_delete(list, HeadersGuard::immutable, "X-A"), HeadersMutation::type_error);
  EXPECT_EQ(lines_of(list), "X-A: 1\n");
}

TEST(HeadersGuard, ForbiddenRequestHeadersVanishWithoutAnError) {
  HeaderList list;
  CollectingTrace steps;
  EXPECT_EQ(headers_append(list, HeadersGuard::request, "Cookie", "x", standard_profile(), Trace(&steps)), HeadersMutation::ignored);
  EXPECT_EQ(headers_set(list, HeadersGuard::request, "X-HTTP-Method", "TRACE"), HeadersMutation::ignored);
  EXPECT_EQ(headers_delete(list, HeadersGuard::request, "Cookie"), HeadersMutation::ignored);
  EXPECT_TRUE(list.empty());
  ASSERT_EQ(steps.steps().size(), 2u);
  EXPECT_EQ(steps.steps()[0].rule, Rule::FRH_1);
  EXPECT_EQ(steps.steps()[1].rule, Rule::API_1);
  EXPECT_EQ(steps.steps()[1].outcome, Outcome::dropped);
  EXPECT_EQ(steps.steps()[1].text, "forbidden-request-header: `Cookie` is left out without an error.");
}

TEST(HeadersGuard, ForbiddenRequestHeadersPassOtherGuards) {
  HeaderList list;
  EXPECT_EQ(headers_append(list, HeadersGuard::none, "Cookie", "x"), HeadersMutation::done);
  EXPECT_EQ(headers_append(list, HeadersGuard::response, "Cookie", "x"), HeadersMutation::done);
}

TEST(HeadersGuard, ForbiddenResponseHeadersVanishFromResponses) {
  HeaderList list;
  EXPECT_EQ(headers_append(list, HeadersGuard::response, "Set-Cookie", "x"), HeadersMutation::ignored);
  EXPECT_EQ(headers_append(list, HeadersGuard::none, "Set-Cookie", "x"), HeadersMutation::done);
}

TEST(HeadersGuard, RepeatedHeadersStaySeparateLines) {
  HeaderList list;
  headers_append(list, HeadersGuard::request, "X-A", "1");
  headers_append(list, HeadersGuard::request, "x-a", "2");
  EXPECT_EQ(lines_of(list), "X-A: 1\nX-A: 2\n");
}

TEST(NoCorsGuard, AppendJudgesTheValueThatTheHeaderWouldHave) {
  HeaderList list;
  const std::string hundred(100, 'a');
  EXPECT_EQ(headers_append(list, HeadersGuard::request_no_cors, "Accept", hundred), HeadersMutation::done);
  EXPECT_EQ(headers_append(list, HeadersGuard::request_no_cors, "Accept", hundred), HeadersMutation::ignored);
  EXPECT_EQ(headers_append(list, HeadersGuard::request_no_cors, "Content-Type", "text/plain"), HeadersMutation::done);
  EXPECT_EQ(headers_append(list, HeadersGuard::request_no_cors, "Content-Type", "text/plain"), HeadersMutation::ignored);
  EXPECT_EQ(list.size(), 2u);
  HeaderList cors;
  EXPECT_EQ(headers_append(cors, HeadersGuard::request, "Accept", hundred), HeadersMutation::done);
  EXPECT_EQ(headers_append(cors, HeadersGuard::request, "Accept", hundred), HeadersMutation::done);
}

TEST(NoCorsGuard, TwoValuesThatFitTogetherStayTwoLines) {
  HeaderList list;
  const std::string sixty_three(63, 'a');
  EXPECT_EQ(headers_append(list, HeadersGuard::request_no_cors, "Accept", sixty_three), HeadersMutation::done);
  EXPECT_EQ(headers_append(list, HeadersGuard::request_no_cors, "Accept", sixty_three), HeadersMutation::done);
  EXPECT_EQ(list.size(), 2u);
}

TEST(NoCorsGuard, SetJudgesTheNewValueAlone) {
  HeaderList list;
  const std::string hundred(100, 'a');
  EXPECT_EQ(headers_set(list, HeadersGuard::request_no_cors, "Accept", hundred), HeadersMutation::done);
  EXPECT_EQ(headers_set(list, HeadersGuard::request_no_cors, "Accept", hundred), HeadersMutation::done);
  CollectingTrace steps;
  EXPECT_EQ(headers_set(list, HeadersGuard::request_no_cors, "Content-Type", "application/json", standard_profile(), Trace(&steps)),
            HeadersMutation::ignored);
  EXPECT_EQ(steps.steps().back().rule, Rule::API_4);
  EXPECT_EQ(list.size(), 1u);
}

TEST(NoCorsGuard, RangeCannotBeSet) {
  HeaderList list;
  EXPECT_EQ(headers_set(list, HeadersGuard::request_no_cors, "Range", "bytes=0-"), HeadersMutation::ignored);
  EXPECT_EQ(headers_append(list, HeadersGuard::request_no_cors, "Range", "bytes=0-"), HeadersMutation::ignored);
}

TEST(NoCorsGuard, TheTraceTellsWhatWasDropped) {
  HeaderList list;
  CollectingTrace steps;
  headers_append(list, HeadersGuard::request_no_cors, "X-A", "1", standard_profile(), Trace(&steps));
  ASSERT_FALSE(steps.steps().empty());
  EXPECT_EQ(steps.steps().back().rule, Rule::API_2);
  EXPECT_EQ(steps.steps().back().outcome, Outcome::dropped);
  EXPECT_EQ(steps.steps().back().text, "no-cors-header-dropped: `X-A` is left out without an error.");
}

TEST(NoCorsGuard, AnAcceptedMutationRemovesRange) {
  const HeaderList privileged{{"Accept", "*/*"}, {"Range", "bytes=0-"}};
  HeaderList list = privileged;
  headers_append(list, HeadersGuard::request_no_cors, "Content-Language", "de");
  EXPECT_FALSE(list.contains("Range"));
  list = privileged;
  headers_set(list, HeadersGuard::request_no_cors, "Accept", "a/b");
  EXPECT_FALSE(list.contains("Range"));
  list = privileged;
  headers_delete(list, HeadersGuard::request_no_cors, "Accept");
  EXPECT_TRUE(list.empty());
  list = privileged;
  headers_delete(list, HeadersGuard::request_no_cors, "range");
  EXPECT_EQ(lines_of(list), "Accept: */*\n");
}

TEST(NoCorsGuard, AnIgnoredMutationLeavesRange) {
  HeaderList list{{"X-A", "1"}, {"Range", "bytes=0-"}};
  EXPECT_EQ(headers_append(list, HeadersGuard::request_no_cors, "X-B", "1"), HeadersMutation::ignored);
  EXPECT_EQ(headers_set(list, HeadersGuard::request_no_cors, "Content-Type", "a/b"), HeadersMutation::ignored);
  EXPECT_EQ(headers_delete(list, HeadersGuard::request_no_cors, "X-A"), HeadersMutation::ignored);
  EXPECT_EQ(headers_delete(list, HeadersGuard::request_no_cors, "Accept"), HeadersMutation::done);
  EXPECT_EQ(lines_of(list), "X-A: 1\nRange: bytes=0-\n");
}

TEST(HeadersGuard, RangeStaysUnderOtherGuards) {
  HeaderList list{{"Range", "bytes=0-"}};
  headers_append(list, HeadersGuard::request, "X-A", "1");
  headers_delete(list, HeadersGuard::request, "X-A");
  EXPECT_EQ(lines_of(list), "Range: bytes=0-\n");
}

}  // namespace
}  // namespace crosscheck
