// A file of vectors is refused at a place or read whole, and each vector that is written is read as the same vector.
#include <string>

#include "fuzz/check.h"
#include "fuzz/target.h"
#include "suite/json_text.h"
#include "suite/vector.h"

namespace crosscheck::fuzz {

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
    check_same(suite::to_text(suite::to_json(second->vectors[i])), suite::to_text(suite::to_json(file->vectors[i])),
               "a vector that is written and read is the same");
  }
}

}  // namespace crosscheck::fuzz
