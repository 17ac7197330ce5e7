// One line that says how far a run is, on a terminal alone.
#pragma once

#include <chrono>
#include <cstdio>

#include "suite/run.h"

namespace crosscheck::cli {

// Written over itself a few times a second, and gone at the end. Nothing where `err` is no terminal, in CI, or under NO_COLOR.
class ProgressLine {
 public:
  explicit ProgressLine(std::FILE* err);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  bool shows() const { return shows_; }
  void show(const suite::Progress& progress);
  void clear();

 private:
  std::FILE* err_;
  bool shows_;
  bool written_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace crosscheck::cli
