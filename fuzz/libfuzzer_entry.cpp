// The door through which libFuzzer, or any engine with the same interface, runs a target.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <system_error>

#include "fuzz/target.h"

extern "C" {
int LLVMFuzzerInitialize(int* argc, char*** argv);
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
}

namespace {

// An input that is run by its name is held against all that a replay holds it against.
bool runs_files = false;

}  // namespace

int LLVMFuzzerInitialize(int* argc, char*** argv) {
  std::error_code error;
  for (int i = 1; i < *argc; ++i) runs_files = runs_files || std::filesystem::is_regular_file((*argv)[i], error);
  return 0;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  crosscheck::fuzz::Notes notes(runs_files);
  crosscheck::fuzz::run({reinterpret_cast<const char*>(data), size}, notes);
  return 0;
}
