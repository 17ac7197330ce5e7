// The files of conformance/ that the program carries inside itself (carry_files.cmake): vectors, schemas and tables.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace crosscheck::suite {

struct CarriedFile {
  std::string_view name;  // from conformance/ on: "vectors/fetch.json", "flags.json", "schema/vectors.schema.json"
  std::string_view text;
};

// In the order of their names. The views are constants; any thread may call.
std::vector<CarriedFile> carried_files();
// Nothing where none bears the name.
std::optional<std::string_view> carried_file(std::string_view name);

}  // namespace crosscheck::suite
