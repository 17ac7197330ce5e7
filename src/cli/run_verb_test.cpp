#include "cli/run_verb.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/command_for_tests.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "question/version.h"

namespace crosscheck::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string vector(std::string_view id, std::string_view method, std::string_view rest) {
  const std::string level = rest.find("\"level\"") == std::string_view::npos ? R"("level":"must",)" : "";
  return R"({"id":"m/)" + std::string(id) + R"(","rev":1,"title":"A method that is asked about","kind":"safelisted-method",)" + level +
         R"("covers":["MTH-2"],"flags":["MethodCaseFolded"],"input":{"method":")" + std::string(method) + R"("},)" + std::string(rest) +
         "}";
}
std::string file_of(const std::string& vectors) { return R"({"area":"m","title":"Methods","vectors":[)" + vectors + "]}"; }
// One that holds and one that does not.
std::string good_and_bad() {
  return file_of(vector("good", "GET", R"("expect":{"safelisted":true})") + "," + vector("bad", "PUT", R"("expect":{"safelisted":true})"));
}

TEST(Run, TheVectorsThatItCarriesHold) {
  const Done done = command({"run"});
  EXPECT_EQ(done.code, kDone) << done.out;
  EXPECT_THAT(done.out, HasSubstr("\n  must: 0 of "));
  EXPECT_EQ(done.err, "");
}

TEST(Run, NamesWhatDiffersAndTheRuleThatDecided) {
  const TestFile file(good_and_bad());
  const Done done = command({"run", file.path()});
  EXPECT_EQ(done.code, kDoesNotHold);
  EXPECT_THAT(done.out, HasSubstr("fail m/bad\n"));
  EXPECT_THAT(done.out, HasSubstr("/safelisted"));
  EXPECT_THAT(done.out, HasSubstr("MTH-2 https://fetch.spec.whatwg.org/#cors-safelisted-method"));
  EXPECT_THAT(done.out, HasSubstr("must: 1 of 2 fail"));
  EXPECT_THAT(done.out, Not(HasSubstr("m/good")));
}

TEST(Run, TheReferenceAnswersAsAnAdapterToo) {
  const std::string adapter = std::string("exec:exec ") + CROSSCHECK_COMMAND + " evaluate --lines";
  const Done done = command({"run", "--adapter", adapter.c_str(), "--adapter", "builtin:engine", "--only", "kind:cors-check"});
  EXPECT_EQ(done.code, kDone) << done.out;
  EXPECT_THAT(done.out, HasSubstr("crosscheck (2)"));
}

TEST(Run, AnImplementationThatCannotBeStartedEndsWithThree) {
  const TestFile file(good_and_bad());
  const Done done = command({"run", file.path(), "--adapter", "exec:exit 5"});
  EXPECT_EQ(done.code, kCouldNotRun) << done.out;
  EXPECT_THAT(done.out, HasSubstr("exit code 5"));
}

TEST(Run, WhatIsNoImplementationIsUsage) {
  const TestFile file(good_and_bad());
  const auto complaint = [&](const char* target) {
    const Done done = command({"run", file.path(), "--adapter", target});
    EXPECT_EQ(done.code, kUnusableInput);
    return done.err;
  };
  EXPECT_THAT(complaint("python3 adapter.py"), HasSubstr("write 'exec:COMMAND'"));
  EXPECT_THAT(complaint("exec: "), HasSubstr("needs a command"));
  EXPECT_THAT(complaint("builtin:other"), HasSubstr("not part of this program"));
  EXPECT_THAT(complaint("https://a.test"), HasSubstr("asked over a wire"));
}

TEST(Run, OnlyMustFailsAndAlternativesAreAccepted) {
  const std::string other =
      R"("expect":{"safelisted":true},"alternatives":[{"expect":{"safelisted":false},"why":"Because of a test","pinned_by":["m/info"],"grade":)";
  const TestFile file(file_of(vector("should", "PUT", R"("level":"should","expect":{"safelisted":true})") + "," +
                              vector("info", "PUT", R"("level":"info","expect":{"safelisted":true})") + "," +
                              vector("tolerated", "PUT", other + "\"tolerated\"}]") + "," + vector("equal", "PUT", other + "\"equal\"}]") +
                              "," + vector("error", "GE T", R"("expect":{"error":{"code":"bad-input","at":"/input/method"}})")));
  const Done done = command({"run", file.path()});
  EXPECT_EQ(done.code, kDone) << done.out;
  EXPECT_THAT(done.out, HasSubstr("non-strict m/should\n"));
  EXPECT_THAT(done.out, HasSubstr("non-strict m/tolerated\n"));
  EXPECT_THAT(done.out, HasSubstr("info m/info\n"));
  EXPECT_THAT(done.out, Not(HasSubstr("m/equal")));
  EXPECT_THAT(done.out, Not(HasSubstr("m/error")));
}

