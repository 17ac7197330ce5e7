#include "question/json_tree.h"

#include <algorithm>

namespace crosscheck::question {
namespace {

// Up to here comparing each pair is faster than sorting.
constexpr std::uint32_t kFewMembers = 16;

}  // namespace

std::string_view with_article(JsonType type) {
  switch (type) {
    case JsonType::null:
      return "null";
    case JsonType::boolean:
      return "a boolean";
    case JsonType::number:
      return "a number";
    case JsonType::string:
      return "a string";
    case JsonType::array:
      return "an array";
    case JsonType::object:
      return "an object";
  }
  return {};
}

std::optional<NodeIndex> JsonTree::member(NodeIndex object, std::string_view key) const {
  if (nodes_[object].type != JsonType::object) return std::nullopt;
  const NodeIndex end = nodes_[object].end;
  for (NodeIndex i = object + 1; i < end; i = nodes_[i].end) {
    if (nodes_[i].key.size() == key.size() && nodes_[i].key == key) return i;
  }
  return std::nullopt;
}

std::optional<NodeIndex> JsonTree::repeated_member(NodeIndex object) const {
  const NodeIndex end = nodes_[object].end;
  if (nodes_[object].children <= kFewMembers) {
    for (NodeIndex i = object + 1; i < end; i = nodes_[i].end) {
      for (NodeIndex j = object + 1; j < i; j = nodes_[j].end) {
        if (nodes_[j].key == nodes_[i].key) return i;
      }
    }
    return std::nullopt;
  }
  std::vector<NodeIndex> members;
  members.reserve(nodes_[object].children);
  for (NodeIndex i = object + 1; i < end; i = nodes_[i].end) members.push_back(i);
  std::sort(members.begin(), members.end(),
            [this](NodeIndex a, NodeIndex b) { return nodes_[a].key != nodes_[b].key ? nodes_[a].key < nodes_[b].key : a < b; });
  std::optional<NodeIndex> first;
  for (std::size_t i = 1; i < members.size(); ++i) {
    if (nodes_[members[i - 1]].key == nodes_[members[i]].key && (!first || members[i] < *first)) first = members[i];
  }
  return first;
}

std::string JsonTree::pointer(NodeIndex index) const {
  if (index == kRoot) return {};
  const NodeIndex parent = nodes_[index].parent;
  if (nodes_[parent].type == JsonType::object) return pointer_below(pointer(parent), nodes_[index].key);
  std::size_t position = 0;
  for (NodeIndex i = parent + 1; i < index; i = nodes_[i].end) ++position;
  return pointer_below(pointer(parent), std::to_string(position));
}

std::string pointer_below(std::string_view pointer, std::string_view key) {
  std::string below(pointer);
  below += '/';
  for (const char c : key) {
    if (c == '~') {
      below += "~0";
    } else if (c == '/') {
      below += "~1";
    } else {
      below += c;
    }
  }
  return below;
}

}  // namespace crosscheck::question
