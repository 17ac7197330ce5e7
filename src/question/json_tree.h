// A JSON text laid out for reading: every value as one node, in the order of the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::question {

enum class JsonType : std::uint8_t { null, boolean, number, string, array, object };
// With its article, for people: "a string".
std::string_view with_article(JsonType type);

using NodeIndex = std::uint32_t;

struct JsonNode {
  JsonType type = JsonType::null;
  bool truth = false;           // of a boolean
  bool lone_surrogate = false;  // in a string, or in the key
  NodeIndex parent = 0;         // the root is its own
  NodeIndex end = 0;            // behind the last node of this value: where its next sibling stands
  std::uint32_t children = 0;   // elements or members
  std::string_view key;         // of a member
  std::string_view text;        // a string's value, in UTF-8; a number as it was written
};

// Nodes in the order of the text: a container's first child stands right behind it, and a child's `end` is where the next one stands.
// The views belong to whoever filled the tree.
class JsonTree {
 public:
  static constexpr NodeIndex kRoot = 0;

  void clear() { nodes_.clear(); }
  // Opens a value behind all others; `close` ends it, children included.
  NodeIndex open(JsonType type, NodeIndex parent, std::string_view key) {
    const auto index = static_cast<NodeIndex>(nodes_.size());
    JsonNode& node = nodes_.emplace_back();
    node.type = type;
    node.parent = parent;
    node.end = index + 1;
    node.key = key;
    if (index != parent) ++nodes_[parent].children;
    return index;
  }
  void close(NodeIndex index) { nodes_[index].end = static_cast<NodeIndex>(nodes_.size()); }

  bool empty() const { return nodes_.empty(); }
  const JsonNode& operator[](NodeIndex index) const { return nodes_[index]; }
  JsonNode& operator[](NodeIndex index) { return nodes_[index]; }
  NodeIndex size() const { return static_cast<NodeIndex>(nodes_.size()); }

  // The first member of that name; nothing where there is none or the node is no object.
  std::optional<NodeIndex> member(NodeIndex object, std::string_view key) const;
  // A member whose key an earlier one of the same object bears. n log n in the members.
  std::optional<NodeIndex> repeated_member(NodeIndex object) const;

  // https://www.rfc-editor.org/rfc/rfc6901: where the node stands, from the root ("" is the root).
  std::string pointer(NodeIndex index) const;

 private:
  std::vector<JsonNode> nodes_;
};

// The pointer of the member or element `key` below `pointer`.
std::string pointer_below(std::string_view pointer, std::string_view key);

}  // namespace crosscheck::question
