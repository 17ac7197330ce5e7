#include "cli/suite_source.h"

#include <algorithm>
#include <utility>

#include "suite/carried_files.h"
#include "suite/json_text.h"

namespace crosscheck::cli {

Result<std::vector<suite::VectorFile>, SuiteError> read_suite(const SuiteSource& source) {
  std::vector<std::string> paths = source.files;
  if (!source.folder.empty()) paths.push_back(source.folder);
  Result<std::vector<suite::VectorFile>, suite::VectorError> files =
      paths.empty() ? suite::carried_vector_files() : suite::read_vector_files(paths);
  if (!files) return SuiteError{files.error().message};
  return std::move(files).value();
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

std::optional<std::size_t> vectors_by_manifest() {
  const std::optional<std::string_view> text = suite::carried_file("manifest.json");
  if (!text) return std::nullopt;
  const Result<suite::Json, suite::JsonFault> json = suite::read_json_text(*text);
  if (!json || !json->is_object() || !json->contains("vectors") || !json->at("vectors").is_number_unsigned()) return std::nullopt;
  return json->at("vectors").get<std::size_t>();
}

}  // namespace crosscheck::cli
