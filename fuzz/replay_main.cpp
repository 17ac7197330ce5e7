// Runs a target over files and folders, with any compiler: twice, the second time in the opposite order, and what came out has to be equal.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/target.h"

namespace {

// An input alone in memory, so that a sanitizer sees what is read beside it.
struct Input {
  std::string name;
  std::unique_ptr<char[]> bytes;
  std::size_t size = 0;
};

// WHY stdio: the streams of the standard library are not instrumented, and some sanitizers report them.
std::optional<Input> read_file(const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::string bytes;
  char piece[65536];
  for (std::size_t count = 0; (count = std::fread(piece, 1, sizeof piece, file)) > 0;) bytes.append(piece, count);
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed) return std::nullopt;
  Input input{path, std::make_unique<char[]>(bytes.size()), bytes.size()};
  if (!bytes.empty()) std::memcpy(input.bytes.get(), bytes.data(), bytes.size());
  return input;
}

std::vector<std::string> files_of(const std::string& path) {
  std::vector<std::string> files;
  if (!std::filesystem::is_directory(path)) return {path};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::uint64_t digest_of(const Input& input) {
  // WHY before it runs: where it traps, the last line names the file.
  std::printf("%s\n", input.name.c_str());
  std::fflush(stdout);
  crosscheck::fuzz::Notes notes(true);
  crosscheck::fuzz::run({input.bytes.get(), input.size}, notes);
  return notes.digest();
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Input> inputs;
  for (int i = 1; i < argc; ++i) {
    // What libFuzzer takes is passed over, so that a command works with both mains.
    if (std::string_view(argv[i]).starts_with('-')) continue;
    for (const std::string& path : files_of(argv[i])) {
      std::optional<Input> input = read_file(path);
      if (!input) {
        std::fprintf(stderr, "%s: cannot be read\n", path.c_str());
        return 2;
      }
      inputs.push_back(std::move(*input));
    }
  }
  if (inputs.empty()) {
    std::fprintf(stderr, "usage: %s <file or folder>...\nNo file was given, or the folders are empty.\n", argv[0]);
    return 2;
  }
  std::vector<std::uint64_t> first(inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) first[i] = digest_of(inputs[i]);
  for (std::size_t i = inputs.size(); i-- > 0;) {
    if (digest_of(inputs[i]) == first[i]) continue;
    std::fprintf(stderr, "PROPERTY DOES NOT HOLD: a second run comes to the same, whatever ran between\n%s\n", inputs[i].name.c_str());
    return 1;
  }
  std::printf("%zu inputs, each twice, with equal results\n", inputs.size());
  return 0;
}
