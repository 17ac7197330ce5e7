// The vector files of a disk.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "suite/text_file.h"
#include "suite/vector.h"

namespace crosscheck::suite {
namespace {

namespace fs = std::filesystem;

Result<std::vector<std::string>, VectorError> files_of(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    const std::size_t before = files.size();
    for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path().string());
    }
    if (error) return VectorError{fmt::format("{} cannot be read: {}", path, error.message())};
    if (files.size() == before) return VectorError{fmt::format("{} holds no *.json file", path)};
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
  }
  return files;
}

}  // namespace

Result<std::vector<VectorFile>, VectorError> read_vector_files(const std::vector<std::string>& paths) {
  const Result<std::vector<std::string>, VectorError> names = files_of(paths);
  if (!names) return names.error();
  std::vector<VectorFile> files;
  std::map<std::string, std::string> first_with_id;
  for (const std::string& name : *names) {
    const Result<std::string, FileError> text = read_text_file(name);
    if (!text) return VectorError{text.error().message};
    Result<VectorFile, VectorError> file = parse_vector_file(*text, name);
    if (!file) return file.error();
    for (const Vector& vector : file->vectors) {
      const auto [first, is_new] = first_with_id.emplace(vector.id, name);
      if (!is_new) return VectorError{fmt::format("{}: the id \"{}\" stands in {} too", name, vector.id, first->second)};
    }
    files.push_back(std::move(file).value());
  }
  return files;
}

}  // namespace crosscheck::suite