TEST(Run, SelectsByIdPatternAndField) {
  const TestFile file(file_of(vector("a", "GET", R"("tags":["t"],"expect":{"safelisted":true})") + "," +
                              vector("b", "GET", R"("level":"may","expect":{"safelisted":true})")));
  EXPECT_EQ(command({"run", "--list", file.path()}).out, "m/a\nm/b\n");
  EXPECT_EQ(command({"run", "--list", "--only", "m/b", file.path()}).out, "m/b\n");
  EXPECT_EQ(command({"run", "--list", "--only", "*a", file.path()}).out, "m/a\n");
  EXPECT_EQ(command({"run", "--list", "--only", "tag:t", "--only", "level:may", file.path()}).out, "m/a\nm/b\n");
  EXPECT_EQ(command({"run", "--list", "--only", "covers:MTH-*", file.path()}).out, "m/a\nm/b\n");
  const Done none = command({"run", "--only", "area:x", file.path()});
  EXPECT_EQ(none.code, kNothingMatched);
  EXPECT_THAT(none.err, HasSubstr("no vector is meant"));
  const Done misspelt = command({"run", "--only", "cover:MTH-2", file.path()});
  EXPECT_EQ(misspelt.code, kUnusableInput);
  EXPECT_THAT(misspelt.err, HasSubstr("did you mean \"covers:\"?"));
}

TEST(Run, ShardsTogetherAreTheWhole) {
  const std::string all = command({"run", "--list"}).out;
  std::size_t together = 0;
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    const std::string part = command({"run", "--list", "--shard", shard}).out;
    EXPECT_LT(part.size(), all.size() / 2);
    together += part.size();
  }
  EXPECT_EQ(together, all.size());
  EXPECT_EQ(command({"run", "--shard", "4/3"}).code, kUnusableInput);
}

TEST(Run, KnownFailuresAreWrittenAndExpected) {
  const TestFile file(good_and_bad());
  const TestFile known("", ".expect.json");
  EXPECT_EQ(command({"run", file.path(), "--write-expect", known.path()}).code, kDoesNotHold);
  EXPECT_THAT(known.text(), HasSubstr("m/bad"));
  EXPECT_THAT(known.text(), Not(HasSubstr("m/good")));
  const Done done = command({"run", file.path(), "--expect", known.path()});
  EXPECT_EQ(done.code, kDone) << done.out;
}

TEST(Run, WhatIsRefusedTakesNothingAwayFromTheKnownFailures) {
  const TestFile file(good_and_bad());
  const TestFile known("what stood there", ".expect.json");
  EXPECT_EQ(command({"run", file.path(), "--adapter", "exec:exit 5", "--write-expect", known.path()}).code, kCouldNotRun);
  EXPECT_EQ(known.text(), "what stood there");
}

TEST(Run, AnExpectedFailureThatPassesIsAFailure) {
  const TestFile file(good_and_bad());
  const TestFile known(R"({"expectations":[{"id":"m/bad","outcome":"fail"},{"id":"m/good","outcome":"fail","reason":"It was so."}]})",
                       ".expect.json");
  const Done done = command({"run", file.path(), "--expect", known.path()});
  EXPECT_EQ(done.code, kDoesNotHold) << done.out;
  EXPECT_THAT(done.out, HasSubstr("unexpected-pass m/good"));
}

TEST(Run, AnUnknownIdAmongKnownFailuresIsAnError) {
  const TestFile file(good_and_bad());
  const TestFile known(R"({"expectations":[{"id":"m/gone","outcome":"fail"}]})", ".expect.json");
  const Done done = command({"run", file.path(), "--expect", known.path()});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("at /expectations/0/id: there is no vector \"m/gone\""));
}

TEST(Run, TheLogIsReadBackByTheReports) {
  const TestFile file(good_and_bad());
  const TestFile log("", ".jsonl");
  const Done done = command({"run", file.path(), "--log", log.path(), "--seed", "5"});
  const Done report = command({"report", log.path()});
  EXPECT_EQ(report.code, done.code);
  EXPECT_EQ(report.out, done.out);
  EXPECT_THAT(log.text(), HasSubstr(R"("seed":5)"));
}

