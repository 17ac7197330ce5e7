// One vector in prose: what is asked, what has to come and why, and how the engine gets there.
#pragma once

#include <string>

#include "suite/lint.h"
#include "suite/vector.h"

namespace crosscheck::cli {

// Lines fit 80 columns, ids and links aside. The engine is asked for its trace.
std::string explain_vector(const suite::Vector& vector, const suite::Flags& flags, bool colours);

}  // namespace crosscheck::cli
