// The conformance vectors that the command carries inside itself (embed_vectors.cmake).
#pragma once

#include <string_view>
#include <vector>

namespace crosscheck::cli {

struct EmbeddedFile {
  std::string_view name;  // "fetch.json"
  std::string_view text;
};

// In the order of their names. The views are constants.
std::vector<EmbeddedFile> embedded_vectors();

}  // namespace crosscheck::cli
