// What a verb says where it cannot go on.
#pragma once

#include <cstdio>
#include <string_view>

#include <fmt/format.h>

#include "cli/terminal.h"

namespace crosscheck::cli {

// "crosscheck VERB: what", with bytes that a terminal would obey shown instead. Hands the exit code through, so that a verb can end with it.
inline int complain(std::FILE* err, std::string_view verb, std::string_view what, int code) {
  fmt::print(err, "crosscheck {}: {}\n", verb, printable(what));
  return code;
}

}  // namespace crosscheck::cli
