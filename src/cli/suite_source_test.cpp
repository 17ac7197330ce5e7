#include "cli/suite_source.h"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command_for_tests.h"
#include "cli/exit_code.h"

namespace crosscheck::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// A folder of vectors with what stands beside it in conformance/.
class CopiedSuite {
 public:
  CopiedSuite() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (const char* const name : {"vectors", "manifest.json", "ids.lock", "flags.json"})
      fs::copy(fs::path("conformance") / name, folder_ / name, fs::copy_options::recursive);
  }
  ~CopiedSuite() { fs::remove_all(folder_); }
  CopiedSuite(const CopiedSuite&) = delete;
  CopiedSuite& operator=(const CopiedSuite&) = delete;

  std::string vectors() const { return folder_ / "vectors"; }

 private:
  fs::path folder_ = fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST(SuiteSource, AFolderWithLessThanTheManifestBesideItCountsEndsWithFour) {
  const CopiedSuite suite;
  fs::remove(suite.vectors() + "/port.json");
  const Done done = command({"run", "--vectors", suite.vectors().c_str(), "--only", "area:method"});
  EXPECT_EQ(done.code, kNothingMatched);
  EXPECT_THAT(done.err, HasSubstr("fewer vectors are here than the manifest counts: 0 of 28 vectors of port.json"));
  EXPECT_EQ(done.out, "");
}

TEST(SuiteSource, TheLinterTakesTheTablesBesideAFolder) {
  const CopiedSuite suite;
  fs::remove(suite.vectors() + "/port.json");
  const Done done = command({"vectors", "lint", "--vectors", suite.vectors().c_str()});
  EXPECT_EQ(done.code, kDoesNotHold);
  EXPECT_THAT(done.out, HasSubstr("it stands in ids.lock and is gone"));
}

TEST(SuiteSource, TheManifestOfSomethingElseCountsNothing) {
  const CopiedSuite suite;
  for (const char* const other :
       {R"({"name":"A web page","icons":[]})", R"({"files":["a.js"]})", R"({"files":"a.js"})", R"({"files":[{"path":7}]})",
        R"({"files":[{"path":"port.json","vectors":"many"}]})", R"({"files":[{"path":"port.json","vectors":-1}]})", "[1]", "no JSON"}) {
    std::ofstream(fs::path(suite.vectors()).parent_path() / "manifest.json") << other;
    const Done done = command({"run", "--vectors", suite.vectors().c_str(), "--only", "area:method"});
    EXPECT_EQ(done.code, kDone) << other << done.err;
  }
}

}  // namespace
}  // namespace crosscheck::cli
