// What must stand in no output: the values of the headers that a person gave along.
//
// A value and pure functions; any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"

namespace crosscheck::check {

class Secrets {
 public:
  Secrets() = default;
  // The value of each header, and of one with a scheme ("Bearer x") also what stands behind it.
  explicit Secrets(const std::vector<Header>& headers);

  // The text, with every secret in it as ***.
  std::string masked(std::string_view text) const;
  bool empty() const { return values_.empty(); }

 private:
  std::vector<std::string> values_;  // longest first
};

}  // namespace crosscheck::check
