#include "cli/suite_source.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "cli/complaint.h"
#include "cli/exit_code.h"
#include "suite/carried_files.h"
#include "suite/json_text.h"
#include "suite/report_matrix.h"
#include "suite/text_file.h"

namespace crosscheck::cli {
namespace {

namespace fs = std::filesystem;

// Null where there is none.
suite::Json manifest_of(const SuiteSource& source) {
  std::string text;
  if (source.is_carried()) {
    text = suite::carried_file("manifest.json").value_or("");
  } else if (const std::string folder = folder_with("manifest.json", source); !folder.empty()) {
    if (const Result<std::string, suite::FileError> file = suite::read_text_file(folder + "/manifest.json")) text = *file;
  }
  const Result<suite::Json, suite::JsonFault> json = suite::read_json_text(text);
  return json ? *json : suite::Json();
}

}  // namespace

suite::VectorFiles read_suite(const SuiteSource& source, std::string_view verb, std::FILE* err) {
  suite::VectorFiles suite;
  if (source.is_carried()) {
    Result<std::vector<suite::VectorFile>, suite::VectorError> files = suite::carried_vector_files();
    if (files) suite.files = std::move(files).value();
    if (!files) suite.faults.push_back(files.error());
  } else {
    std::vector<std::string> paths = source.files;
    if (!source.folder.empty()) paths.push_back(source.folder);
    suite = suite::read_vector_files(paths);
  }
  for (const suite::VectorError& fault : suite.faults) complain(err, verb, fault.message, kUnusableInput);
  return suite;
}

Result<std::vector<const suite::Vector*>, SuiteError> select(const std::vector<suite::VectorFile>& files,
                                                             const std::vector<std::string>& selectors) {
  std::vector<suite::Selector> parsed;
  for (const std::string& text : selectors) {
    Result<suite::Selector, suite::SelectorError> selector = suite::Selector::parse(text);
    if (!selector) return SuiteError{selector.error().message};
    parsed.push_back(std::move(selector).value());
  }
  std::vector<const suite::Vector*> meant;
  for (const suite::VectorFile& file : files) {
    for (const suite::Vector& vector : file.vectors) {
      const auto matches = [&vector](const suite::Selector& selector) { return selector.matches(vector); };
      if (parsed.empty() || std::any_of(parsed.begin(), parsed.end(), matches)) meant.push_back(&vector);
    }
  }
  return meant;
}

Result<suite::IdsLock, SuiteError> carried_ids() {
  Result<suite::IdsLock, suite::LockError> lock = suite::IdsLock::parse(suite::carried_file("ids.lock").value_or(""));
  if (!lock) return SuiteError{"ids.lock: " + lock.error().message};
  return std::move(lock).value();
}

std::string folder_with(std::string_view name, const SuiteSource& source) {
  if (source.folder.empty()) return {};
  // WHY the canonical path: what is above `.` has no name there.
  std::error_code error;
  const fs::path above = fs::canonical(source.folder, error).parent_path();
  return !error && fs::is_regular_file(above / name, error) ? above.string() : std::string();
}

std::optional<std::string> short_of_manifest(const SuiteSource& source, const std::vector<suite::VectorFile>& files) {
  const suite::Json manifest = manifest_of(source);
  // WHY not refused: what has no `files` is the manifest of something else.
  if (!manifest.is_object() || !manifest.contains("files") || !manifest.at("files").is_array()) return std::nullopt;
  std::map<std::string, std::size_t> here;
  for (const suite::VectorFile& file : files) here[fs::path(file.name).filename().string()] += file.vectors.size();
  std::vector<std::string> gaps;
  for (const suite::Json& each : manifest.at("files")) {
    const std::string name = fs::path(each.value("path", "")).filename().string();
    const std::size_t counted = each.value("vectors", std::size_t{0});
    const auto found = here.find(name);
    const std::size_t found_here = found == here.end() ? 0 : found->second;
    if (found_here < counted) gaps.push_back(fmt::format("{} of {} of {}", found_here, suite::counted(counted, "vector"), name));
  }
  if (gaps.empty()) return std::nullopt;
  return fmt::format("fewer vectors are here than the manifest counts: {}", fmt::join(gaps, ", "));
}

}  // namespace crosscheck::cli
