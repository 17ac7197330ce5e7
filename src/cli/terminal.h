// The terminal that a verb prints to; text for it is made by suite/terminal_text.h.
#pragma once

#include <cstdio>

#include "suite/terminal_text.h"

namespace crosscheck::cli {

using suite::columns;
using suite::cut;
using suite::kColumns;
using suite::kGreen;
using suite::kRed;
using suite::kYellow;
using suite::painted;
using suite::printable;
using suite::wrapped;

// Whether it is a terminal that shows colours, and nobody asked for none (NO_COLOR).
bool wants_colours(std::FILE* out);

}  // namespace crosscheck::cli
