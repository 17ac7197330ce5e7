// What a verb reads and writes, in tests.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>

namespace crosscheck::cli {

// A file without a name; what was written to it can be read back.
class ScratchFile {
 public:
  ScratchFile() : file_(std::tmpfile()) {}
  explicit ScratchFile(std::string_view text) : ScratchFile() {
    EXPECT_EQ(std::fwrite(text.data(), 1, text.size(), file_), text.size());
    std::fflush(file_);
    EXPECT_EQ(lseek(descriptor(), 0, SEEK_SET), 0);
  }
  ~ScratchFile() { std::fclose(file_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  std::FILE* file() const { return file_; }
  int descriptor() const { return fileno(file_); }

  std::string text() const {
    std::fflush(file_);
    std::string text;
    char block[4096];
    off_t at = 0;
    while (true) {
      const ssize_t length = pread(descriptor(), block, sizeof block, at);
      if (length <= 0) return text;
      text.append(block, static_cast<std::size_t>(length));
      at += length;
    }
  }

 private:
  std::FILE* file_;
};

}  // namespace crosscheck::cli
