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

// How many vectors the manifest that belongs to them counts in each file, by the file's name. Empty where there is none.
using CountedFiles = std::map<std::string, std::size_t>;
CountedFiles counted_files(const SuiteSource& source) {
  std::string text;
  if (source.is_carried()) {
    text = suite::carried_file("manifest.json").value_or("");
  } else if (const std::string folder = folder_with("manifest.json", source); !folder.empty()) {
    if (const Result<std::string, suite::FileError> file = suite::read_text_file(folder + "/manifest.json")) text = *file;
  }
  const Result<suite::Json, suite::JsonFault> json = suite::read_json_text(text);
  if (!json) return {};
  CountedFiles counted;
  const suite::Json files = json->is_object() ? json->value("files", suite::Json()) : suite::Json();
  for (const suite::Json& file : files) {
    const bool is_ours = file.is_object() && file.contains("path") && file.at("path").is_string() && file.contains("vectors") &&
                         file.at("vectors").is_number_integer() && file.at("vectors") >= 0;
    // WHY not refused: others call a file of theirs manifest.json too.
    if (!is_ours) return {};
    counted[fs::path(file.at("path").get<std::string>()).filename().string()] = file.at("vectors").get<std::size_t>();
  }
  return counted;
}

}  // namespace

suite::VectorFiles read_suite(const SuiteSource& source, std::string_view verb, std::FILE* err) {
  suite::VectorFiles suite;
  if (source.is_carried()) {
    Result<std::vector<suite::VectorFile>, suite::VectorError> files = suite::carried_vector_files();
    if (files) {
      suite.files = std::move(files).value();
    } else {
      suite.faults.push_back(files.error());
    }
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
  CountedFiles here;
  for (const suite::VectorFile& file : files) here[fs::path(file.name).filename().string()] += file.vectors.size();
  std::vector<std::string> gaps;
  for (const auto& [name, counted] : counted_files(source)) {
    if (here[name] < counted) gaps.push_back(fmt::format("{} of {} of {}", here[name], suite::counted(counted, "vector"), name));
  }
  if (gaps.empty()) return std::nullopt;
  return fmt::format("fewer vectors are here than the manifest counts: {}", fmt::join(gaps, ", "));
}

}  // namespace crosscheck::cli
