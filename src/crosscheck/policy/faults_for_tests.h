// For tests only: the faults of a document in few words.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/policy/compile.h"

namespace crosscheck::policy {

using Found = std::vector<std::string>;

// "V01 /pointer" for each fault, errors before warnings.
inline Found faults_of(const Document& document) {
  const Compilation compilation = compile(document);
  Found found;
  for (const Fault& fault : compilation.errors) {
    EXPECT_NE(fault.level, Level::warning);
    found.push_back(std::string(fault.code()) + " " + fault.pointer);
  }
  for (const Fault& fault : compilation.warnings) {
    EXPECT_EQ(fault.level, Level::warning);
    found.push_back("warning " + std::string(fault.code()) + " " + fault.pointer);
  }
  EXPECT_EQ(compilation.policy.has_value(), compilation.errors.empty());
  for (const std::vector<Fault>& list : {compilation.errors, compilation.warnings}) {
    for (const Fault& fault : list) {
      EXPECT_FALSE(fault.message.empty());
      EXPECT_TRUE(fault.message.back() == '.') << fault.message;
      EXPECT_FALSE(fault.fix.empty());
      EXPECT_EQ(std::count(fault.message.begin(), fault.message.end(), '`') % 2, 0) << fault.message;
    }
  }
  return found;
}

}  // namespace crosscheck::policy
