// What every fuzz target is: one function, in a file <name>_fuzz.cpp whose first line is the property.
#pragma once

#include <string_view>

#include "fuzz/notes.h"

namespace crosscheck::fuzz {

// Holds the property against one input, and traps where it does not hold. Notes what came out. Keeps nothing.
void run(std::string_view input, Notes& notes);

}  // namespace crosscheck::fuzz
