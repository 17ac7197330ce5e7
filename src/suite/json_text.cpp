#include "suite/json_text.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/nearest.h"
#include "question/json_document.h"
#include "question/json_tree.h"
#include "question/limits.h"

namespace crosscheck::suite {
namespace {

using question::JsonTree;
using question::JsonType;
using question::NodeIndex;

constexpr std::size_t kDepth = 128;

// NOTE: only what fits 64 bits is compared as an integer.
Json number_of(std::string_view text) {
  const char* const end = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto [stop, error] = std::from_chars(text.data(), end, integer); error == std::errc() && stop == end) return integer;
  std::uint64_t natural = 0;
  if (const auto [stop, error] = std::from_chars(text.data(), end, natural); error == std::errc() && stop == end) return natural;
  Json number = Json::parse(text, nullptr, false);
  // A number that no double holds equals nothing but itself.
  return number.is_number() ? number : Json(std::string(text));
}

Json value_of(const JsonTree& tree, NodeIndex index) {
  const question::JsonNode& node = tree[index];
  switch (node.type) {
    case JsonType::null:
      return nullptr;
    case JsonType::boolean:
      return node.truth;
    case JsonType::number:
      return number_of(node.text);
    case JsonType::string:
      return std::string(node.text);
    case JsonType::array: {
      Json::array_t elements;
      elements.reserve(node.children);
      for (NodeIndex i = index + 1; i < node.end; i = tree[i].end) elements.push_back(value_of(tree, i));
      return elements;
    }
    case JsonType::object: {
      // WHY not operator[]: keys are known to differ, and looking each one up is quadratic.
      Json::object_t members;
      members.reserve(node.children);
      for (NodeIndex i = index + 1; i < node.end; i = tree[i].end) members.emplace_back(std::string(tree[i].key), value_of(tree, i));
      return members;
    }
  }
  return nullptr;
}

bool holds_huge_number(const JsonTree& tree) {
  const auto is_huge = [&tree](NodeIndex index) { return tree[index].type == JsonType::number && number_of(tree[index].text).is_string(); };
  for (NodeIndex i = JsonTree::kRoot; i < tree[JsonTree::kRoot].end; ++i) {
    if (is_huge(i)) return true;
  }
  return false;
}

std::string place(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return fmt::format("line {}, column {}", std::count(before.begin(), before.end(), '\n') + 1, before.size() - line_start + 1);
}

}  // namespace

std::string to_string(const JsonFault& fault) {
  if (fault.at.starts_with("line ")) return fault.at + ": " + fault.what;
  return "at " + (fault.at.empty() ? std::string("the root") : fault.at) + ": " + fault.what;
}

Result<Json, JsonFault> read_json_text(std::string_view text, std::size_t limit, HugeNumbers huge_numbers) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return JsonFault{place(text, 0), "there is nothing here"};
  Limits limits;
  limits.question_bytes = limit;
  limits.depth = kDepth;
  question::JsonDocument document;
  if (const std::optional<question::Refusal> refusal = document.read(text, limits)) {
    if (refusal->code == question::ErrorCode::not_json)
      return JsonFault{place(text, refusal->offset), "this is not JSON: " + refusal->detail};
    return JsonFault{refusal->at, refusal->detail};
  }
  if (huge_numbers == HugeNumbers::are_refused && holds_huge_number(document.tree())) return JsonFault{"", "a number is too large"};
  return value_of(document.tree(), JsonTree::kRoot);
}

std::optional<std::uint64_t> whole_number(const Json& json) {
  if (json.is_number_unsigned()) return json.get<std::uint64_t>();
  if (json.is_number_integer() && json.get<std::int64_t>() >= 0) return static_cast<std::uint64_t>(json.get<std::int64_t>());
  return std::nullopt;
}

std::string to_text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Members::Members(const Json& json, std::string pointer, std::optional<JsonFault>& fault, std::initializer_list<std::string_view> required,
                 std::initializer_list<std::string_view> optional)
    : pointer_(std::move(pointer)), fault_(fault) {
  if (fault_) return;
  if (!json.is_object()) {
    fault_ = JsonFault{pointer_, "this has to be an object"};
    return;
  }
  std::vector<std::string_view> known(required);
  known.insert(known.end(), optional.begin(), optional.end());
  for (const auto& [key, value] : json.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string_view meant = nearest(key, known);
    fault_ = JsonFault{question::pointer_below(pointer_, key),
                       meant.empty() ? "this key is not known" : fmt::format("this key is not known; did you mean \"{}\"?", meant)};
    return;
  }
  for (const std::string_view key : required) {
    if (json.contains(key)) continue;
    fault_ = JsonFault{pointer_, fmt::format("the key \"{}\" is missing", key)};
    return;
  }
  json_ = &json;
}

const Json* Members::find(std::string_view key) const {
  if (json_ == nullptr || fault_) return nullptr;
  const auto found = json_->find(key);
  return found == json_->end() ? nullptr : &*found;
}

const Json* Members::of_type(std::string_view key, bool is_type, std::string_view type) const {
  const Json* const value = find(key);
  if (value == nullptr || is_type) return value;
  refuse(key, fmt::format("this has to be {}", type));
  return nullptr;
}

std::string Members::text(std::string_view key) const {
  const Json* const value = find(key);
  const Json* const text = of_type(key, value != nullptr && value->is_string(), "a string");
  return text == nullptr ? std::string() : text->get<std::string>();
}

std::vector<std::string> Members::texts(std::string_view key) const {
  std::vector<std::string> texts;
  for (const Json& value : array(key)) {
    if (!value.is_string()) {
      refuse(key, "this has to be a list of strings");
      return {};
    }
    texts.push_back(value.get<std::string>());
  }
  return texts;
}

unsigned Members::number(std::string_view key) const {
  const Json* const value = find(key);
  const bool fits = value != nullptr && value->is_number_integer() && *value >= 1 && *value <= 1000000;
  const Json* const number = of_type(key, fits, "an integer from 1 on");
  return number == nullptr ? 0 : number->get<unsigned>();
}

std::uint64_t Members::whole(std::string_view key, std::uint64_t largest) const {
  const Json* const value = find(key);
  if (value == nullptr) return 0;
  const std::optional<std::uint64_t> number = whole_number(*value);
  if (number && *number <= largest) return *number;
  refuse(key, fmt::format("this has to be a whole number from 0 to {}", largest));
  return 0;
}

const Json& Members::array(std::string_view key) const {
  static const Json kEmpty = Json::array();
  const Json* const value = find(key);
  const Json* const array = of_type(key, value != nullptr && value->is_array(), "a list");
  return array == nullptr ? kEmpty : *array;
}

const Json& Members::object(std::string_view key) const {
  static const Json kEmpty = Json::object();
  const Json* const value = find(key);
  const Json* const object = of_type(key, value != nullptr && value->is_object(), "an object");
  return object == nullptr ? kEmpty : *object;
}

std::string Members::pointer(std::string_view key) const { return question::pointer_below(pointer_, key); }

void Members::refuse(std::string_view key, std::string what) const {
  if (!fault_) fault_ = JsonFault{pointer(key), std::move(what)};
}

}  // namespace crosscheck::suite
