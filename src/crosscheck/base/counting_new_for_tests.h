// The other half of allocation_counter.h: operator new and delete of the whole program. One source file of a program that counts includes it.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

#include "crosscheck/base/allocation_counter.h"

// WHY: a sanitizer's own operator new knows more about mistakes than this one, so it stays in place.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define CROSSCHECK_SANITIZER_OWNS_NEW
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CROSSCHECK_SANITIZER_OWNS_NEW
#endif

namespace {

thread_local std::size_t allocations_of_this_thread = 0;

}  // namespace

#if !defined(CROSSCHECK_SANITIZER_OWNS_NEW)

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

#endif

bool crosscheck::allocations_are_counted() {
#if defined(CROSSCHECK_SANITIZER_OWNS_NEW)
  return false;
#else
  return true;
#endif
}

std::size_t crosscheck::allocation_count() { return allocations_of_this_thread; }
