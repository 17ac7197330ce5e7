#include "suite/vector.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "question/json_tree.h"
#include "question/kinds.h"
#include "suite/carried_files.h"
#include "suite/json_text.h"

namespace crosscheck::suite {
namespace {

constexpr std::string_view kOfIds = "abcdefghijklmnopqrstuvwxyz0123456789-.";
constexpr std::string_view kLowerDigitsMinus = kOfIds.substr(0, kOfIds.size() - 1);

bool consists_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

// AREA/WORDS, the words of small letters, digits, dots and minus signs.
bool is_id(std::string_view id) {
  const std::size_t slash = id.find('/');
  return slash != std::string_view::npos && consists_of(id.substr(0, slash), kLowerDigitsMinus) &&
         consists_of(id.substr(slash + 1), kOfIds);
}

Json read_expect(const Members& members) {
  const Json& expect = members.object("expect");
  if (!members.failed() && expect.empty()) members.refuse("expect", "this asks for nothing; name at least one key");
  if (expect.contains("error")) {
    std::optional<JsonFault> fault;
    const Members error(expect.at("error"), "", fault, {"code"}, {"at", "offset"});
    error.text("code");
    error.text("at");
    if (fault || expect.size() != 1) members.refuse("expect", R"(an error stands alone and holds "code" and perhaps "at" or "offset")");
  }
  return expect;
}

void read_alternatives(const Members& vector, Vector& read, std::optional<JsonFault>& fault) {
  std::size_t index = 0;
  for (const Json& json : vector.array("alternatives")) {
    const Members members(json, question::pointer_below(vector.pointer("alternatives"), std::to_string(index++)), fault,
                          {"grade", "expect", "why", "pinned_by"});
    Alternative alternative;
    const std::string grade = members.text("grade");
    if (!members.failed() && grade != "equal" && grade != "tolerated") members.refuse("grade", R"(this has to be "equal" or "tolerated")");
    alternative.tolerated = grade == "tolerated";
    alternative.expect = read_expect(members);
    alternative.why = members.text("why");
    alternative.pinned_by = members.texts("pinned_by");
    if (!members.failed() && alternative.pinned_by.empty())
      members.refuse("pinned_by", "name at least one vector that pins the rule which this could hide");
    read.alternatives.push_back(std::move(alternative));
  }
}

void read_profiles(const Members& vector, Vector& read, std::optional<JsonFault>& fault) {
  for (const auto& [name, json] : vector.object("profiles").items()) {
    const std::string pointer = question::pointer_below(vector.pointer("profiles"), name);
    if (name != "chromium" && name != "firefox" && name != "webkit") {
      if (!fault) fault = JsonFault{pointer, R"(a profile is "chromium", "firefox" or "webkit")"};
      return;
    }
    const Members members(json, pointer, fault, {"expect", "deviation"});
    read.profiles[name] = {read_expect(members), members.text("deviation")};
  }
}

void read_refs(const Members& vector, Vector& read, std::optional<JsonFault>& fault) {
  std::size_t index = 0;
  for (const Json& json : vector.array("refs")) {
    const Members members(json, question::pointer_below(vector.pointer("refs"), std::to_string(index++)), fault, {"type", "id", "url"});
    read.refs.push_back({members.text("type"), members.text("id"), members.text("url")});
  }
}

std::vector<std::string> texts_without_repeats(const Members& members, std::string_view key, bool at_least_one) {
  std::vector<std::string> texts = members.texts(key);
  if (members.failed()) return texts;
  if (at_least_one && texts.empty()) members.refuse(key, "at least one is needed");
  if (std::set<std::string>(texts.begin(), texts.end()).size() != texts.size()) members.refuse(key, "one stands here twice");
  return texts;
}

Vector read_vector(const Json& json, std::string pointer, const std::string& area, std::optional<JsonFault>& fault) {
  const Members members(json, std::move(pointer), fault, {"id", "rev", "title", "kind", "level", "covers", "flags", "input", "expect"},
                        {"tags", "needs", "alternatives", "profiles", "refs"});
  Vector vector;
  vector.area = area;
  vector.id = members.text("id");
  if (!members.failed() && !is_id(vector.id)) members.refuse("id", "an id is AREA/WORDS in small letters, digits, dots and minus signs");
  if (!members.failed() && !vector.id.starts_with(area + "/"))
    members.refuse("id", fmt::format("an id in this file begins with \"{}/\"", area));
  vector.rev = members.number("rev");
  vector.title = members.text("title");
  vector.kind = members.text("kind");
  if (!members.failed() && question::kind_by_name(vector.kind) == nullptr) members.refuse("kind", "this is not a kind of question");
  const std::optional<Level> level = level_from(members.text("level"));
  if (!members.failed() && !level) members.refuse("level", R"(a level is "must", "should", "may", "info" or "lint")");
  vector.level = level.value_or(Level::must);
  vector.covers = texts_without_repeats(members, "covers", true);
  vector.flags = texts_without_repeats(members, "flags", true);
  vector.tags = texts_without_repeats(members, "tags", false);
  vector.needs = texts_without_repeats(members, "needs", false);
  if (const Json* const input = members.find("input")) vector.input = *input;
  vector.expect = read_expect(members);
  read_alternatives(members, vector, fault);
  read_profiles(members, vector, fault);
  read_refs(members, vector, fault);
  return vector;
}

VectorError error_of(std::string_view name, const JsonFault& fault, const std::string& id) {
  return {fmt::format("{}: {}{}", name, to_string(fault), id.empty() ? "" : fmt::format(" (in \"{}\")", id))};
}

}  // namespace

Result<VectorFile, VectorError> parse_vector_file(std::string_view text, std::string_view name) {
  const Result<Json, JsonFault> json = read_json_text(text);
  if (!json) return error_of(name, json.error(), "");
  std::optional<JsonFault> fault;
  const Members members(*json, "", fault, {"area", "title", "vectors"});
  VectorFile file;
  file.name = name;
  file.area = members.text("area");
  if (!fault && !consists_of(file.area, kLowerDigitsMinus)) members.refuse("area", "an area is small letters, digits and minus signs");
  file.title = members.text("title");
  std::set<std::string> ids;
  const Json& vectors = members.array("vectors");
  if (!fault && vectors.empty()) members.refuse("vectors", "there is no vector here");
  for (const Json& vector : vectors) {
    const std::string pointer = question::pointer_below("/vectors", std::to_string(file.vectors.size()));
    file.vectors.push_back(read_vector(vector, pointer, file.area, fault));
    const std::string id =
        vector.is_object() && vector.contains("id") && vector.at("id").is_string() ? vector.at("id").get<std::string>() : "";
    if (!fault && !ids.insert(id).second) fault = JsonFault{pointer + "/id", "an earlier vector of this file bears this id"};
    if (fault) return error_of(name, *fault, id);
  }
  if (fault) return error_of(name, *fault, "");
  return file;
}

Result<std::vector<VectorFile>, VectorError> carried_vector_files() {
  static constexpr std::string_view kFolder = "vectors/";
  std::vector<VectorFile> files;
  for (const CarriedFile& carried : carried_files()) {
    if (!carried.name.starts_with(kFolder)) continue;
    Result<VectorFile, VectorError> file = parse_vector_file(carried.text, carried.name);
    if (!file) return file.error();
    files.push_back(std::move(file).value());
  }
  return files;
}

}  // namespace crosscheck::suite
