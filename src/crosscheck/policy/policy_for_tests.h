// For tests only: policies and requests in few words.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/compile.h"

namespace crosscheck::policy {

inline constexpr std::string_view kApp = "https://app.example";

inline SinglePolicy policy_with(std::vector<std::string> origins) {
  SinglePolicy policy;
  policy.origins = StarOrList{false, std::move(origins)};
  return policy;
}

inline SinglePolicy app() { return policy_with({std::string(kApp)}); }
inline SinglePolicy with_credentials(SinglePolicy policy, std::vector<std::string> acknowledged = {}) {
  policy.credentials = true;
  policy.acknowledge = std::move(acknowledged);
  return policy;
}

inline SinglePolicy policy_for_anybody() {
  SinglePolicy policy;
  policy.origins = StarOrList{true, {}};
  return policy;
}

inline StarOrList star() { return {true, {}}; }
inline StarOrList list(std::vector<std::string> entries) { return {false, std::move(entries)}; }

inline Policy compiled(const Document& document) {
  Compilation compilation = compile(document);
  for (const Fault& fault : compilation.errors) ADD_FAILURE() << fault.code() << " at " << fault.pointer << ": " << fault.message;
  return std::move(compilation.policy).value();
}

// "Name: value" of each header, in order.
inline std::vector<std::string> lines_of(const Decision& decision) {
  std::vector<std::string> lines;
  for (const AnswerHeader& header : decision.headers()) lines.push_back(std::string(header.name) + ": " + header.joined());
  return lines;
}

inline std::string block_of(const Decision& decision) {
  std::string block(decision.write_block({}), '\0');
  EXPECT_EQ(decision.write_block(block), block.size());
  return block;
}

inline std::string pointer_of(const Decision& decision) { return decision.decided_by() ? decision.decided_by()->pointer() : "none"; }

// A preflight, asked for with the headers that browsers send.
inline std::vector<HeaderView> preflight(std::string_view origin, std::string_view method) {
  return {{"Host", "api.example"}, {"Origin", origin}, {"Access-Control-Request-Method", method}};
}
inline std::vector<HeaderView> preflight(std::string_view origin, std::string_view method, std::string_view names) {
  return {{"Host", "api.example"}, {"Origin", origin}, {"Access-Control-Request-Method", method}, {"Access-Control-Request-Headers", names}};
}

}  // namespace crosscheck::policy
