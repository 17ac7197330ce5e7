#include "cli/run_verb.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/judge.h"
#include "cli/run_report.h"
#include "cli/vectors.h"

namespace crosscheck::cli {
namespace {

Result<std::vector<Vector>, VectorError> find_vectors(const RunOptions& options) {
  std::vector<std::string> paths = options.files;
  if (!options.folder.empty()) paths.push_back(options.folder);
  return paths.empty() ? carried_vectors() : read_vectors(paths);
}

bool is_meant(const Vector& vector, const std::vector<std::string>& selectors) {
  return selectors.empty() ||
         std::any_of(selectors.begin(), selectors.end(), [&](const std::string& selector) { return is_selected(vector, selector); });
}

}  // namespace

int run_verb(const RunOptions& options, std::FILE* out, std::FILE* err) {
  Result<std::vector<Vector>, VectorError> found = find_vectors(options);
  if (!found) {
    fmt::print(err, "crosscheck run: {}\n", found.error().message);
    return kUnusableInput;
  }
  std::vector<Vector> vectors = std::move(found).value();
  std::erase_if(vectors, [&](const Vector& vector) { return !is_meant(vector, options.selectors); });
  if (vectors.empty()) {
    fmt::print(err, "crosscheck run: no vector is meant by this; see which there are with: crosscheck run --list\n");
    return kNothingMatched;
  }
  if (options.list) {
    for (const Vector& vector : vectors) fmt::print(out, "{}\n", vector.id);
    return kDone;
  }
  Evaluator engine;
  RunReport report(out);
  for (const Vector& vector : vectors) report.add(vector, judge(vector, engine));
  report.finish();
  return report.holds() ? kDone : kDoesNotHold;
}

}  // namespace crosscheck::cli
