#include "cli/vectors.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "cli/embedded_vectors.h"

namespace crosscheck::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> strings(const Json& vector, const char* key) {
  return vector.contains(key) ? vector.at(key).get<std::vector<std::string>>() : std::vector<std::string>();
}

Vector parse_vector(const Json& json, const std::string& area) {
  Vector vector;
  vector.area = area;
  vector.id = json.at("id").get<std::string>();
  vector.title = json.value("title", "");
  vector.kind = json.at("kind").get<std::string>();
  vector.level = json.value("level", "must");
  vector.covers = strings(json, "covers");
  vector.tags = strings(json, "tags");
  vector.input = json.at("input");
  vector.expect = json.at("expect");
  if (json.contains("alternatives")) {
    for (const Json& other : json.at("alternatives")) {
      vector.alternatives.push_back({other.at("grade").get<std::string>() == "tolerated", other.at("expect")});
    }
  }
  return vector;
}

Result<std::string, VectorError> read_file(const fs::path& path) {
  // WHY: a stream opens a folder without complaint and reads nothing from it.
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return VectorError{fmt::format("{} does not exist", path.string())};
  if (fs::is_directory(status)) return VectorError{fmt::format("{} is a folder", path.string())};
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.is_open() || stream.bad()) return VectorError{fmt::format("{} cannot be read: {}", path.string(), std::strerror(errno))};
  return text;
}

bool matches_pattern(std::string_view text, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return text == pattern;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  for (std::size_t skipped = 0; skipped <= text.size(); ++skipped) {
    if (matches_pattern(text.substr(skipped), pattern)) return true;
  }
  return false;
}

bool holds(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

Result<std::vector<Vector>, VectorError> parse_vectors(std::string_view text, std::string_view name) {
  std::vector<Vector> vectors;
  std::string where = "the file itself";
  try {
    const Json file = Json::parse(text);
    const std::string area = file.at("area").get<std::string>();
    for (const Json& vector : file.at("vectors")) {
      where = vector.contains("id") ? vector.at("id").dump() : fmt::format("vector {}", vectors.size());
      vectors.push_back(parse_vector(vector, area));
    }
  } catch (const Json::parse_error& error) {
    return VectorError{fmt::format("{} is not JSON (byte {})", name, error.byte)};
  } catch (const Json::exception& error) {
    return VectorError{fmt::format("{} is no file of vectors: {}: {}", name, where, error.what())};
  }
  return vectors;
}

Result<std::vector<Vector>, VectorError> read_vectors(const std::vector<std::string>& paths) {
  std::vector<fs::path> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.emplace_back(path);
      continue;
    }
    const std::size_t before = files.size();
    for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    if (error) return VectorError{fmt::format("{} cannot be read: {}", path, error.message())};
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
  }
  std::vector<Vector> all;
  for (const fs::path& file : files) {
    const Result<std::string, VectorError> text = read_file(file);
    if (!text) return text.error();
    Result<std::vector<Vector>, VectorError> vectors = parse_vectors(*text, file.string());
    if (!vectors) return vectors;
    std::move(vectors.value().begin(), vectors.value().end(), std::back_inserter(all));
  }
  return all;
}

Result<std::vector<Vector>, VectorError> carried_vectors() {
  std::vector<Vector> all;
  for (const EmbeddedFile& file : embedded_vectors()) {
    Result<std::vector<Vector>, VectorError> vectors = parse_vectors(file.text, file.name);
    if (!vectors) return vectors;
    std::move(vectors.value().begin(), vectors.value().end(), std::back_inserter(all));
  }
  return all;
}

bool is_selected(const Vector& vector, std::string_view selector) {
  const std::size_t colon = selector.find(':');
  if (colon == std::string_view::npos) return matches_pattern(vector.id, selector);
  const std::string_view what = selector.substr(0, colon);
  const std::string_view value = selector.substr(colon + 1);
  if (what == "area") return vector.area == value;
  if (what == "kind") return vector.kind == value;
  if (what == "level") return vector.level == value;
  if (what == "tag") return holds(vector.tags, value);
  if (what == "covers") return holds(vector.covers, value);
  return false;
}

}  // namespace crosscheck::cli
