// Conformance vectors: what a vector file (conformance/schema/vectors.schema.json) holds. Any thread may call.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "crosscheck/base/result.h"
#include "suite/outcome.h"

namespace crosscheck::suite {

using Json = nlohmann::ordered_json;

// Another answer that is accepted.
struct Alternative {
  bool tolerated = false;  // graded `tolerated` (non-strict); else `equal` (a pass)
  Json expect;
  std::string why;
  std::vector<std::string> pinned_by;
};

struct ProfileExpectation {
  Json expect;
  std::string deviation;
};

struct Reference {
  std::string type;
  std::string id;
  std::string url;
};

struct Vector {
  std::string area;
  std::string id;
  unsigned rev = 1;
  std::string title;
  std::string kind;
  Level level = Level::must;
  std::vector<std::string> covers;
  std::vector<std::string> flags;
  std::vector<std::string> tags;
  std::vector<std::string> needs;
  Json input;
  Json expect;
  std::vector<Alternative> alternatives;
  std::map<std::string, ProfileExpectation> profiles;
  std::vector<Reference> refs;
};

struct VectorFile {
  std::string name;  // how it is called in an error
  std::string area;
  std::string title;
  std::vector<Vector> vectors;
};

// What is wrong with a file, in a sentence that names it and the place in it.
struct VectorError {
  std::string message;
};

// A file, refused whole at its first fault: not JSON, a key that is unknown, missing, doubled or of another type, an id of another area.
Result<VectorFile, VectorError> parse_vector_file(std::string_view text, std::string_view name);
// What could be read of several files, and what is wrong with each of the others.
struct VectorFiles {
  std::vector<VectorFile> files;
  std::vector<VectorError> faults;
};
// One after another. A folder stands for its *.json files, in the order of their names. A file that has an id of one before it is a fault.
VectorFiles read_vector_files(const std::vector<std::string>& paths);
// Those that the program carries.
Result<std::vector<VectorFile>, VectorError> carried_vector_files();

// As it stands in a file, keys in the schema's order; tags and needs stand there when they are empty too.
Json to_json(const Vector& vector);

}  // namespace crosscheck::suite
