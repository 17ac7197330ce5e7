// A policy document as it stands in a file.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "cli/json_places.h"
#include "crosscheck/base/result.h"
#include "crosscheck/policy/compile.h"
#include "question/json_document.h"

namespace crosscheck::cli {

// Immutable; holds what was read from the file, and what it says.
class PolicyFile {
 public:
  // What is wrong with the file, in a sentence that names it. `-` is the descriptor `in`.
  struct Unreadable {
    std::string message;
  };
  static Result<std::unique_ptr<PolicyFile>, Unreadable> read(const std::string& path, int in);

  // How it is called in a report.
  const std::string& name() const { return name_; }
  const policy::Compilation& compilation() const { return compilation_; }
  const TextLines& lines() const { return *lines_; }
  const JsonPlaces& places() const { return *places_; }

 private:
  PolicyFile() = default;

  std::string name_;
  std::string text_;
  question::JsonDocument document_;
  std::unique_ptr<TextLines> lines_;
  std::unique_ptr<JsonPlaces> places_;
  policy::Compilation compilation_;
};

}  // namespace crosscheck::cli
