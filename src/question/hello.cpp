#include "question/hello.h"

#include "question/capabilities.h"
#include "question/version.h"

namespace crosscheck::question {
void answer_hello(const Question& question) {
  const ObjectReader input = question.input({"protocol", "nonce"});
  if (const std::optional<NodeIndex> protocol = input.required("protocol")) {
    const JsonNode& value = question.reading().tree()[*protocol];
    if (value.type != JsonType::number || value.text != "1") question.reading().refuse(*protocol, "The protocol that is spoken here is 1.");
  }
  const std::string_view nonce = input.text("nonce");
  if (question.failed()) return;

  JsonWriter& out = question.out();
  const auto text = [&out](std::string_view key, std::string_view value) {
    out.key(key);
    out.text(value);
  };
  out.key("protocol");
  out.number(1);
  text("nonce", nonce);
  text("name", "crosscheck");
  text("version", kVersion);
  text("language", "C++20");
  text("source", "builtin:engine");
  out.key("roles");
  out.begin_array();
  out.text("library");
  out.end_array();
  out.key("kinds");
  out.begin_array();
  for (const Kind& kind : all_kinds()) out.text(kind.name);
  out.end_array();
  out.key("capabilities");
  out.begin_array();
  // All that there is: those of servers too, since `policy` is answered with them.
  for (const std::string_view capability : kCapabilities) out.text(capability);
  out.end_array();
}

}  // namespace crosscheck::question