TEST(Run, ASignalEndsItInOrderAndTheLogSaysSo) {
  const TestFile file(good_and_bad());
  const TestFile log("", ".jsonl");
  // The adapter itself sends the signal, and never answers.
  const std::string line = std::string(CROSSCHECK_COMMAND) + " run '" + file.path() +
                           "' --adapter 'exec:kill -INT $PPID; exec sleep 1000' --start-timeout 1000 --log '" + log.path() +
                           "' > /dev/null";
  const int status = std::system(line.c_str());
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 128 + SIGINT);
  EXPECT_THAT(log.text(), HasSubstr(R"("signal":2)"));
  EXPECT_THAT(log.text(), HasSubstr("a signal ended the run before"));
}

TEST(Run, AFileThatCannotBeWrittenIsSaidBeforeTheRun) {
  const TestFile file(good_and_bad());
  const Done done = command({"run", file.path(), "--log", "no-such-folder/log.jsonl"});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("no-such-folder/log.jsonl cannot be written"));
  EXPECT_EQ(done.out, "");
}

// WHY a pipe: it takes no more than 64 KiB at once, so that the log is half written for as long as nobody reads on.
TEST(Run, ASignalWhileTheLogIsWrittenDoesNotTakeItAway) {
  const std::string pipe = testing::TempDir() + "half-written-log";
  std::filesystem::remove(pipe);
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const pid_t child = fork();
  if (child == 0) {
    const int nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execl(CROSSCHECK_COMMAND, CROSSCHECK_COMMAND, "run", "--log", pipe.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  ASSERT_GT(child, 0);
  std::ifstream log(pipe, std::ios::binary);
  std::string text;
  ASSERT_TRUE(std::getline(log, text));  // the header: it is being written
  ASSERT_EQ(kill(child, SIGTERM), 0);
  std::string last;
  for (std::string line; std::getline(log, line);) last = line;
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  std::filesystem::remove(pipe);
  EXPECT_THAT(last, testing::StartsWith(R"({"record":"footer")"));
  ASSERT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
  EXPECT_EQ(WEXITSTATUS(status), kDone);
}

TEST(Run, TwoOutputsAreNeverOneFile) {
  const TestFile file(good_and_bad());
  const TestFile output("what stood there", ".jsonl");
  const std::string roundabout = testing::TempDir() + "./" + std::filesystem::path(output.path()).filename().string();
  const Done done = command({"run", file.path(), "--log", output.path(), "--write-expect", roundabout.c_str()});
  EXPECT_EQ(done.code, kUnusableInput);
  EXPECT_THAT(done.err, HasSubstr("--log and --write-expect are one file"));
  EXPECT_EQ(command({"run", file.path(), "--expect", output.path(), "--log", output.path()}).code, kUnusableInput);
  EXPECT_EQ(output.text(), "what stood there");
  const std::string fresh = testing::TempDir() + "neither-is-there-yet";
  EXPECT_EQ(command({"run", file.path(), "--log", fresh.c_str(), "--write-expect", fresh.c_str()}).code, kUnusableInput);
  EXPECT_FALSE(std::filesystem::exists(fresh));
}

TEST(Run, EveryFormatIsOffered) {
  const TestFile file(good_and_bad());
  for (const char* format : {"text", "json", "junit", "tap", "sarif", "markdown", "html"}) {
    const Done done = command({"run", file.path(), "--format", format});
    EXPECT_EQ(done.code, kDoesNotHold) << format;
    EXPECT_THAT(done.out, HasSubstr("m/bad")) << format;
  }
  EXPECT_EQ(command({"run", file.path(), "--format", "pdf"}).code, kUnusableInput);
}

TEST(Run, SaysWhatIsWrongWithAFile) {
  const auto complaint = [](std::vector<const char*> arguments) {
    const Done done = command(std::move(arguments));
    EXPECT_EQ(done.code, kUnusableInput);
    EXPECT_EQ(done.out, "");
    return done.err;
  };
  EXPECT_THAT(complaint({"run", "no-such-file.json"}), HasSubstr("no-such-file.json does not exist"));
  EXPECT_THAT(complaint({"run", "--vectors", "no-such-folder"}), HasSubstr("no-such-folder does not exist"));
  const TestFile broken("{\"area\":");
  EXPECT_THAT(complaint({"run", broken.path()}), HasSubstr("line 1, column 9: this is not JSON"));
  const TestFile other(file_of(R"({"id":"m/x"})"), ".other.json");
  EXPECT_THAT(complaint({"run", other.path()}), HasSubstr("at /vectors/0: the key \"rev\" is missing"));
}

TEST(Run, NamesEveryFileThatCannotBeReadAndAsksTheRest) {
  const TestFile good(good_and_bad());
  const TestFile broken("{\"area\":", ".broken.json");
  const TestFile other(file_of(R"({"id":"m/x"})"), ".other.json");
  const Done done = command({"run", broken.path(), good.path(), other.path()});
  EXPECT_THAT(done.err, HasSubstr("line 1, column 9: this is not JSON"));
  EXPECT_THAT(done.err, HasSubstr("at /vectors/0: the key \"rev\" is missing"));
  EXPECT_THAT(done.out, HasSubstr("m/bad"));
  EXPECT_EQ(done.code, kDoesNotHold);
  const Done passes = command({"run", broken.path(), good.path(), "--only", "m/good"});
  EXPECT_THAT(passes.out, HasSubstr("crosscheck 0.1.0: incomplete"));
  EXPECT_EQ(passes.code, kUnusableInput);
  EXPECT_EQ(command({"run", broken.path(), good.path(), "--only", "m/none"}).code, kUnusableInput);
  EXPECT_EQ(command({"run", broken.path(), good.path(), "--list"}).code, kUnusableInput);
}

TEST(Command, HelpAndVersionEndWithZeroAndFitTheTerminal) {
  for (const std::vector<const char*>& arguments :
       {std::vector<const char*>{"--help"}, std::vector<const char*>{"evaluate", "--help"}, std::vector<const char*>{"run", "--help"},
        std::vector<const char*>{"policy", "--help"}, std::vector<const char*>{"vectors", "--help"},
        std::vector<const char*>{"vectors", "lint", "--help"}, std::vector<const char*>{"--version"}}) {
    const Done done = command(arguments);
    EXPECT_EQ(done.code, kDone);
    EXPECT_EQ(done.err, "");
    std::istringstream lines(done.out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  }
  EXPECT_TRUE(command({"--version"}).out.starts_with("crosscheck " + std::string(kVersion) + "\n"));
}

TEST(Command, TheVersionIsTheProjects) {
  EXPECT_THAT(text_of("CMakeLists.txt"), HasSubstr("project(crosscheck VERSION " + std::string(kVersion) + " "));
}

TEST(Command, WrongUsageEndsWithTwo) {
  EXPECT_EQ(command({}).code, kUnusableInput);
  EXPECT_EQ(command({"evaluat"}).code, kUnusableInput);
  EXPECT_EQ(command({"evaluate", "--line"}).code, kUnusableInput);
  EXPECT_NE(command({"evaluate", "--line"}).err, "");
}

TEST(Command, AMistypedVerbIsToldWithWhatWasMeant) {
  EXPECT_EQ(command({"runn"}).code, kUnusableInput);
  EXPECT_THAT(command({"runn"}).err, HasSubstr("crosscheck: unknown verb \"runn\": did you mean run?\n"));
  EXPECT_THAT(command({"runn", "--adapter", "exec:x"}).err, HasSubstr("unknown verb \"runn\": did you mean run?"));
  EXPECT_THAT(command({"vectors", "explian", "a/b"}).err, HasSubstr("crosscheck vectors: unknown verb \"explian\": did you mean explain?"));
  const std::string other = command({"xylophone"}).err;
  EXPECT_THAT(other, HasSubstr("unknown verb \"xylophone\"; there are evaluate, run, "));
  EXPECT_THAT(command({"\x1B[2J"}).err, HasSubstr("\\u001b"));
}

TEST(Command, AMistypedOptionIsToldWithWhatWasMeant) {
  EXPECT_EQ(command({"run", "--vectrs", "folder"}).code, kUnusableInput);
  EXPECT_THAT(command({"run", "--vectrs", "folder"}).err,
              HasSubstr("crosscheck run: unknown option \"--vectrs\": did you mean --vectors?"));
  EXPECT_THAT(command({"run", "--sede=5"}).err, HasSubstr("unknown option \"--sede\": did you mean --seed?"));
  EXPECT_THAT(command({"--verison"}).err, HasSubstr("crosscheck: unknown option \"--verison\": did you mean --version?"));
}

TEST(Command, TheHelpHasEveryExitCode) {
  const std::string help = command({"--help"}).out;
  for (const char* const code : {"\n  0  ", "\n  1  ", "\n  2  ", "\n  3  ", "\n  4  nothing matched, or fewer ran than", "\n  128 + n  "})
    EXPECT_THAT(help, HasSubstr(code));
}

TEST(Wrapped, BreaksAtSpacesAndCountsCharacters) {
  EXPECT_EQ(wrapped("aa bb cc", 5), (std::vector<std::string>{"aa bb", "cc"}));
  EXPECT_EQ(wrapped("\xC3\xA9\xC3\xA9 bb", 5), (std::vector<std::string>{"\xC3\xA9\xC3\xA9 bb"}));
}

}  // namespace
}  // namespace crosscheck::cli
