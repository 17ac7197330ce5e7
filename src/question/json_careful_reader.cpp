#include "question/json_careful_reader.h"

#include "crosscheck/base/ascii.h"
#include "question/utf8.h"

namespace crosscheck::question {
namespace {

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_ascii_digit(text[end])) ++end;
  return end - at;
}

}  // namespace

std::size_t json_number_length(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = digits_from(text, at);
  if (whole == 0 || (whole > 1 && text[at] == '0')) return 0;
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits_from(text, at + 1);
    if (fraction == 0) return 0;
    at += 1 + fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t exponent = at + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    const std::size_t digits = digits_from(text, exponent);
    if (digits == 0) return 0;
    at = exponent + digits;
  }
  return at;
}

std::optional<Refusal> CarefulReader::read(std::string_view text, const Limits& limits, JsonTree& tree) {
  text_ = text;
  position_ = 0;
  depth_limit_ = limits.depth;
  tree_ = &tree;
  expect_ = Expect::value;
  open_.clear();
  containers_.clear();
  key_ = {};
  strings_.clear();
  too_deep_.reset();
  not_json_.reset();

  run();
  if (too_deep_) return too_deep_;
  if (not_json_) return not_json_;
  return fault_of_content();
}

bool CarefulReader::run() {
  while (true) {
    while (position_ < text_.size() && is_json_whitespace(text_[position_])) ++position_;
    if (position_ == text_.size()) {
      if (expect_ == Expect::end_of_text) return true;
      return fail(tree_->empty() ? "There is nothing here; a question is a JSON object." : "The text ends in the middle of the JSON.");
    }
    if (!step()) return false;
  }
}

bool CarefulReader::step() {
  const char c = text_[position_];
  switch (expect_) {
    case Expect::end_of_text:
      return fail("Something follows the JSON value; give one value and nothing behind it.");
    case Expect::comma_or_end:
      if (c == ',') {
        ++position_;
        expect_ = open_.back() == '{' ? Expect::key : Expect::value;
        return true;
      }
      if (c == ']' || c == '}') return end_container(c);
      return fail("A comma or the closing bracket is missing here.");
    case Expect::key_or_end:
      if (c == '}') return end_container(c);
      return key();
    case Expect::key:
      return key();
    case Expect::value_or_end:
      if (c == ']') return end_container(c);
      return begin_value(c);
    case Expect::value:
      return begin_value(c);
  }
  return false;
}

bool CarefulReader::begin_value(char c) {
  switch (c) {
    case '{':
      return begin_container(JsonType::object);
    case '[':
      return begin_container(JsonType::array);
    case 't':
      return literal("true", JsonType::boolean, true);
    case 'f':
      return literal("false", JsonType::boolean, false);
    case 'n':
      return literal("null", JsonType::null, false);
    case '"': {
      const std::optional<Text> text = string();
      if (!text) return false;
      if (open_.size() <= depth_limit_) {
        JsonNode& node = (*tree_)[add(JsonType::string)];
        node.text = text->value;
        node.lone_surrogate |= text->lone_surrogate;
      }
      after_value();
      return true;
    }
    default:
      return number();
  }
}

bool CarefulReader::begin_container(JsonType type) {
  const char bracket = type == JsonType::object ? '{' : '[';
  if (open_.size() < depth_limit_) {
    containers_.push_back(add(type));
  } else if (!too_deep_) {
    // WHY: the deep value gets no node, so its pointer is made from its parent's.
    std::string at;
    if (!containers_.empty()) {
      const JsonNode& parent = (*tree_)[containers_.back()];
      at = pointer_below(tree_->pointer(containers_.back()),
                         parent.type == JsonType::object ? std::string(key_.value) : std::to_string(parent.children));
    }
    too_deep_ = Refusal{ErrorCode::too_large, 0, std::move(at),
                        "Arrays and objects are nested deeper than " + std::to_string(depth_limit_) + "; no question needs that."};
  }
  open_.push_back(bracket);
  ++position_;
  expect_ = type == JsonType::object ? Expect::key_or_end : Expect::value_or_end;
  return true;
}

bool CarefulReader::end_container(char c) {
  if ((open_.back() == '{') != (c == '}')) return fail("This bracket does not close the one that is open.");
  if (open_.size() <= depth_limit_) {
    tree_->close(containers_.back());
    containers_.pop_back();
  }
  open_.pop_back();
  ++position_;
  after_value();
  return true;
}

bool CarefulReader::literal(std::string_view word, JsonType type, bool truth) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (position_ == text_.size()) return fail("The text ends in the middle of the JSON.");
    if (text_[position_] != word[i]) return fail("This is no JSON value; words stand in double quotes.");
    ++position_;
  }
  if (open_.size() <= depth_limit_) (*tree_)[add(type)].truth = truth;
  after_value();
  return true;
}

bool CarefulReader::number() {
  const std::string_view rest = text_.substr(position_);
  const std::size_t length = json_number_length(rest);
  if (length == 0) return fail("This is no JSON value.");
  if (open_.size() <= depth_limit_) {
    strings_.emplace_back(rest.substr(0, length));
    (*tree_)[add(JsonType::number)].text = strings_.back();
  }
  position_ += length;
  after_value();
  return true;
}

