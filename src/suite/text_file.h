// Files of text, whole.
#pragma once

#include <string>

#include "crosscheck/base/result.h"

namespace crosscheck::suite {

// A sentence that names the file.
struct FileError {
  std::string message;
};

// All bytes of the file.
Result<std::string, FileError> read_text_file(const std::string& path);

}  // namespace crosscheck::suite
