#include "cli/run_verb.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/judge.h"
#include "cli/pipe_for_tests.h"
#include "cli/run_report.h"
#include "question/version.h"

namespace crosscheck::cli {
namespace {

struct Done {
  int code;
  std::string out;
  std::string err;
};

Done command(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "crosscheck");
  const ScratchFile in("");
  const ScratchFile out;
  const ScratchFile err;
  const int code = run_command(static_cast<int>(arguments.size()), arguments.data(), in.descriptor(), out.file(), err.file());
  return {code, out.text(), err.text()};
}

// A file of vectors about methods; the last key of each is given.
class VectorFile {
 public:
  explicit VectorFile(std::string_view text)
      : path_(testing::TempDir() + testing::UnitTest::GetInstance()->current_test_info()->name() + ".json") {
    std::ofstream(path_) << text;
  }
  ~VectorFile() { std::filesystem::remove(path_); }
  VectorFile(const VectorFile&) = delete;
  VectorFile& operator=(const VectorFile&) = delete;
  const char* path() const { return path_.c_str(); }

 private:
  std::string path_;
};

std::string vector(std::string_view id, std::string_view method, std::string_view rest) {
  return R"({"id":"m/)" + std::string(id) +
         R"(","title":"A method that is asked about","kind":"safelisted-method","covers":["MTH-2"],"input":{"method":")" +
         std::string(method) + R"("},)" + std::string(rest) + "}";
}
std::string file_of(const std::string& vectors) { return R"({"area":"m","title":"Methods","vectors":[)" + vectors + "]}"; }

TEST(FirstDifference, ComparesObjectsAsSubsetsAndListsInFull) {
  const auto differs = [](const char* expected, const char* got) {
    const std::optional<Difference> difference = first_difference(Json::parse(expected), Json::parse(got));
    return difference ? difference->pointer : std::string("none");
  };
  EXPECT_EQ(differs(R"({"a":1})", R"({"b":2,"a":1})"), "none");
  EXPECT_EQ(differs(R"({"a":{"b/c":1}})", R"({"a":{"b/c":2}})"), "/a/b~1c");
  EXPECT_EQ(differs(R"({"a":null})", "{}"), "/a");
  EXPECT_EQ(differs(R"([{"a":1}])", R"([{"a":1,"b":2}])"), "none");
  EXPECT_EQ(differs("[1]", "[1,2]"), "");
  EXPECT_EQ(differs(R"({"a":[1,2]})", R"({"a":[1,3]})"), "/a/1");
  EXPECT_EQ(differs("1", "\"1\""), "");
}

TEST(Run, TheVectorsThatItCarriesHold) {
  const Done done = command({"run"});
  EXPECT_EQ(done.code, kDone) << done.out;
  EXPECT_NE(done.out.find("\nmust: 0 of "), std::string::npos);
  EXPECT_EQ(done.err, "");
}

TEST(Run, NamesWhatDiffersAndTheRuleThatDecided) {
  const VectorFile file(
      file_of(vector("good", "GET", R"("expect":{"safelisted":true})") + "," + vector("bad", "PUT", R"("expect":{"safelisted":true})")));
  const Done done = command({"run", file.path()});
  EXPECT_EQ(done.code, kDoesNotHold);
  EXPECT_EQ(done.out,
            "fail m/bad\n"
            "  A method that is asked about\n"
            "  at        /safelisted\n"
            "  expected  true\n"
            "  got       false\n"
            "  decided   MTH-2 https://fetch.spec.whatwg.org/#cors-safelisted-method\n"
            "\n"
            "crosscheck " +
                std::string(kVersion) +
                ": the engine against the conformance vectors\n"
                "\n"
                "  m  1 of 2 hold\n"
                "\n"
                "must: 1 of 2 fail\n");
}

