// The functions of this room that answer for every request: none may allocate, and none may take more than linear time.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/allocation_counter.h"
#include "crosscheck/http/delta_seconds.h"
#include "crosscheck/http/extract_header_values.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/http/list_grammar.h"
#include "crosscheck/http/method.h"
#include "crosscheck/http/mime_type.h"
#include "crosscheck/http/quoted_string.h"
#include "crosscheck/http/range.h"

namespace crosscheck {
namespace {

// What an attacker would send: many lines, and a megabyte in one of them.
class HostileHeaders : public testing::Test {
 protected:
  HostileHeaders() {
    for (int i = 0; i < 1000000; ++i) commas_ += ", ";
    for (int i = 0; i < 4095; ++i) list_.push_back(HeaderView{"Access-Control-Allow-Headers", "a-name-that-is-not-short"});
    list_.push_back(HeaderView{"access-control-allow-headers", commas_});
  }

  std::string commas_;
  std::vector<HeaderView> list_;
  std::string_view name_ = "Access-Control-Allow-Headers";
};

TEST_F(HostileHeaders, AreLookedUpWithoutAllocating) {
  bool contained = false;
  std::size_t lines = 0;
  bool equal = true;
  EXPECT_EQ(allocations_in([&] {
              contained = contains(list_, "ACCESS-CONTROL-ALLOW-HEADERS");
              lines = count(list_, name_);
              equal = combined_value_is(list_, name_, "a-name-that-is-not-short, *");
            }),
            0u);
  EXPECT_TRUE(contained);
  EXPECT_EQ(lines, 4096u);
  EXPECT_FALSE(equal);
}

TEST_F(HostileHeaders, AreComparedAsAWholeWithoutAllocating) {
  const std::string combined = get(list_, name_).value_or("");
  bool equal = false;
  EXPECT_EQ(allocations_in([&] { equal = combined_value_is(list_, name_, combined); }), 0u);
  EXPECT_TRUE(equal);
}

TEST_F(HostileHeaders, AreReadAsListsWithoutAllocating) {
  ListHeader state = ListHeader::absent;
  bool byte_for_byte = true;
  bool without_case = false;
  std::size_t elements = 1;
  EXPECT_EQ(allocations_in([&] {
              state = list_header_state(name_, list_);
              byte_for_byte = list_header_contains(name_, list_, "A-NAME-THAT-IS-NOT-SHORT");
              without_case = list_header_contains_ignoring_case(name_, list_, "A-NAME-THAT-IS-NOT-SHORT");
              elements = 0;
              for_each_list_element(commas_, [&](std::string_view) { ++elements; });
            }),
            0u);
  EXPECT_EQ(state, ListHeader::present);
  EXPECT_FALSE(byte_for_byte);
  EXPECT_TRUE(without_case);
  EXPECT_EQ(elements, 0u);
}

TEST(NoAllocation, HappensInTheSmallJudgesOfValues) {
  const std::string range = "bytes=" + std::string(60, '1') + "-" + std::string(60, '2');
  const std::string mime = "TEXT/PLAIN;" + std::string(100000, ';');
  int yes = 0;
  EXPECT_EQ(allocations_in([&] {
              yes += parse_single_range_header_value(range, false).has_value() ? 1 : 0;
              const auto essence = parse_mime_type_essence(mime);
              yes += essence && essence->is("text/plain") ? 1 : 0;
              yes += is_token("a-name-that-is-not-short-at-all") ? 1 : 0;
              yes += is_header_name("a-name-that-is-not-short-at-all") ? 1 : 0;
              yes += is_header_value("a value that is not short at all") ? 1 : 0;
              yes += normalize_header_value(" a value that is not short at all ") == "a value that is not short at all" ? 1 : 0;
              yes += is_delta_seconds(range) ? 0 : 1;
              yes += delta_seconds("99999999999999999999999999999") == kMaximumDeltaSeconds ? 1 : 0;
              yes += end_of_http_quoted_string("\"a string that is not short at all\"", 0) == 35 ? 1 : 0;
            }),
            0u);
  EXPECT_EQ(yes, 9);
}

TEST(NoAllocation, HappensInTheJudgesOfMethods) {
  int yes = 0;
  EXPECT_EQ(allocations_in([&] {
              yes += is_method("A-METHOD-THAT-IS-NOT-SHORT-AT-ALL") ? 1 : 0;
              yes += is_cors_safelisted_method("POST") ? 1 : 0;
              yes += is_forbidden_method("trace") ? 1 : 0;
              yes += normalize_method("delete") == "DELETE" ? 1 : 0;
            }),
            0u);
  EXPECT_EQ(yes, 4);
}

}  // namespace
}  // namespace crosscheck
