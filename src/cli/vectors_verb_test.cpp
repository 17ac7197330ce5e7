#include "cli/vectors_verb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "cli/command_for_tests.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "suite/json_text.h"

namespace crosscheck::cli {
namespace {

using ::testing::HasSubstr;

constexpr const char* kId = "fetch/simple-get-with-wildcard";

Done vectors(std::vector<const char*> arguments) { return verb("vectors", std::move(arguments)); }

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

TEST(VectorsVerb, TheSuiteHasNoFaultThatTheLinterKnows) {
  const Done done = vectors({"lint", "--vectors", "conformance/vectors", "--tables", "conformance"});
  EXPECT_EQ(done.code, kDone) << done.out;
}

TEST(VectorsVerb, TheCommandsThatAskAgainNameTheFolder) {
  EXPECT_THAT(vectors({"explain", kId}).out, HasSubstr("crosscheck run --only " + std::string(kId) + "\n"));
  const std::string explained = vectors({"explain", kId, "--vectors", "conformance/vectors/../vectors"}).out;
  EXPECT_THAT(explained, HasSubstr("crosscheck run --only " + std::string(kId) + " --vectors conformance/vectors/../vectors\n"));
  EXPECT_THAT(explained, HasSubstr("crosscheck vectors show " + std::string(kId) + " --vectors conformance/vectors/../vectors\n"));
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
