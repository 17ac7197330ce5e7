// JSON as people read it.
#pragma once

#include <string>

#include "suite/json_text.h"

namespace crosscheck::suite {

// In lines of 80 columns where its strings are not longer: a list or an object of plain values that fits a line stands on one, but for the
// outermost. It stays JSON, and nothing in it acts on a terminal. Pure.
std::string laid_out(const Json& value);

}  // namespace crosscheck::suite
