#include "cli/vectors_verb.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "cli/complaint.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "cli/vectors_explain.h"
#include "crosscheck/base/nearest.h"
#include "suite/carried_files.h"
#include "suite/lint.h"
#include "suite/report_matrix.h"
#include "suite/text_file.h"

namespace crosscheck::cli {
namespace {

constexpr std::string_view kVectorsVerb = "vectors";

int list(const std::vector<const suite::Vector*>& vectors, std::FILE* out) {
  std::size_t width = 0;
  for (const suite::Vector* const vector : vectors) width = std::max(width, vector->id.size());
  for (const suite::Vector* const vector : vectors)
    fmt::print(out, "{:<{}}  {:<6}  {}\n", vector->id, width, suite::to_string(vector->level), vector->title);
  return kDone;
}

int export_all(const std::vector<const suite::Vector*>& vectors, bool ndjson, std::FILE* out) {
  if (ndjson) {
    // As in conformance/vectors.ndjson: the area first, and nothing but ASCII.
    for (const suite::Vector* const vector : vectors) {
      suite::Json line = {{"area", vector->area}};
      line.update(suite::to_json(*vector));
      fmt::print(out, "{}\n", line.dump(-1, ' ', true, suite::Json::error_handler_t::replace));
    }
    return kDone;
  }
  suite::Json all = suite::Json::array();
  for (const suite::Vector* const vector : vectors) all.push_back(suite::to_json(*vector));
  fmt::print(out, "{}\n", suite::Json{{"vectors", std::move(all)}}.dump(2));
  return kDone;
}

const suite::Vector* find(const std::vector<const suite::Vector*>& vectors, std::string_view id) {
  const auto found = std::find_if(vectors.begin(), vectors.end(), [&](const suite::Vector* vector) { return vector->id == id; });
  return found == vectors.end() ? nullptr : *found;
}

int complain_of_id(const std::vector<const suite::Vector*>& vectors, const std::string& id, std::FILE* err) {
  const Result<suite::IdsLock, SuiteError> lock = carried_ids();
  const suite::LockedId* const locked = lock ? lock->find(id) : nullptr;
  if (locked != nullptr && locked->retired) {
    const std::string place = locked->replacement.empty() ? "nothing took its place" : locked->replacement + " stands in its place";
    return complain(err, kVectorsVerb, fmt::format("the vector \"{}\" is retired; {}", id, place), kNothingMatched);
  }
  std::vector<std::string_view> ids;
  for (const suite::Vector* const vector : vectors) ids.push_back(vector->id);
  const std::string_view meant = nearest(id, ids);
  return complain(err, kVectorsVerb,
                  fmt::format("there is no vector \"{}\"{}; see which there are with: crosscheck vectors list", id,
                              meant.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", meant)),
                  kNothingMatched);
}

Result<std::string, SuiteError> table(const std::string& folder, const std::string& name) {
  if (folder.empty()) return std::string(suite::carried_file(name).value_or(""));
  Result<std::string, suite::FileError> text = suite::read_text_file(folder + "/" + name);
  if (!text) return SuiteError{text.error().message};
  return std::move(text).value();
}

Result<suite::LintTables, SuiteError> read_tables(const std::string& folder) {
  const Result<std::string, SuiteError> flags_text = table(folder, "flags.json");
  const Result<std::string, SuiteError> lock_text = table(folder, "ids.lock");
  if (!flags_text) return flags_text.error();
  if (!lock_text) return lock_text.error();
  Result<suite::Flags, suite::JsonFault> flags = suite::read_flags(*flags_text);
  if (!flags) return SuiteError{"flags.json: " + to_string(flags.error())};
  Result<suite::IdsLock, suite::LockError> lock = suite::IdsLock::parse(*lock_text);
  if (!lock) return SuiteError{"ids.lock: " + lock.error().message};
  return suite::LintTables{std::move(flags).value(), std::move(lock).value()};
}

int lint(const VectorsOptions& options, const suite::VectorFiles& suite, std::FILE* out, std::FILE* err) {
  // A folder brings the tables that stand beside it.
  const std::string folder = options.tables.empty() ? folder_with("ids.lock", options.source) : options.tables;
  const Result<suite::LintTables, SuiteError> tables = read_tables(folder);
  if (!tables) return complain(err, kVectorsVerb, tables.error().message, kUnusableInput);
  // What is not carried, and has no tables of its own, is a part that somebody works on; so is what could be read of a whole.
  const bool whole = suite.faults.empty() && (options.source.is_carried() || !folder.empty());
  const std::vector<suite::LintFault> faults = suite::lint(suite.files, *tables, whole ? suite::Extent::whole_suite : suite::Extent::part);
  for (const suite::LintFault& fault : faults) fmt::print(out, "{}: {}\n", fault.where, fault.what);
  std::size_t vectors = 0;
  for (const suite::VectorFile& file : suite.files) vectors += file.vectors.size();
  fmt::print(out, "{} in {}\n", suite::counted(faults.size(), "fault"), suite::counted(vectors, "vector"));
  if (!suite.faults.empty()) return kUnusableInput;
  return faults.empty() ? kDone : kDoesNotHold;
}

int run(const VectorsOptions& options, std::FILE* out, std::FILE* err) {
  using What = VectorsOptions::What;
  const suite::VectorFiles suite = read_suite(options.source, kVectorsVerb, err);
  // The linter has something to say of the rest; whoever wants the suite does not want half of it.
  if (!suite.faults.empty() && (options.what != What::lint || suite.files.empty())) return kUnusableInput;
  const Result<std::vector<const suite::Vector*>, SuiteError> meant = select(suite.files, options.source.selectors);
  if (!meant) return complain(err, kVectorsVerb, meant.error().message, kUnusableInput);
  if (meant->empty())
    return complain(err, kVectorsVerb, "no vector is meant by this; see which there are with: crosscheck vectors list", kNothingMatched);
  switch (options.what) {
    case What::list:
      return list(*meant, out);
    case What::export_all:
      return export_all(*meant, options.ndjson, out);
    case What::lint:
      return lint(options, suite, out, err);
    case What::show:
    case What::explain:
      break;
  }
  const suite::Vector* const vector = find(*meant, options.id);
  if (vector == nullptr) return complain_of_id(*meant, options.id, err);
  if (options.what == What::show) {
    fmt::print(out, "{}\n", suite::to_json(*vector).dump(2));
    return kDone;
  }
  const Result<suite::LintTables, SuiteError> tables = read_tables("");
  fmt::print(out, "{}", explain_vector(*vector, tables ? tables->flags : suite::Flags(), options.source.folder, wants_colours(out)));
  return kDone;
}

}  // namespace

int vectors_verb(const VectorsOptions& options, std::FILE* out, std::FILE* err) {
  const int code = run(options, out, err);
  if (std::fflush(out) == 0) return code;
  return complain(err, kVectorsVerb, fmt::format("standard output cannot be written: {}", std::strerror(errno)), kCouldNotRun);
}

}  // namespace crosscheck::cli
