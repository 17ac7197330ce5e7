// What `crosscheck run` prints.
#pragma once

#include <cstddef>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/judge.h"
#include "cli/terminal.h"
#include "cli/vectors.h"

namespace crosscheck::cli {

// Gathers judgements and prints them: differences, one line for each area, totals for each level. Lines fit 80 columns, ids and links aside.
class RunReport {
 public:
  explicit RunReport(std::FILE* out);

  void add(const Vector& vector, const Judgement& judgement);
  void finish();
  // Whether no `must` fails.
  bool holds() const { return holds_; }

 private:
  struct Count {
    std::size_t asked = 0;
    std::size_t differ = 0;
  };

  void print_difference(const Vector& vector, const Judgement& judgement);

  std::FILE* out_;
  bool colours_;
  bool holds_ = true;
  std::vector<std::string> areas_;  // in the order in which they came
  std::map<std::string, Count> by_area_;
  std::map<std::string, Count> by_level_;
};

}  // namespace crosscheck::cli
