#include "suite/text_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace crosscheck::suite {

Result<std::string, FileError> read_text_file(const std::string& path) {
  // WHY: a stream opens a folder without complaint and reads nothing from it.
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return FileError{fmt::format("{} does not exist", path)};
  if (std::filesystem::is_directory(status)) return FileError{fmt::format("{} is a folder", path)};
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.is_open() || stream.bad()) return FileError{fmt::format("{} cannot be read: {}", path, std::strerror(errno))};
  return text;
}

}  // namespace crosscheck::suite
