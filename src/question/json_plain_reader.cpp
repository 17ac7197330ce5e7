// WHY: most questions are short. What simdjson does before it reads the first value costs more than to look at each byte of them once; and
// where nothing is escaped, a string is what stands between two quotes.
#include "question/json_plain_reader.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

#include "question/json_careful_reader.h"

namespace crosscheck::question {
namespace {

// Bytes side by side.
using Block = unsigned char __attribute__((vector_size(16)));
static_assert(sizeof(Block) <= kPlainJsonPadding);

constexpr bool ends_string(char c) { return c == '"' || static_cast<unsigned char>(c) < 0x20; }

// The first byte at `at` or behind it that is a quote or a control byte. There is one.
const char* end_of_string(const char* at) {
  if constexpr (std::endian::native == std::endian::little) {
    while (true) {
      Block block;
      std::memcpy(&block, at, sizeof block);
      const auto ends = (block == '"') | (block < 0x20);
      std::uint64_t halves[2];
      std::memcpy(halves, &ends, sizeof halves);
      if (halves[0] != 0) return at + std::countr_zero(halves[0]) / 8;
      if (halves[1] != 0) return at + 8 + std::countr_zero(halves[1]) / 8;
      at += sizeof block;
    }
  }
  while (!ends_string(*at)) ++at;
  return at;
}

// Reads from the text's beginning to its end. WHY a NUL behind it: no part of JSON goes on over one, so that the end needs no asking.
class PlainReader {
 public:
  PlainReader(std::string_view text, std::size_t depth_limit, JsonTree& tree)
      : at_(text.data()), end_(text.data() + text.size()), depth_limit_(depth_limit), tree_(tree) {}

  bool read() {
    skip_blanks();
    if (!value(JsonTree::kRoot, {}, 1)) return false;
    skip_blanks();
    return at_ == end_;
  }

 private:
  void skip_blanks() {
    while (is_json_whitespace(*at_)) ++at_;
  }
  bool take(char c) {
    if (*at_ != c) return false;
    ++at_;
    return true;
  }

  bool value(NodeIndex parent, std::string_view key, std::size_t depth) {
    switch (*at_) {
      case '{':
        return depth <= depth_limit_ && object(parent, key, depth);
      case '[':
        return depth <= depth_limit_ && array(parent, key, depth);
      case '"': {
        const std::optional<std::string_view> text = string();
        if (text) tree_[tree_.open(JsonType::string, parent, key)].text = *text;
        return text.has_value();
      }
      case 't':
        return literal("true", JsonType::boolean, parent, key);
      case 'f':
        return literal("false", JsonType::boolean, parent, key);
      case 'n':
        return literal("null", JsonType::null, parent, key);
      default:
        return number(parent, key);
    }
  }

  bool object(NodeIndex parent, std::string_view key, std::size_t depth) {
    const NodeIndex index = tree_.open(JsonType::object, parent, key);
    ++at_;
    skip_blanks();
    if (!take('}')) {
      do {
        skip_blanks();
        const std::optional<std::string_view> name = string();
        if (!name) return false;
        skip_blanks();
        if (!take(':')) return false;
        skip_blanks();
        if (!value(index, *name, depth + 1)) return false;
        skip_blanks();
      } while (take(','));
      if (!take('}')) return false;
    }
    tree_.close(index);
    return !tree_.repeated_member(index);
  }

  bool array(NodeIndex parent, std::string_view key, std::size_t depth) {
    const NodeIndex index = tree_.open(JsonType::array, parent, key);
    ++at_;
    skip_blanks();
    if (!take(']')) {
      do {
        skip_blanks();
        if (!value(index, {}, depth + 1)) return false;
        skip_blanks();
      } while (take(','));
      if (!take(']')) return false;
    }
    tree_.close(index);
    return true;
  }

  std::optional<std::string_view> string() {
    if (!take('"')) return std::nullopt;
    const char* const begin = at_;
    at_ = end_of_string(begin);
    if (!take('"')) return std::nullopt;
    return std::string_view(begin, static_cast<std::size_t>(at_ - begin) - 1);
  }

  // What follows a number or a word has to be a part of the structure, so that `truex` is refused there.
  bool number(NodeIndex parent, std::string_view key) {
    const std::size_t length = json_number_length(std::string_view(at_, static_cast<std::size_t>(end_ - at_)));
    if (length == 0) return false;
    tree_[tree_.open(JsonType::number, parent, key)].text = std::string_view(at_, length);
    at_ += length;
    return true;
  }

  bool literal(std::string_view word, JsonType type, NodeIndex parent, std::string_view key) {
    if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, word.size()) != word) return false;
    tree_[tree_.open(type, parent, key)].truth = word.front() == 't';
    at_ += word.size();
    return true;
  }

  const char* at_;
  const char* end_;
  std::size_t depth_limit_;
  JsonTree& tree_;
};

}  // namespace

bool read_plain_json(std::string_view text, std::size_t depth_limit, JsonTree& tree) { return PlainReader(text, depth_limit, tree).read(); }

}  // namespace crosscheck::question
