// A JSON reader for texts that are ASCII and hold no backslash, as nearly all questions do.
#pragma once

#include <cstddef>
#include <string_view>

#include "question/json_tree.h"

namespace crosscheck::question {

// How many bytes behind a text have to be there for `read_plain_json`: NULs.
inline constexpr std::size_t kPlainJsonPadding = 16;

// Fills the tree (given empty), whose strings are views into the text. False where the text is no such JSON, is nested deeper than the
// limit or names a key twice: the tree holds anything then, and a reader that says what is wrong has to be asked. The text is ASCII without
// a backslash, and NULs stand behind it.
bool read_plain_json(std::string_view text, std::size_t depth_limit, JsonTree& tree);

}  // namespace crosscheck::question
