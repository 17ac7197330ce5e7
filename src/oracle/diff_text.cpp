#include "oracle/diff_text.h"

#include "question/json_writer.h"

namespace crosscheck::oracle {
namespace {

using question::JsonNode;
using question::JsonTree;
using question::JsonType;
using question::NodeIndex;

void append_string(std::string& out, std::string_view text) {
  question::JsonWriter writer;
  writer.text(text);
  out += writer.written();
}

// NOTE: it recurses once for each level, and the reader has a limit of those.
void append(std::string& out, const JsonTree& tree, NodeIndex index) {
  const JsonNode& node = tree[index];
  switch (node.type) {
    case JsonType::null:
      out += "null";
      return;
    case JsonType::boolean:
      out += node.truth ? "true" : "false";
      return;
    case JsonType::number:
      out += node.text;
      return;
    case JsonType::string:
      append_string(out, node.text);
      return;
    case JsonType::array:
    case JsonType::object:
      break;
  }
  const bool is_object = node.type == JsonType::object;
  out += is_object ? '{' : '[';
  for (NodeIndex i = index + 1; i < node.end; i = tree[i].end) {
    if (i != index + 1) out += ',';
    if (is_object) {
      append_string(out, tree[i].key);
      out += ':';
    }
    append(out, tree, i);
  }
  out += is_object ? '}' : ']';
}

}  // namespace

std::string text_of(const JsonTree& tree, NodeIndex node) {
  std::string text;
  append(text, tree, node);
  return text;
}

std::string traced_question(const JsonTree& tree, NodeIndex node) {
  if (tree[node].type != JsonType::object) return text_of(tree, node);
  std::string text = "{";
  for (NodeIndex i = node + 1; i < tree[node].end; i = tree[i].end) {
    if (tree[i].key == "trace") continue;
    append_string(text, tree[i].key);
    text += ':';
    append(text, tree, i);
    text += ',';
  }
  return text + R"("trace":true})";
}

}  // namespace crosscheck::oracle
