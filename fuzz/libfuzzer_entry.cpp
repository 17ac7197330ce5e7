// The door through which libFuzzer, or any engine with the same interface, runs a target.
#include <cstddef>
#include <cstdint>

#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  crosscheck::fuzz::Notes notes(false);
  crosscheck::fuzz::run({reinterpret_cast<const char*>(data), size}, notes);
  return 0;
}
