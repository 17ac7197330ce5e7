// Small suites and runs over them, for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "suite/run.h"
#include "suite/vector.h"

namespace crosscheck::suite {

// A vector as JSON: `id` behind the area m/, and members that take the place of the default ones.
inline Json vector_json(const std::string& id, const Json& members = Json::object()) {
  Json json = {{"id", "m/" + id},
               {"rev", 1},
               {"title", "A method that is asked about"},
               {"kind", "safelisted-method"},
               {"level", "must"},
               {"covers", {"MTH-2"}},
               {"flags", {"MethodCaseFolded"}},
               {"input", {{"method", "PUT"}}},
               {"expect", {{"safelisted", false}}}};
  for (const auto& [key, value] : members.items()) json[key] = value;
  return json;
}

inline std::string file_text(const std::vector<Json>& vectors) {
  return Json{{"area", "m"}, {"title", "Methods"}, {"vectors", vectors}}.dump();
}

inline VectorFile file_of(const std::vector<Json>& vectors) {
  Result<VectorFile, VectorError> file = parse_vector_file(file_text(vectors), "m.json");
  EXPECT_TRUE(file.has_value()) << file.error().message;
  return file ? std::move(file).value() : VectorFile();
}

inline Vector vector_of(const Json& members) { return file_of({vector_json("one", members)}).vectors.at(0); }

// What is wrong with the text as a file of vectors.
inline std::string fault_of_file(std::string_view text) {
  const Result<VectorFile, VectorError> file = parse_vector_file(text, "m.json");
  return file ? std::string() : file.error().message;
}

// The file's vectors asked of the targets.
class SmallRun {
 public:
  explicit SmallRun(VectorFile file) : file_(std::move(file)) {
    for (const Vector& vector : file_.vectors) plan.vectors.push_back(&vector);
    plan.suite_size = file_.vectors.size();
    plan.options.seed = 7;
  }

  RunLog run(Stop& stop) {
    Result<RunLog, TargetError> log = run_suite(plan, stop);
    EXPECT_TRUE(log.has_value()) << log.error().message;
    return log ? std::move(log).value() : RunLog();
  }
  RunLog run() {
    Stop stop;
    return run(stop);
  }

  RunPlan plan;

 private:
  VectorFile file_;
};

}  // namespace crosscheck::suite
