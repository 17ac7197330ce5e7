#include "bench/allocations.h"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t allocations_of_this_thread = 0;

}  // namespace

// The array and nothrow forms of the standard library end in these. WHY noinline: where g++ sees half of a pair inlined, it warns of
// mismatched pairs.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations_of_this_thread;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
  ++allocations_of_this_thread;
  const auto unit = static_cast<std::size_t>(alignment);
  const std::size_t rounded = (size + unit - 1) / unit * unit;
  if (void* memory = std::aligned_alloc(unit, rounded == 0 ? unit : rounded)) return memory;
  throw std::bad_alloc();
}

[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace crosscheck::bench {

std::size_t allocation_count() { return allocations_of_this_thread; }

}  // namespace crosscheck::bench
