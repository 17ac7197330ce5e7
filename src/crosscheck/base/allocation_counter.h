// For tests only: how often code allocates. Its other half is counting_new_for_tests.h, so the engine knows nothing of it.
#pragma once

#include <cstddef>

namespace crosscheck {

// Whether this build counts. Under a sanitizer that owns the allocator nothing is counted, and every figure is 0.
bool allocations_are_counted();

// How often this thread has called operator new, in any of its forms, since it began.
std::size_t allocation_count();

// How often it does so while `action` runs.
template <class Action>
std::size_t allocations_in(Action&& action) {
  const std::size_t before = allocation_count();
  action();
  return allocation_count() - before;
}

}  // namespace crosscheck
