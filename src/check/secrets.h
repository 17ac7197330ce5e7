// What must stand in no output: the values of the headers that a person gave along.
//
// A value and pure functions; any thread may call.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"

namespace crosscheck::check {

class Secrets {
 public:
  Secrets() = default;
  // The value of each header; of one with a scheme ("Bearer x") also what stands behind it, and of `Basic` what that is decoded; of Cookie each
  // cookie's value. What is shorter than kShortest is no secret that could be found again, and hiding every "1" would hide the report: it is
  // masked in its own header line alone.
  explicit Secrets(const std::vector<Header>& headers);

  static constexpr std::size_t kShortest = 6;  // bytes

  // The text, with every secret in it as ***.
  std::string masked(std::string_view text) const;
  bool empty() const { return hidden_.empty(); }

 private:
  void add(std::string_view name, std::string_view value);
  void add_scheme(std::string_view scheme, std::string_view credentials);
  void add_cookies(std::string_view cookies);
  void add_part(std::string_view part);

  struct Hidden {
    std::string text;      // what is looked for
    std::size_t kept = 0;  // how much of its beginning stays
  };
  std::vector<Hidden> hidden_;  // longest first
};

}  // namespace crosscheck::check
