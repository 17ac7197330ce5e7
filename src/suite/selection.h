// Which vectors are meant: ids, patterns, and words like area:, level: or covers:.
//
// Values and pure functions; any thread may call.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "suite/vector.h"

namespace crosscheck::suite {

struct SelectorError {
  std::string message;
};

// One selector: an id, a pattern in which `*` stands for any characters, or a word and a value, which may be such a pattern too:
// area: kind: level: tag: flag: covers: needs: role:
class Selector {
 public:
  static Result<Selector, SelectorError> parse(std::string_view text);
  bool matches(const Vector& vector) const;

 private:
  enum class What : std::uint8_t { id, area, kind, level, tag, flag, covers, needs, role };
  Selector(What what, std::string value) : what_(what), value_(std::move(value)) {}

  What what_;
  std::string value_;
};

// Whether the text is the pattern, in which `*` stands for any characters. Linear but for patterns of many stars.
bool matches_pattern(std::string_view text, std::string_view pattern);

// One of n parts of a suite, told apart by the ids, so that a vector stays in its part when others come or go.
struct Shard {
  unsigned number = 1;  // from 1 to count
  unsigned count = 1;
};
// "2/4". Refused: anything else, a number above the count.
std::optional<Shard> parse_shard(std::string_view text);
bool is_in(const Shard& shard, std::string_view id);

}  // namespace crosscheck::suite
