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
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "suite/text_file.h"
#include "suite/vector.h"

namespace crosscheck::suite {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_of(const std::vector<std::string>& paths, std::vector<VectorError>& faults) {
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
    if (error) {
      faults.push_back({fmt::format("{} cannot be read: {}", path, error.message())});
    } else if (files.size() == before) {
      faults.push_back({fmt::format("{} holds no *.json file", path)});
    }
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
  }
  return files;
}

// By id, the file that has it.
using Owners = std::map<std::string, std::string>;

Result<VectorFile, VectorError> read_vector_file(const std::string& name, const Owners& owners) {
  const Result<std::string, FileError> text = read_text_file(name);
  if (!text) return VectorError{text.error().message};
  Result<VectorFile, VectorError> file = parse_vector_file(*text, name);
  if (!file) return file;
  for (const Vector& vector : file->vectors) {
    const auto owner = owners.find(vector.id);
    if (owner != owners.end()) return VectorError{fmt::format("{}: the id \"{}\" stands in {} too", name, vector.id, owner->second)};
  }
  return file;
}

}  // namespace

VectorFiles read_vector_files(const std::vector<std::string>& paths) {
  VectorFiles all;
  Owners owners;
  for (const std::string& name : files_of(paths, all.faults)) {
    Result<VectorFile, VectorError> file = read_vector_file(name, owners);
    if (!file) {
      all.faults.push_back(file.error());
      continue;
    }
    for (const Vector& vector : file->vectors) owners.emplace(vector.id, name);
    all.files.push_back(std::move(file).value());
  }
  return all;
}

}  // namespace crosscheck::suite
