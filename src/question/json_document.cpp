// WHY two readers: simdjson reads what is right, at its pace, but can't tell at which byte a text ends to be JSON, nor where a lone surrogate
// stands. So whatever it refuses is read again by CarefulReader, which finds the fault.
#include "question/json_document.h"

#include <simdjson.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "question/json_careful_reader.h"

namespace crosscheck::question {
namespace {

namespace ondemand = simdjson::ondemand;

// Lays out what simdjson reads. False: something is not as it should be.
class FastReader {
 public:
  FastReader(JsonTree& tree, std::size_t depth_limit) : tree_(tree), depth_limit_(depth_limit) {}

  bool read(ondemand::document& document) {
    // WHY: a question is an object; what a single scalar is, CarefulReader says.
    ondemand::value root;
    if (document.get_value().get(root) != simdjson::SUCCESS) return false;
    return value(root, JsonTree::kRoot, {}, 1) && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  }

 private:
  bool value(ondemand::value& value, NodeIndex parent, std::string_view key, std::size_t depth) {
    ondemand::json_type type;
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    switch (type) {
      case ondemand::json_type::object:
        return object(value, parent, key, depth);
      case ondemand::json_type::array:
        return array(value, parent, key, depth);
      case ondemand::json_type::string: {
        std::string_view text;
        if (value.get_string().get(text) != simdjson::SUCCESS) return false;
        tree_[tree_.open(JsonType::string, parent, key)].text = text;
        return true;
      }
      case ondemand::json_type::number: {
        // WHY: a number stays as it was written, since times are compared exactly.
        std::string_view token = value.raw_json_token();
        while (!token.empty() && is_json_whitespace(token.back())) token.remove_suffix(1);
        double ignored = 0;
        if (json_number_length(token) != token.size()) return false;
        // The value is read only so that simdjson goes on behind it; one that no double holds is still a number, for CarefulReader.
        if (value.get_double().get(ignored) != simdjson::SUCCESS) return false;
        tree_[tree_.open(JsonType::number, parent, key)].text = token;
        return true;
      }
      case ondemand::json_type::boolean: {
        bool truth = false;
        if (value.get_bool().get(truth) != simdjson::SUCCESS) return false;
        tree_[tree_.open(JsonType::boolean, parent, key)].truth = truth;
        return true;
      }
      case ondemand::json_type::null: {
        bool null = false;
        if (value.is_null().get(null) != simdjson::SUCCESS || !null) return false;
        tree_.open(JsonType::null, parent, key);
        return true;
      }
    }
    return false;
  }

  bool object(ondemand::value& value, NodeIndex parent, std::string_view key, std::size_t depth) {
    if (depth > depth_limit_) return false;
    ondemand::object members;
    if (value.get_object().get(members) != simdjson::SUCCESS) return false;
    const NodeIndex index = tree_.open(JsonType::object, parent, key);
    for (auto member : members) {
      ondemand::field field;
      std::string_view name;
      if (std::move(member).get(field) != simdjson::SUCCESS || field.unescaped_key().get(name) != simdjson::SUCCESS) return false;
      if (!this->value(field.value(), index, name, depth + 1)) return false;
    }
    tree_.close(index);
    return !tree_.repeated_member(index);
  }

  bool array(ondemand::value& value, NodeIndex parent, std::string_view key, std::size_t depth) {
    if (depth > depth_limit_) return false;
    ondemand::array elements;
    if (value.get_array().get(elements) != simdjson::SUCCESS) return false;
    const NodeIndex index = tree_.open(JsonType::array, parent, key);
    for (auto element : elements) {
      ondemand::value item;
      if (std::move(element).get(item) != simdjson::SUCCESS) return false;
      if (!this->value(item, index, {}, depth + 1)) return false;
    }
    tree_.close(index);
    return true;
  }

  JsonTree& tree_;
  std::size_t depth_limit_;
};

}  // namespace

struct JsonDocument::Parts {
  ondemand::parser parser;
  std::vector<char> padded;
  JsonTree tree;
  CarefulReader careful;

  bool read_fast(std::string_view text, const Limits& limits) {
    // WHY: room for twice as much, so that questions of growing size do not each need new buffers.
    if (padded.size() < text.size() + simdjson::SIMDJSON_PADDING) padded.resize(2 * text.size() + simdjson::SIMDJSON_PADDING);
    if (!text.empty()) std::memcpy(padded.data(), text.data(), text.size());
    // WHY: some releases of simdjson pass over a byte order mark, which is no JSON.
    if (text.starts_with("\xEF\xBB\xBF")) return false;
    if (parser.capacity() < padded.size() && parser.allocate(padded.size()) != simdjson::SUCCESS) return false;
    std::memset(padded.data() + text.size(), ' ', simdjson::SIMDJSON_PADDING);
    ondemand::document document;
    if (parser.iterate(padded.data(), text.size(), padded.size()).get(document) != simdjson::SUCCESS) return false;
    return FastReader(tree, limits.depth).read(document);
  }
};

JsonDocument::JsonDocument() : parts_(std::make_unique<Parts>()) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

const JsonTree& JsonDocument::tree() const { return parts_->tree; }

std::optional<Refusal> JsonDocument::read(std::string_view text, const Limits& limits) {
  JsonTree& tree = parts_->tree;
  tree.clear();
  if (text.size() > limits.question_bytes) {
    // What stands before the limit may hold the id.
    parts_->careful.read(text.substr(0, limits.question_bytes), limits, tree);
    return Refusal{ErrorCode::too_large, 0, "",
                   "The question is larger than " + std::to_string(limits.question_bytes) + " bytes; ask in smaller ones."};
  }
  if (parts_->read_fast(text, limits)) return std::nullopt;
  tree.clear();
  return parts_->careful.read(text, limits, tree);
}

}  // namespace crosscheck::question
