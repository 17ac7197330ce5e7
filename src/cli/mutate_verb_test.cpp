#include "cli/mutate_verb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli/command_for_tests.h"
#include "cli/exit_code.h"

namespace crosscheck::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

Done mutate(const std::vector<std::string>& arguments) {
  std::vector<const char*> words;
  for (const std::string& argument : arguments) words.push_back(argument.c_str());
  return verb("mutate", words);
}

// Nothing is built here: each of these is found out before.
class MutateVerb : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "crosscheck-mutate-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, std::string_view text) const {
    const fs::path file = folder_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file.string();
  }
  std::string folder() const { return folder_.string(); }

 private:
  fs::path folder_;
};

constexpr const char* kOneMutant = R"({"mutants": [{"id": "CHK-4-prefix", "operator": "prefix", "file": "src/a.cpp", "find": "a",)"
                                   R"( "becomes": "b", "breaks": "takes a prefix for the whole"}]})";

TEST_F(MutateVerb, NamesTheTableThatAFolderDoesNotHave) {
  const Done done = mutate({"--source", folder()});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, AllOf(HasSubstr(folder() + "/conformance/mutants.json does not exist"), HasSubstr("--source")));
}

TEST_F(MutateVerb, RefusesAFolderThatDoesNotExist) { EXPECT_EQ(mutate({"--source", folder() + "/nowhere"}).code, kUnusableInput); }

TEST_F(MutateVerb, SaysWhereATableIsBroken) {
  write("conformance/mutants.json", R"({"mutants": [{"id": "CHK-4-prefix"}]})");
  const Done done = mutate({"--source", folder()});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, AllOf(HasSubstr("the table of mutants"), HasSubstr("/mutants/0")));
}

TEST_F(MutateVerb, MatchesNothingWhereAnIdIsUnknown) {
  write("conformance/mutants.json", kOneMutant);
  const Done done = mutate({"--source", folder(), "--only", "CHK-4-prefix", "--only", "CHK-4-suffix"});
  EXPECT_EQ(done.code, kNothingMatched);
  EXPECT_THAT(done.err, HasSubstr("there is no mutant CHK-4-suffix"));
  EXPECT_FALSE(fs::exists(folder() + "/build"));
}

TEST_F(MutateVerb, RefusesAPatchThatCannotBeRead) {
  const Done done = mutate({"--patch", folder() + "/my.diff"});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("my.diff"));
}

TEST_F(MutateVerb, RefusesAPatchTogetherWithMutants) {
  const std::string patch = write("my.diff", "");
  EXPECT_EQ(mutate({"--patch", patch, "--only", "CHK-4-prefix"}).code, kUnusableInput);
}

TEST_F(MutateVerb, RefusesAPatchThatDoesNotApply) {
  const std::string patch = write("my.diff", "--- a/src/nowhere.cpp\n+++ b/src/nowhere.cpp\n@@ -1 +1 @@\n-a\n+b\n");
  const Done done = mutate({"--patch", patch, "--build", folder() + "/build"});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, AllOf(HasSubstr("cannot be applied"), HasSubstr("nowhere.cpp")));
}

TEST_F(MutateVerb, RefusesAPatchThatConcernsNothingOfTheEngine) {
  const std::string patch = write("my.diff", "--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-a\n+b\n");
  const Done done = mutate({"--patch", patch, "--build", folder() + "/build"});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("it touches README.md alone"));
}

TEST_F(MutateVerb, RefusesAMatrixThatCannotBeWritten) {
  write("conformance/mutants.json", kOneMutant);
  const std::string file = write("file", "");
  const Done done = mutate({"--source", folder(), "--matrix", file + "/matrix.ndjson"});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("matrix.ndjson cannot be written"));
}

TEST_F(MutateVerb, SaysWhatWentWrongWhereNoCopyCanBeMade) {
  write("conformance/mutants.json", kOneMutant);
  const Done done = mutate({"--source", folder()});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("planting the mutants failed"));
}

}  // namespace
}  // namespace crosscheck::cli
