// Typed reading of a question, and the first fault that was met on the way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"
#include "crosscheck/url/origin.h"
#include "crosscheck/url/url.h"
#include "question/json_tree.h"
#include "question/limits.h"
#include "question/refusal.h"

namespace crosscheck::question {

// One reading of one tree. Faults do not interrupt it: the first one stays, what is read after it is a harmless value, and who reads asks
// `failed` before it decides anything.
class Reading {
 public:
  Reading(const JsonTree& tree, const Limits& limits) : tree_(tree), limits_(limits) {}

  const JsonTree& tree() const { return tree_; }
  const Limits& limits() const { return limits_; }

  bool failed() const { return refusal_.has_value(); }
  const std::optional<Refusal>& refusal() const { return refusal_; }
  void refuse(std::string at, std::string detail, ErrorCode code = ErrorCode::bad_input);
  void refuse(NodeIndex node, std::string detail, ErrorCode code = ErrorCode::bad_input);

  // The string that a node must be: UTF-8 text, or bytes (one for each code point up to U+00FF). Valid as long as the reading.
  std::string_view text(NodeIndex node);
  std::string_view bytes(NodeIndex node);

 private:
  const JsonTree& tree_;
  const Limits& limits_;
  std::optional<Refusal> refusal_;
  std::forward_list<std::string> kept_;
};

// Where a list of header lines comes from: see "Bytes" in the contract.
struct HeaderRules {
  bool strip = true;          // off a wire: tabs and spaces around values go
  bool names_checked = true;  // a name that is no token is a fault
};

// Reads an object whose keys are all known. `node` may be missing where a fault was met already.
class ObjectReader {
 public:
  ObjectReader(Reading& reading, std::optional<NodeIndex> node, std::span<const std::string_view> known_keys);
  ObjectReader(Reading& reading, std::optional<NodeIndex> node, std::initializer_list<std::string_view> known_keys)
      : ObjectReader(reading, node, std::span<const std::string_view>(known_keys.begin(), known_keys.size())) {}

  Reading& reading() const { return reading_; }
  std::optional<NodeIndex> find(std::string_view key) const;
  // The same, and a fault where the key is left out.
  std::optional<NodeIndex> required(std::string_view key) const;
  std::string pointer(std::string_view key) const;
  void refuse(std::string_view key, std::string detail, ErrorCode code = ErrorCode::bad_input) const;

  std::string_view text(std::string_view key) const;
  std::string_view text_or(std::string_view key, std::string_view fallback) const;
  // Nothing where the key is left out or null.
  std::optional<std::string_view> nullable_text(std::string_view key) const;
  std::string_view bytes(std::string_view key) const;
  bool boolean_or(std::string_view key, bool fallback) const;

  // Tokens.
  std::string_view method(std::string_view key) const;
  std::string_view header_name(std::string_view key) const;
  // Serialized origins: as values, or as they stand.
  Origin origin(std::string_view key) const;
  std::string_view serialized_origin(std::string_view key) const;
  // A URL that parses.
  Url url(std::string_view key) const;
  // Lines of a message; the views are valid as long as the reading.
  std::vector<HeaderView> headers(std::string_view key, const HeaderRules& rules = {}) const;
  std::vector<HeaderView> headers_or_none(std::string_view key, const HeaderRules& rules) const;
  // The elements of an array of at most `limit`, called `what` in a fault.
  std::vector<NodeIndex> elements(std::string_view key, std::size_t limit, std::string_view what) const;

  // One of the values, by its spelling in the standards; the first where there was a fault.
  template <class Enum>
  Enum choice(std::string_view key, std::initializer_list<Enum> allowed) const {
    const std::optional<NodeIndex> node = required(key);
    return node ? chosen(*node, allowed) : *allowed.begin();
  }
  template <class Enum>
  Enum choice_or(std::string_view key, std::initializer_list<Enum> allowed, Enum fallback) const {
    const std::optional<NodeIndex> node = find(key);
    return node ? chosen(*node, allowed) : fallback;
  }

 private:
  template <class Enum>
  Enum chosen(NodeIndex node, std::initializer_list<Enum> allowed) const {
    std::array<std::string_view, 16> names;
    std::size_t count = 0;
    for (const Enum value : allowed) names[count++] = to_string(value);
    return allowed.begin()[chosen_index(node, std::span(names.data(), count))];
  }
  std::size_t chosen_index(NodeIndex node, std::span<const std::string_view> names) const;
  std::string_view token(std::string_view key, std::string_view what) const;
  void refuse_origin(std::string_view key, std::string_view value) const;
  std::vector<HeaderView> header_lines(NodeIndex node, const HeaderRules& rules) const;

  Reading& reading_;
  std::optional<NodeIndex> node_;
};

// A value for people: in double quotes, cut where it is long.
std::string shown(std::string_view value);
// "a", "b" or "c".
std::string shown_list(std::span<const std::string_view> values);

}  // namespace crosscheck::question
