// Copying answers that are longer than most: with the widest words that the machine has.
//
// Nothing is read or written outside the bytes that are given. Pure; any thread may call.
#pragma once

#include <cstddef>

namespace crosscheck::policy {

// How many bytes a step copies.
inline constexpr std::size_t kCopyStep = 128;

// Copies as many whole steps as `size` bytes take, one at least: both have to have room for the last one.
using CopySteps = void (*)(char* to, const char* from, std::size_t size);

// With words of 16 bytes, which every machine of the architecture has.
void copy_steps_by_16(char* to, const char* from, std::size_t size);

// What copies in the fewest instructions here. WHY: a preflight's answer is some 480 bytes, and words of 32 bytes take 12 % off the instructions of
// its decision.
CopySteps fastest_copy_steps();

}  // namespace crosscheck::policy