bool CarefulReader::key() {
  if (text_[position_] != '"') return fail("A key in double quotes is missing here.");
  const std::optional<Text> text = string();
  if (!text) return false;
  key_ = *text;
  while (position_ < text_.size() && is_json_whitespace(text_[position_])) ++position_;
  if (position_ == text_.size()) return fail("The text ends in the middle of the JSON.");
  if (text_[position_] != ':') return fail("A colon is missing behind the key.");
  ++position_;
  expect_ = Expect::value;
  return true;
}

std::optional<CarefulReader::Text> CarefulReader::string() {
  std::string value;
  bool lone_surrogate = false;
  ++position_;
  while (true) {
    if (position_ == text_.size()) {
      fail("The text ends in the middle of a string.");
      return std::nullopt;
    }
    const char c = text_[position_];
    if (c == '"') break;
    if (static_cast<unsigned char>(c) < 0x20) {
      fail("A control character stands in a string; write it as an escape, like \\u0000.");
      return std::nullopt;
    }
    const bool good = c == '\\' ? escape(value, lone_surrogate) : utf8_sequence(value);
    if (!good) return std::nullopt;
  }
  ++position_;
  strings_.push_back(std::move(value));
  return Text{strings_.back(), lone_surrogate};
}

bool CarefulReader::utf8_sequence(std::string& value) {
  const std::size_t length = utf8_sequence_length(text_.substr(position_));
  if (length == 0) return fail("These bytes are not UTF-8; bytes of a header are written as the code points U+0000 to U+00FF.");
  value += text_.substr(position_, length);
  position_ += length;
  return true;
}

bool CarefulReader::escape(std::string& value, bool& lone_surrogate) {
  static constexpr std::string_view kLetters = "\"\\/bfnrt";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  ++position_;
  if (position_ == text_.size()) return fail("The text ends in the middle of a string.");
  const char letter = text_[position_];
  if (const std::size_t which = kLetters.find(letter); which != std::string_view::npos) {
    value += kMeanings[which];
    ++position_;
    return true;
  }
  if (letter != 'u') return fail("JSON has no such escape; a backslash itself is written twice.");
  ++position_;
  const std::optional<unsigned> unit = four_hex_digits();
  if (!unit) return false;
  unsigned code_point = *unit;
  if (code_point >= 0xD800 && code_point <= 0xDBFF && text_.substr(position_).starts_with("\\u")) {
    const std::size_t before = position_;
    position_ += 2;
    const std::optional<unsigned> low = four_hex_digits();
    if (!low) return false;
    if (*low >= 0xDC00 && *low <= 0xDFFF) {
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (*low - 0xDC00);
    } else {
      position_ = before;  // it stands for itself
    }
  }
  if (code_point >= 0xD800 && code_point <= 0xDFFF) {
    lone_surrogate = true;
    code_point = 0xFFFD;
  }
  append_utf8(value, code_point);
  return true;
}

std::optional<unsigned> CarefulReader::four_hex_digits() {
  unsigned unit = 0;
  for (int i = 0; i < 4; ++i) {
    if (position_ == text_.size()) {
      fail("The text ends in the middle of a string.");
      return std::nullopt;
    }
    const char c = text_[position_];
    if (!is_ascii_hex_digit(c)) {
      fail("Four hexadecimal digits follow \\u.");
      return std::nullopt;
    }
    const char lower = to_ascii_lower(c);
    unit = unit * 16 + static_cast<unsigned>(is_ascii_digit(lower) ? lower - '0' : lower - 'a' + 10);
    ++position_;
  }
  return unit;
}

NodeIndex CarefulReader::add(JsonType type) {
  const NodeIndex parent = containers_.empty() ? JsonTree::kRoot : containers_.back();
  const bool is_member = !open_.empty() && open_.back() == '{';
  const NodeIndex index = tree_->open(type, parent, is_member ? key_.value : std::string_view());
  if (is_member && key_.lone_surrogate) (*tree_)[index].lone_surrogate = true;
  return index;
}

void CarefulReader::after_value() { expect_ = open_.empty() ? Expect::end_of_text : Expect::comma_or_end; }

bool CarefulReader::fail(std::string detail) {
  not_json_ = Refusal{ErrorCode::not_json, position_, "", std::move(detail)};
  // What was open stays readable.
  for (const NodeIndex container : containers_) tree_->close(container);
  return false;
}

std::optional<Refusal> CarefulReader::fault_of_content() const {
  std::optional<NodeIndex> repeated;
  for (NodeIndex i = 0; i < tree_->size(); ++i) {
    if ((*tree_)[i].type != JsonType::object) continue;
    const std::optional<NodeIndex> member = tree_->repeated_member(i);
    if (member && (!repeated || *member < *repeated)) repeated = member;
  }
  for (NodeIndex i = 0; i < tree_->size(); ++i) {
    if (repeated == i) {
      return Refusal{ErrorCode::bad_input, 0, tree_->pointer(i),
                     "The key \"" + std::string((*tree_)[i].key) + "\" stands twice in one object; keep one."};
    }
    if ((*tree_)[i].lone_surrogate) {
      return Refusal{ErrorCode::bad_input, 0, tree_->pointer(i),
                     "A lone surrogate (\\ud800 to \\udfff) stands for no character; write both halves of the pair."};
    }
  }
  return std::nullopt;
}

}  // namespace crosscheck::question
