// Parts of a JSON text that was read, as texts of their own.
//
// Pure functions; any thread may call.
#pragma once

#include <string>

#include "question/json_tree.h"

namespace crosscheck::oracle {

// The value at `node` on one line. Numbers stand as they were written, since a question's times are compared as decimals.
std::string text_of(const question::JsonTree& tree, question::NodeIndex node);
// A question with `"trace": true`, whatever it said about its trace; what is no object comes as it is.
std::string traced_question(const question::JsonTree& tree, question::NodeIndex node);

}  // namespace crosscheck::oracle
