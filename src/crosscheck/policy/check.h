// The checks of a policy document, one room of it at a time. Each returns all faults of its part, at their table's level.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/policy/document.h"
#include "crosscheck/policy/fault.h"
#include "crosscheck/policy/origin_matcher.h"
#include "crosscheck/policy/regex_set.h"

namespace crosscheck::policy {

// What a check of `origin_patterns` found, and the expressions that RE2 takes.
struct CheckedPatterns {
  std::vector<Fault> faults;
  std::vector<OriginRegex> regexes;  // one for each entry; to be used where there is no fault
};
// V05, V07, V08, V10, V21, V33, V35, V43. `base` is the policy's pointer; `budget` is the document's.
CheckedPatterns check_origin_patterns(const SinglePolicy& policy, std::string_view base, RegexBudget& budget);

// What a check of `origins` found, and the entries as they are asked. Numbers in `matcher` are places in the document's lists.
struct CheckedOrigins {
  std::vector<Fault> faults;
  OriginMatcher matcher;
  bool any = false;                         // "*", or a list that has it
  std::uint32_t star_index = Entry::kNone;  // where in the list
};
// V01 to V04, V06, V09, V10, V33, V35, V37, V44. Takes the regular expressions over where they are all right.
CheckedOrigins check_origins(const SinglePolicy& policy, std::string_view base, const CheckedPatterns& patterns, RegexBudget& budget);

// V12, V32, V33, V34, V41.
std::vector<Fault> check_methods(const SinglePolicy& policy, std::string_view base);
// V11, V13 to V16, V31 to V33.
std::vector<Fault> check_header_names(const SinglePolicy& policy, std::string_view base);
// V17, V18, V30.
std::vector<Fault> check_scalars(const SinglePolicy& policy, std::string_view base);

// Whether the list is "*", or has it.
bool has_star(const StarOrList& list);

}  // namespace crosscheck::policy
