// Control questions: elementary ones whose answers are known and opposite, so that who always says yes, or no, is found out.
//
// Pure functions of their arguments; any thread may call.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "suite/json_text.h"

namespace crosscheck::suite {

struct Control {
  std::string kind;
  Json input;
  Json expect;  // a subset of the output
};

using Random = std::mt19937_64;

// At least two of the kind, with opposite answers; names in them are drawn anew each time. Empty for a kind that is none.
std::vector<Control> controls_of(std::string_view kind, Random& random);
// Those of all the kinds.
std::vector<Control> controls_of(const std::vector<std::string>& kinds, Random& random);
// A kind that does not exist, and a nonce: small letters that nobody can know before.
std::string random_word(Random& random, std::size_t length = 12);

// Nothing where the answer is right; else what was asked and what came, in a sentence.
std::string fault_in_answer(const Control& control, const Json& answer);

}  // namespace crosscheck::suite
