// Conformance vectors, read from their files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "crosscheck/base/result.h"

namespace crosscheck::cli {

using Json = nlohmann::ordered_json;

struct Alternative {
  bool tolerated = false;  // else as good as what is expected
  Json expect;
};

struct Vector {
  std::string area;
  std::string id;
  std::string title;
  std::string kind;
  std::string level;  // must, should, may, info, lint
  std::vector<std::string> covers;
  std::vector<std::string> tags;
  Json input;
  Json expect;
  std::vector<Alternative> alternatives;
};

// What is wrong with a file, in a sentence that names it.
struct VectorError {
  std::string message;
};

// The vectors of one area. `name` is how the file is called in an error.
Result<std::vector<Vector>, VectorError> parse_vectors(std::string_view text, std::string_view name);
// Those of several files, one after another. A folder stands for its *.json files, in the order of their names.
Result<std::vector<Vector>, VectorError> read_vectors(const std::vector<std::string>& paths);
// Those that the command carries.
Result<std::vector<Vector>, VectorError> carried_vectors();

// Whether the vector is meant: its id, a pattern with `*` for it, or `area:`, `tag:`, `level:`, `covers:`, `kind:` and a value.
bool is_selected(const Vector& vector, std::string_view selector);

}  // namespace crosscheck::cli
