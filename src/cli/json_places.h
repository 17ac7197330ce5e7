// Where the values of a JSON text stand in it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "question/json_tree.h"

namespace crosscheck::cli {

// A place in a text, both counted from 1; columns are code points.
struct TextPlace {
  std::size_t line = 1;
  std::size_t column = 1;
};

// The lines of a text, which must outlive it.
class TextLines {
 public:
  explicit TextLines(std::string_view text);
  TextPlace place(std::size_t offset) const;
  // A line without its end, by its number.
  std::string_view line(std::size_t number) const;
  // From the offset to the end of its line.
  std::string_view rest_of_line(std::size_t offset) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

// Of a text that is JSON, laid out as the tree, both of which must outlive it. A member stands where its key begins.
class JsonPlaces {
 public:
  JsonPlaces(std::string_view text, const question::JsonTree& tree);

  // The byte where the value begins to which the pointer (RFC 6901) leads. Where a key stands twice it is the last.
  std::optional<std::size_t> find(std::string_view pointer) const;
  // The same, or of the innermost value around it that is there.
  std::size_t nearest(std::string_view pointer) const;

 private:
  struct Found {
    question::NodeIndex node = 0;
    bool whole = false;  // the pointer led there to its end
  };
  Found follow(std::string_view pointer) const;
  std::optional<question::NodeIndex> child(question::NodeIndex parent, const std::string& step) const;

  const question::JsonTree& tree_;
  std::vector<std::size_t> offsets_;  // of each node
  // Elements by their index, so that many pointers into one large array cost little.
  mutable std::unordered_map<question::NodeIndex, std::vector<question::NodeIndex>> elements_;
};

}  // namespace crosscheck::cli
