// Every vector as a test of its own: the engine has to answer as it expects, and so has each browser's profile.
//
// The program bears the names of the vectors: --gtest_filter=cors_check.wildcard_with_credentials runs one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "question/evaluate.h"
#include "suite/carried_files.h"
#include "suite/engine_implementation.h"
#include "suite/judge.h"
#include "suite/vector.h"

namespace crosscheck::suite {
namespace {

class VectorTest : public testing::Test {
 public:
  explicit VectorTest(const Vector& vector) : vector_(vector) {}

  void TestBody() override {
    for (const char* const profile : {"standard", "chromium", "firefox", "webkit"}) expect_agreement(profile);
  }

 private:
  void expect_agreement(const std::string& profile) {
    const std::string question = "{" + question_of(vector_.kind, vector_.input, profile) + "}";
    const Result<Json, JsonFault> answer = read_json_text(evaluate(question).json);
    ASSERT_TRUE(answer.has_value()) << to_string(answer.error());
    Claims claims;
    claims.capabilities = {"reasons"};
    const Judgement judgement = judge(vector_, *answer, claims, profile);
    const auto shown = [](const std::optional<Json>& json) { return json ? to_text(*json) : std::string("no such key"); };
    EXPECT_TRUE(judgement.outcome == Outcome::pass || judgement.outcome == Outcome::non_strict)
        << vector_.id << ": " << vector_.title << "\n"
        << "  profile   " << profile << "\n"
        << "  at        " << judgement.pointer << "\n"
        << "  expected  " << shown(judgement.expected) << "\n"
        << "  got       " << shown(judgement.got) << "\n"
        << "  " << judgement.detail << "\n"
        << "  explain   crosscheck vectors explain " << vector_.id;
  }

  const Vector& vector_;
};

// Names of tests are made of letters, digits and underscores.
std::string test_name(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return text;
}

// The area of the one test that a filter means; empty where it means several.
std::string area_of_filter(std::string_view filter) {
  if (filter.find_first_of("*?:-") != std::string_view::npos) return {};
  return std::string(filter.substr(0, filter.find('.')));
}

// Those whose tests can be meant.
// WHY not all: ctest starts this program once for each vector, and reading them all takes longer than asking one.
Result<std::vector<VectorFile>, VectorError> files_for(const std::string& area) {
  std::vector<VectorFile> files;
  for (const CarriedFile& carried : carried_files()) {
    static constexpr std::string_view kFolder = "vectors/";
    static constexpr std::string_view kEnding = ".json";
    if (!carried.name.starts_with(kFolder)) continue;
    const std::string_view name = carried.name.substr(kFolder.size(), carried.name.size() - kFolder.size() - kEnding.size());
    if (!area.empty() && test_name(std::string(name)) != area) continue;
    Result<VectorFile, VectorError> file = parse_vector_file(carried.text, carried.name);
    if (!file) return file.error();
    files.push_back(std::move(file).value());
  }
  return files;
}

int run(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const Result<std::vector<VectorFile>, VectorError> files = files_for(area_of_filter(GTEST_FLAG_GET(filter)));
  if (!files) {
    std::cerr << files.error().message << "\n";
    return EXIT_FAILURE;
  }
  for (const VectorFile& file : *files) {
    for (const Vector& vector : file.vectors) {
      const std::string area = test_name(vector.area);
      const std::string name = test_name(vector.id.substr(vector.id.find('/') + 1));
      testing::RegisterTest(area.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [&vector]() -> VectorTest* { return new VectorTest(vector); });
    }
  }
  return RUN_ALL_TESTS();
}

}  // namespace
}  // namespace crosscheck::suite

int main(int argc, char** argv) { return crosscheck::suite::run(argc, argv); }
