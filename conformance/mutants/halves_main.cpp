// crosscheck_halves [ID]: the tests that hold the two halves of the engine against each other, with that mutant awake. Built in the copy that plant.py
// makes, and nowhere else.
#include <iostream>

#include <gtest/gtest.h>

#include "mutant_choice.h"
#include "mutant_names.h"

int main(int argc, char** argv) {
  namespace mutants = crosscheck::mutants;
  testing::InitGoogleTest(&argc, argv);
  if (argc > 1) {
    mutants::awake = mutants::number_of(argv[1]);
    if (mutants::awake == 0) {
      std::cerr << "crosscheck_halves: there is no mutant " << argv[1] << '\n';
      return 2;
    }
  }
  return RUN_ALL_TESTS();
}
