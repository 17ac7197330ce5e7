// A file that a verb makes: whole, or as it was before.
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace crosscheck::cli {

// What is written stands beside the file until it is whole, and then takes its place in one step: whatever ends the program in between, nobody
// finds half of it. A pipe, a terminal or another thing that is no plain file is written to as it is. One thread at a time.
class OutputFile {
 public:
  // Opened at once, so that hours of work are not lost for a name that cannot be written. An empty path is no file.
  explicit OutputFile(std::string path);
  // What was not written whole goes.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  bool is_wanted() const { return file_ != nullptr; }
  // "x cannot be written: why", as soon as it is known.
  const std::optional<std::string>& fault() const { return fault_; }
  // Takes away what stood in a plain file, where that must not be taken for what is still to come.
  void forget_what_stood_there();
  // Once; all of it. Nothing where the file is not wanted or at fault.
  void write_whole(std::string_view text);

 private:
  void fail(int error);

  std::string path_;    // as it was given
  std::string target_;  // behind links
  std::string beside_;  // empty where it is written to directly
  std::FILE* file_ = nullptr;
  std::optional<std::string> fault_;
};

// Whether two paths mean the same plain file, there already or not.
bool are_one_file(const std::string& a, const std::string& b);

}  // namespace crosscheck::cli
