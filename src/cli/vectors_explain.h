// One vector in prose: what is asked, what has to come and why, and how the engine gets there.
#pragma once

#include <string>

#include "suite/lint.h"
#include "suite/vector.h"

namespace crosscheck::cli {

// Lines fit 80 columns, ids and links aside. The engine is asked for its trace. `folder` is where the vectors come from, for the commands that
// ask again; empty where the program carries them.
std::string explain_vector(const suite::Vector& vector, const suite::Flags& flags, const std::string& folder, bool colours);

}  // namespace crosscheck::cli
