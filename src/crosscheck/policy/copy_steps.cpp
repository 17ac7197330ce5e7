#include "crosscheck/policy/copy_steps.h"

#include <cstring>

#include "crosscheck/policy/bytes.h"

namespace crosscheck::policy {

void copy_steps_by_16(char* to, const char* from, std::size_t size) {
  const char* const end = from + size;
  do {
    copy_block<kCopyStep>(to, from);
    to += kCopyStep;
    from += kCopyStep;
  } while (from < end);
}

#if defined(__x86_64__)
namespace {

// WHY apart from copy_block: functions for wider words cannot be inlined into others.
[[gnu::target("avx2")]] void copy_steps_by_32(char* to, const char* from, std::size_t size) {
  using Word = char __attribute__((vector_size(32)));
  const char* const end = from + size;
  do {
    Word first, second, third, fourth;
    std::memcpy(&first, from, 32);
    std::memcpy(&second, from + 32, 32);
    std::memcpy(&third, from + 64, 32);
    std::memcpy(&fourth, from + 96, 32);
    std::memcpy(to, &first, 32);
    std::memcpy(to + 32, &second, 32);
    std::memcpy(to + 64, &third, 32);
    std::memcpy(to + 96, &fourth, 32);
    to += kCopyStep;
    from += kCopyStep;
  } while (from < end);
}

}  // namespace

CopySteps fastest_copy_steps() { return __builtin_cpu_supports("avx2") ? copy_steps_by_32 : copy_steps_by_16; }
#else
CopySteps fastest_copy_steps() { return copy_steps_by_16; }
#endif

}  // namespace crosscheck::policy
