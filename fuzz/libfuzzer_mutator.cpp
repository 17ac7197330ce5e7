// Hands libFuzzer the mutators of the text form or of JSON (CROSSCHECK_FUZZ_FORM_MUTATE, _CROSS), and lets its own through: every second time
// that it asks for one.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "fuzz/mutation.h"

extern "C" {
// Of libFuzzer.
std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);
// For libFuzzer.
std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed);
std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size, const std::uint8_t* other, std::size_t other_size,
                                      std::uint8_t* out, std::size_t max_size, unsigned seed);
}

namespace {

using namespace crosscheck::fuzz;

std::string_view text_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

std::size_t put(const std::string& text, std::uint8_t* out, std::size_t max_size) {
  const std::size_t size = std::min(text.size(), max_size);
  if (size > 0) std::memcpy(out, text.data(), size);
  return size;
}

std::string mutate_by_libfuzzer(std::string_view bytes, std::size_t limit) {
  std::vector<std::uint8_t> buffer(std::max<std::size_t>(limit, 1));
  if (!bytes.empty()) std::memcpy(buffer.data(), bytes.data(), bytes.size());
  const std::size_t size = LLVMFuzzerMutate(buffer.data(), bytes.size(), buffer.size());
  return std::string(text_of(buffer.data(), size));
}

}  // namespace

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
  Dice dice(seed);
  if (dice.one_in(2)) return LLVMFuzzerMutate(data, size, max_size);
  return put(CROSSCHECK_FUZZ_FORM_MUTATE(text_of(data, size), dice, mutate_by_libfuzzer), data, max_size);
}

std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size, const std::uint8_t* other, std::size_t other_size,
                                      std::uint8_t* out, std::size_t max_size, unsigned seed) {
  Dice dice(seed);
  return put(CROSSCHECK_FUZZ_FORM_CROSS(text_of(one, one_size), text_of(other, other_size), dice), out, max_size);
}