TEST(Run, OnlyMustFailsAndAlternativesAreAccepted) {
  const VectorFile file(file_of(
      vector("should", "PUT", R"("level":"should","expect":{"safelisted":true})") + "," +
      vector("info", "PUT", R"("level":"info","expect":{"safelisted":true})") + "," +
      vector("tolerated", "PUT",
             R"("level":"must","expect":{"safelisted":true},"alternatives":[{"grade":"tolerated","expect":{"safelisted":false}}])") +
      "," +
      vector("equal", "PUT",
             R"("level":"must","expect":{"safelisted":true},"alternatives":[{"grade":"equal","expect":{"safelisted":false}}])") +
      "," + vector("error", "GE T", R"("level":"must","expect":{"error":{"code":"bad-input","at":"/input/method"}})")));
  const Done done = command({"run", file.path()});
  EXPECT_EQ(done.code, kDone) << done.out;
  EXPECT_NE(done.out.find("non-strict m/should\n"), std::string::npos);
  EXPECT_NE(done.out.find("non-strict m/tolerated\n"), std::string::npos);
  EXPECT_NE(done.out.find("info m/info\n"), std::string::npos);
  EXPECT_EQ(done.out.find("m/equal"), std::string::npos);
  EXPECT_EQ(done.out.find("m/error"), std::string::npos);
}

TEST(Run, SelectsByIdPatternAndField) {
  const VectorFile file(
      file_of(vector("a", "GET", R"("tags":["t"],"expect":{})") + "," + vector("b", "GET", R"("level":"may","expect":{})")));
  EXPECT_EQ(command({"run", "--list", file.path()}).out, "m/a\nm/b\n");
  EXPECT_EQ(command({"run", "--list", "--only", "m/b", file.path()}).out, "m/b\n");
  EXPECT_EQ(command({"run", "--list", "--only", "*a", file.path()}).out, "m/a\n");
  EXPECT_EQ(command({"run", "--list", "--only", "tag:t", "--only", "level:may", file.path()}).out, "m/a\nm/b\n");
  EXPECT_EQ(command({"run", "--list", "--only", "covers:MTH-2", file.path()}).out, "m/a\nm/b\n");
  const Done none = command({"run", "--only", "area:x", file.path()});
  EXPECT_EQ(none.code, kNothingMatched);
  EXPECT_NE(none.err.find("no vector is meant"), std::string::npos);
}

TEST(Run, SaysWhatIsWrongWithAFile) {
  const auto complaint = [](std::vector<const char*> arguments) {
    const Done done = command(std::move(arguments));
    EXPECT_EQ(done.code, kUnusableInput);
    EXPECT_EQ(done.out, "");
    return done.err;
  };
  EXPECT_NE(complaint({"run", "no-such-file.json"}).find("no-such-file.json does not exist"), std::string::npos);
  EXPECT_NE(complaint({"run", "--vectors", "no-such-folder"}).find("no-such-folder does not exist"), std::string::npos);
  const VectorFile broken("{\"area\":");
  EXPECT_NE(complaint({"run", broken.path()}).find("is not JSON"), std::string::npos);
  const VectorFile other(file_of(R"({"id":"m/x"})"));
  EXPECT_NE(complaint({"run", other.path()}).find("\"m/x\""), std::string::npos);
}

TEST(Command, HelpAndVersionEndWithZeroAndFitTheTerminal) {
  for (const std::vector<const char*>& arguments :
       {std::vector<const char*>{"--help"}, std::vector<const char*>{"evaluate", "--help"}, std::vector<const char*>{"run", "--help"},
        std::vector<const char*>{"policy", "--help"}, std::vector<const char*>{"--version"}}) {
    const Done done = command(arguments);
    EXPECT_EQ(done.code, kDone);
    EXPECT_EQ(done.err, "");
    std::istringstream lines(done.out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  }
  EXPECT_TRUE(command({"--version"}).out.starts_with("crosscheck " + std::string(kVersion) + "\n"));
}

TEST(Command, TheVersionIsTheProjects) {
  std::ifstream file("CMakeLists.txt");
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find("project(crosscheck VERSION " + std::string(kVersion) + " "), std::string::npos);
}

TEST(Command, WrongUsageEndsWithTwo) {
  EXPECT_EQ(command({}).code, kUnusableInput);
  EXPECT_EQ(command({"evaluat"}).code, kUnusableInput);
  EXPECT_EQ(command({"evaluate", "--line"}).code, kUnusableInput);
  EXPECT_NE(command({"evaluate", "--line"}).err, "");
}

TEST(Wrapped, BreaksAtSpacesAndCountsCharacters) {
  EXPECT_EQ(wrapped("aa bb cc", 5), (std::vector<std::string>{"aa bb", "cc"}));
  EXPECT_EQ(wrapped("\xC3\xA9\xC3\xA9 bb", 5), (std::vector<std::string>{"\xC3\xA9\xC3\xA9 bb"}));
}

}  // namespace
}  // namespace crosscheck::cli
