#include "crosscheck/policy/copy_steps.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace crosscheck::policy {
namespace {

void expect_whole_steps_and_no_byte_beyond(CopySteps copy) {
  for (std::size_t size = 1; size <= 5 * kCopyStep; ++size) {
    const std::size_t copied = (size + kCopyStep - 1) / kCopyStep * kCopyStep;
    // On the heap with nothing behind it, so that a sanitizer sees what is read outside.
    std::vector<char> from(copied);
    for (std::size_t i = 0; i < copied; ++i) from[i] = static_cast<char>(i * 7 + i / 251);
    std::vector<char> to(copied + 64, '#');
    copy(to.data(), from.data(), size);
    ASSERT_TRUE(std::equal(from.begin(), from.end(), to.begin())) << size;
    ASSERT_EQ(std::count(to.begin() + static_cast<std::ptrdiff_t>(copied), to.end(), '#'), 64) << size;
  }
}

TEST(CopySteps, CopiesWholeStepsAndNoByteBeyond) { expect_whole_steps_and_no_byte_beyond(copy_steps_by_16); }

TEST(CopySteps, TheFastestWayHereCopiesTheSame) { expect_whole_steps_and_no_byte_beyond(fastest_copy_steps()); }

}  // namespace
}  // namespace crosscheck::policy
