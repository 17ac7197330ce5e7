#include "cli/output_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli/command_for_tests.h"

namespace crosscheck::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;

namespace fs = std::filesystem;

class OutputFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "crosscheck-output-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }
  long files() const { return std::distance(fs::directory_iterator(folder_), fs::directory_iterator()); }

 private:
  fs::path folder_;
};

TEST_F(OutputFileTest, IsThereOnlyWhenItIsWhole) {
  OutputFile file(path("log"));
  EXPECT_FALSE(fs::exists(path("log")));
  file.write_whole("all of it");
  EXPECT_EQ(file.fault(), std::nullopt);
  EXPECT_EQ(text_of(path("log")), "all of it");
  EXPECT_EQ(files(), 1);
}

TEST_F(OutputFileTest, WhatStoodThereStaysWhereNothingIsWritten) {
  const std::string name = write("log", "old");
  {
    const OutputFile file(name);
  }
  EXPECT_EQ(text_of(name), "old");
  EXPECT_EQ(files(), 1);
}

TEST_F(OutputFileTest, WhatStoodThereCanBeForgotten) {
  const std::string name = write("log", "old");
  OutputFile file(name);
  file.forget_what_stood_there();
  EXPECT_EQ(text_of(name), "");
}

TEST_F(OutputFileTest, KeepsTheModeAndWritesBehindALink) {
  const std::string name = write("log", "old");
  ASSERT_EQ(chmod(name.c_str(), 0600), 0);
  fs::create_symlink(name, path("link"));
  OutputFile file(path("link"));
  file.write_whole("new");
  EXPECT_EQ(text_of(name), "new");
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(fs::status(name).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(OutputFileTest, SaysAtOnceWhatCannotBeWritten) {
  EXPECT_THAT(OutputFile(path("no/such/folder")).fault(), Optional(HasSubstr("no/such/folder cannot be written: No such file")));
  EXPECT_THAT(OutputFile(path(".")).fault(), Optional(HasSubstr("cannot be written: Is a directory")));
  EXPECT_EQ(files(), 0);
}

TEST_F(OutputFileTest, SaysWhereADeviceIsFull) {
  OutputFile file("/dev/full");
  ASSERT_EQ(file.fault(), std::nullopt);
  file.write_whole("x");
  EXPECT_THAT(file.fault(), Optional(HasSubstr("/dev/full cannot be written: No space left")));
}

TEST_F(OutputFileTest, OneFileHasManyNames) {
  const std::string name = write("log", "");
  fs::create_symlink(name, path("link"));
  fs::create_hard_link(name, path("hard"));
  EXPECT_TRUE(are_one_file(name, path("./log")));
  EXPECT_TRUE(are_one_file(name, path("link")));
  EXPECT_TRUE(are_one_file(name, path("hard")));
  EXPECT_TRUE(are_one_file(path("new"), path("./new")));
  EXPECT_FALSE(are_one_file(name, path("new")));
  EXPECT_FALSE(are_one_file("", ""));
  EXPECT_FALSE(are_one_file("/dev/null", "/dev/null"));
}

}  // namespace
}  // namespace crosscheck::cli
