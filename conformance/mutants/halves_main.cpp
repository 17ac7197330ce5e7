// crosscheck_halves [ID]: the tests that hold the two halves of the engine against each other, with that mutant awake. Built in the copy that plant.py
// makes, and nowhere else.
#include <algorithm>
#include <iostream>
#include <string_view>

#include <gtest/gtest.h>

#include "mutant_choice.h"
#include "mutant_names.h"

int main(int argc, char** argv) {
  namespace mutants = crosscheck::mutants;
  testing::InitGoogleTest(&argc, argv);
  if (argc > 1) {
    const std::string_view id = argv[1];
    const auto* const found =
        std::find_if(mutants::kMutants.begin(), mutants::kMutants.end(), [id](const auto& each) { return each.id == id; });
    if (found == mutants::kMutants.end()) {
      std::cerr << "crosscheck_halves: there is no mutant " << id << '\n';
      return 2;
    }
    mutants::awake = static_cast<int>(found - mutants::kMutants.begin()) + 1;
  }
  return RUN_ALL_TESTS();
}
