#include "cli/vectors_verb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/pipe_for_tests.h"
#include "cli/terminal.h"
#include "suite/json_text.h"

namespace crosscheck::cli {
namespace {

using ::testing::HasSubstr;

constexpr const char* kId = "fetch/simple-get-with-wildcard";

struct Done {
  int code;
  std::string out;
  std::string err;
};

Done vectors(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), {"crosscheck", "vectors"});
  const ScratchFile in("");
  const ScratchFile out;
  const ScratchFile err;
  const int code = run_command(static_cast<int>(arguments.size()), arguments.data(), in.descriptor(), out.file(), err.file());
  return {code, out.text(), err.text()};
}

TEST(VectorsVerb, ListsIdsLevelsAndTitles) {
  const Done done = vectors({"list", "--only", kId});
  EXPECT_EQ(done.code, kDone);
  EXPECT_THAT(done.out, HasSubstr(std::string(kId) + "  must    A simple GET"));
}

TEST(VectorsVerb, ShowsAVectorThatReadsBack) {
  const Done done = vectors({"show", kId});
  EXPECT_EQ(done.code, kDone);
  const auto json = suite::read_json_text(done.out);
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->at("id"), kId);
  EXPECT_EQ(json->at("kind"), "fetch");
}

TEST(VectorsVerb, ExportsALineForEach) {
  const std::string ids = vectors({"list", "--only", "area:fetch"}).out;
  const std::string lines = vectors({"export", "--ndjson", "--only", "area:fetch"}).out;
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), std::count(ids.begin(), ids.end(), '\n'));
  EXPECT_TRUE(lines.starts_with(R"({"area":"fetch","id":"fetch/)"));
  const auto all = suite::read_json_text(vectors({"export", "--only", "area:fetch"}).out);
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ(static_cast<long>(all->at("vectors").size()), std::count(ids.begin(), ids.end(), '\n'));
}

TEST(VectorsVerb, ExplainsInProseWithTheStandardsPlaceAndTheTrace) {
  const Done done = vectors({"explain", kId});
  EXPECT_EQ(done.code, kDone);
  for (const char* part :
       {"What is asked (fetch)", "What has to come", "The rules", "CHK-3: ", "https://fetch.spec.whatwg.org/#concept-cors-check",
        "How the engine gets there", "What it hunts", "WildcardRefused: ", "Too strict: ", "crosscheck run --only"})
    EXPECT_THAT(done.out, HasSubstr(part));
}

TEST(VectorsVerb, ExplanationsFitTheTerminalLinksAside) {
  const std::string ids = vectors({"list", "--only", "area:fetch"}).out;
  std::istringstream lines(ids);
  for (std::string line; std::getline(lines, line);) {
    const std::string id = line.substr(0, line.find(' '));
    std::istringstream page(vectors({"explain", id.c_str()}).out);
    for (std::string shown; std::getline(page, shown);) {
      if (shown.find("https://") != std::string::npos || shown.find(id) != std::string::npos || shown.find('"') != std::string::npos)
        continue;
      EXPECT_LE(columns(shown), kColumns) << shown;
    }
  }
}

TEST(VectorsVerb, AnIdThatIsNoneGetsTheNearestOne) {
  const Done done = vectors({"explain", "fetch/simple-get-with-wildcart"});
  EXPECT_EQ(done.code, kNothingMatched);
  EXPECT_THAT(done.err, HasSubstr("did you mean \"fetch/simple-get-with-wildcard\"?"));
}

TEST(VectorsVerb, WithoutAVerbItIsUsage) { EXPECT_EQ(vectors({}).code, kUnusableInput); }

}  // namespace
}  // namespace crosscheck::cli
