// A file of vectors is refused at a place or read whole, and each vector that is written is read as the same vector, field by field.
#include <string>
#include <vector>

#include "fuzz/check.h"
#include "fuzz/target.h"
#include "suite/json_text.h"
#include "suite/vector.h"

namespace crosscheck::fuzz {
namespace {

// WHY not by to_json: what that forgets would be forgotten twice.
std::string told(const suite::Vector& vector) {
  std::string text = vector.area + "\n" + vector.id + "\n" + std::to_string(vector.rev) + "\n" + vector.title + "\n" + vector.kind + "\n" +
                     std::string(to_string(vector.level));
  const auto add = [&](std::string_view name, const std::vector<std::string>& values) {
    text += "\n" + std::string(name);
    for (const std::string& value : values) text += " " + readable(value);
  };
  add("covers", vector.covers);
  add("flags", vector.flags);
  add("tags", vector.tags);
  add("needs", vector.needs);
  text += "\n" + suite::to_text(vector.input) + "\n" + suite::to_text(vector.expect);
  for (const suite::Alternative& other : vector.alternatives) {
    text += "\nalternative " + suite::to_text(other.expect) + (other.tolerated ? " tolerated " : " equal ") + other.why;
    add("pinned by", other.pinned_by);
  }
  for (const auto& [name, profile] : vector.profiles) text += "\n" + name + " " + suite::to_text(profile.expect) + " " + profile.deviation;
  for (const suite::Reference& ref : vector.refs) text += "\n" + ref.type + " " + ref.id + " " + ref.url;
  return text;
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  const Result<suite::VectorFile, suite::VectorError> file = suite::parse_vector_file(input, "area.json");
  notes.note(file.has_value());
  if (!file) {
    notes.note(file.error().message);
    check(file.error().message.find("area.json") != std::string::npos, "a refusal names the file",
          [&] { return readable(file.error().message); });
    return;
  }
  suite::Json again{{"area", file->area}, {"title", file->title}, {"vectors", suite::Json::array()}};
  for (const suite::Vector& vector : file->vectors) again["vectors"].push_back(suite::to_json(vector));
  const std::string text = suite::to_text(again);
  notes.note(text);
  const Result<suite::VectorFile, suite::VectorError> second = suite::parse_vector_file(text, "area.json");
  check(second.has_value(), "vectors that are written are read", [&] { return readable(second ? "" : second.error().message); });
  check(second->vectors.size() == file->vectors.size(), "as many vectors are read as were written");
  for (std::size_t i = 0; i < second->vectors.size(); ++i) {
    check_same(told(second->vectors[i]), told(file->vectors[i]), "a vector that is written and read is the same");
  }
}

}  // namespace crosscheck::fuzz
