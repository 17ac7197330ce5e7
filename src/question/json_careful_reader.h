// A JSON reader that says what is wrong, and where.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "question/json_tree.h"
#include "question/limits.h"
#include "question/refusal.h"

namespace crosscheck::question {

constexpr bool is_json_whitespace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
// How many bytes at the start of `text` are a number (https://www.rfc-editor.org/rfc/rfc8259#section-6); 0 where there is none.
std::size_t json_number_length(std::string_view text);

// Reads any text of any depth without recursion, byte by byte. Strings are kept here until the next `read`.
class CarefulReader {
 public:
  // Fills the tree (given empty) as far as it comes; see JsonDocument::read for the order of faults. What lies deeper than the limit gets no
  // node. `text` need not outlive the call.
  std::optional<Refusal> read(std::string_view text, const Limits& limits, JsonTree& tree);

 private:
  struct Text {
    std::string_view value;
    bool lone_surrogate = false;
  };
  enum class Expect { value, value_or_end, key, key_or_end, comma_or_end, end_of_text };

  bool run();
  bool step();
  bool begin_value(char c);
  bool begin_container(JsonType type);
  bool end_container(char c);
  bool literal(std::string_view word, JsonType type, bool truth);
  bool number();
  bool key();
  std::optional<Text> string();
  bool escape(std::string& value, bool& lone_surrogate);
  bool utf8_sequence(std::string& value);
  std::optional<unsigned> four_hex_digits();
  NodeIndex add(JsonType type);
  void after_value();
  bool fail(std::string detail);
  std::optional<Refusal> fault_of_content() const;

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t depth_limit_ = 0;
  JsonTree* tree_ = nullptr;
  Expect expect_ = Expect::value;
  std::vector<char> open_;             // the brackets that are open
  std::vector<NodeIndex> containers_;  // the nodes of those within the limit
  Text key_;
  std::deque<std::string> strings_;
  std::optional<Refusal> too_deep_;
  std::optional<Refusal> not_json_;
};

}  // namespace crosscheck::question
