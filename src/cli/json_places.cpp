#include "cli/json_places.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

#include "cli/terminal.h"
#include "crosscheck/policy/document_order.h"
#include "question/json_careful_reader.h"

namespace crosscheck::cli {
namespace {

using question::is_json_whitespace;
using question::JsonTree;
using question::JsonType;
using question::NodeIndex;

std::size_t behind_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// Where each value begins, in the order of the text, which is that of the nodes.
std::vector<std::size_t> offsets_of_values(std::string_view text) {
  std::vector<std::size_t> offsets;
  std::optional<std::size_t> key;
  const auto value_at = [&](std::size_t at) {
    offsets.push_back(key.value_or(at));
    key.reset();
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_json_whitespace(c) || c == ',' || c == ':' || c == ']' || c == '}') {
      ++at;
    } else if (c == '{' || c == '[') {
      value_at(at++);
    } else if (c == '"') {
      const std::size_t end = behind_string(text, at);
      std::size_t next = end;
      while (next < text.size() && is_json_whitespace(text[next])) ++next;
      if (next < text.size() && text[next] == ':') {
        key = at;
      } else {
        value_at(at);
      }
      at = end;
    } else {
      value_at(at);
      while (at < text.size() && std::string_view(" \t\r\n,]}").find(text[at]) == std::string_view::npos) ++at;
    }
  }
  return offsets;
}

}  // namespace

TextLines::TextLines(std::string_view text) : text_(text), starts_{0} {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') starts_.push_back(i + 1);
  }
}

TextPlace TextLines::place(std::size_t offset) const {
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const std::size_t start = *(next - 1);
  return {static_cast<std::size_t>(next - starts_.begin()), columns(text_.substr(start, offset - start)) + 1};
}

std::string_view TextLines::line(std::size_t number) const { return rest_of_line(starts_[number - 1]); }

std::string_view TextLines::rest_of_line(std::size_t offset) const {
  std::string_view rest = text_.substr(offset);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

JsonPlaces::JsonPlaces(std::string_view text, const JsonTree& tree) : tree_(tree), offsets_(offsets_of_values(text)) {}

std::optional<NodeIndex> JsonPlaces::child(NodeIndex parent, const std::string& step) const {
  if (tree_[parent].type == JsonType::array) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (error != std::errc{} || end != step.data() + step.size() || index >= tree_[parent].children) return std::nullopt;
    std::vector<NodeIndex>& elements = elements_[parent];
    if (elements.empty()) {
      for (NodeIndex i = parent + 1; i < tree_[parent].end; i = tree_[i].end) elements.push_back(i);
    }
    return elements[index];
  }
  std::optional<NodeIndex> last;
  if (tree_[parent].type != JsonType::object) return last;
  for (NodeIndex i = parent + 1; i < tree_[parent].end; i = tree_[i].end) {
    if (tree_[i].key == step) last = i;
  }
  return last;
}

JsonPlaces::Found JsonPlaces::follow(std::string_view pointer) const {
  Found found{JsonTree::kRoot, true};
  for (const std::string& step : policy::steps_of(pointer)) {
    const std::optional<NodeIndex> next = child(found.node, step);
    if (!next) return {found.node, false};
    found.node = *next;
  }
  return found;
}

std::optional<std::size_t> JsonPlaces::find(std::string_view pointer) const {
  const Found found = follow(pointer);
  if (!found.whole || found.node >= offsets_.size()) return std::nullopt;
  return offsets_[found.node];
}

std::size_t JsonPlaces::nearest(std::string_view pointer) const {
  const Found found = follow(pointer);
  return found.node < offsets_.size() ? offsets_[found.node] : 0;
}

}  // namespace crosscheck::cli
