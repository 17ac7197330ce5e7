#include "crosscheck/base/allocation_counter.h"

#include <new>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/base/counting_new_for_tests.h"

namespace crosscheck {
namespace {

// What a test expects of code that allocates `count` times.
std::size_t seen(std::size_t count) { return allocations_are_counted() ? count : 0; }

TEST(AllocationCounter, SeesEveryFormOfNew) {
  EXPECT_EQ(allocations_in([] { ::operator delete(::operator new(1)); }), seen(1));
  EXPECT_EQ(allocations_in([] { ::operator delete[](::operator new[](1)); }), seen(1));
  EXPECT_EQ(allocations_in([] { ::operator delete(::operator new(1, std::nothrow)); }), seen(1));
  EXPECT_EQ(allocations_in([] { ::operator delete(::operator new(1, std::align_val_t{64}), std::align_val_t{64}); }), seen(1));
}

TEST(AllocationCounter, SeesContainersAllocate) {
  std::string text;
  EXPECT_EQ(allocations_in([&] { text.reserve(1000); }), seen(1));
  std::vector<int> numbers;
  EXPECT_EQ(allocations_in([&] { numbers.reserve(1000); }), seen(1));
}

TEST(AllocationCounter, SeesNothingWhereNothingIsAllocated) {
  int sum = 0;
  EXPECT_EQ(allocations_in([&] { sum += 1; }), 0u);
  EXPECT_EQ(sum, 1);
}

}  // namespace
}  // namespace crosscheck
