// The files of this folder that the program carries inside itself: the playground and the description of the surface.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace crosscheck::oracle {

struct CarriedFile {
  std::string_view name;  // from src/oracle on: "playground/index.html", "openapi.json"
  std::string_view text;
};

// In the order of their names. The views are constants; any thread may call.
std::vector<CarriedFile> carried_files();
// Nothing where none bears the name.
std::optional<std::string_view> carried_file(std::string_view name);

}  // namespace crosscheck::oracle
