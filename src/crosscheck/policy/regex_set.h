// Origins by regular expression: RE2, matched in full.
//
// WHY it stands apart: RE2 works a state of its automaton out when it first meets it. Then it allocates, up to a budget of 8 MiB for each expression
// and each union of some, and takes a lock that it shares among readers otherwise. Nothing else in a decision does either. So a policy that is compiled
// has its set warmed up. Only an origin that no entry of `origins` allows comes here, and only where the policy has expressions. A match is linear in
// the origin's length and in the size of the expressions. Any thread may ask.
//
// RE2 bounds one expression; a document may bring thousands. RegexBudget bounds what all of them cost together, and no expression is asked about an
// origin that is longer than any of a browser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::policy {

// What the expressions of one document may still cost, over all of its policies.
struct RegexBudget {
  // Of RE2's programs. WHY so many: an ordinary expression has some 50, so this is four hundred of them; one origin is asked about in a second at most.
  static constexpr std::size_t kMostInstructions = 20'000;
  // WHY so many: it is three examples for each of four hundred ordinary expressions; half a second at most.
  static constexpr std::size_t kMostExampleSteps = 50'000'000;
  // An expression is worth its instructions, or its bytes where they are more: to read it costs something too.
  std::size_t instructions = kMostInstructions;
  // A step is a byte that an instruction may be asked about, of the examples and of what is made of them to look for dangers.
  std::size_t example_steps = kMostExampleSteps;
  // Bytes of the texts that a warm-up asks about, for a set of up to a hundred instructions; each counts more in a larger one.
  std::size_t warm_up_bytes = 1'000'000;
};

// One expression. A value; copies share it. A default one matches nothing, and is not `ok`.
class OriginRegex {
 public:
  struct Compiled;
  // Where RE2 refuses the expression it is not `ok`, and matches nothing.
  static OriginRegex compile(const std::string& expression);
  // The same, paid for; where there is not enough left, nothing is left afterwards, and the result says so.
  static OriginRegex compile_within(RegexBudget& budget, const std::string& expression);

  bool ok() const { return error_.empty(); }
  // Why it was refused; empty where it was not.
  const std::string& error() const { return error_; }
  // The size of RE2's program; 0 where it was refused.
  std::size_t instructions() const;

  // In bytes. WHY: a host has 253 in the DNS, so that no origin of a browser comes near.
  static constexpr std::size_t kLongestOrigin = 1024;
  // Whether an origin may match: it has no more bytes than that, all of them are visible ASCII, and it is not `null`, which `null_origin` alone allows.
  static bool may_match(std::string_view origin);
  // Whether RE2 matches all of the origin; false for an origin that may not match.
  bool matches(std::string_view origin) const;

 private:
  friend class RegexSet;
  std::string error_ = "there is no expression";
  std::shared_ptr<const Compiled> compiled_;  // absent where it was refused
};

// Several, asked at once: as many steps as the logarithm of their number.
class RegexSet {
 public:
  static constexpr std::uint32_t kAbsent = 0xFFFFFFFF;

  RegexSet() = default;
  explicit RegexSet(std::vector<OriginRegex> regexes);
  bool empty() const { return regexes_.empty(); }

  // The first expression that matches the origin, or kAbsent.
  std::uint32_t find(std::string_view origin) const;

  // Asks about the examples and about what differs from them in one place, as far as the budget goes: RE2 then has the states that it needs for
  // origins that go an example's way, wherever they leave it. An origin that goes another way may still lead to a state that it has not seen.
  void warm_up(std::span<const std::string> examples, RegexBudget& budget) const;

 private:
  struct Union;
  std::uint32_t find_in(std::string_view origin, std::size_t begin, std::size_t end, std::size_t node) const;
  void unite(std::size_t begin, std::size_t end, std::size_t node);
  std::string bytes_told_apart() const;

  std::vector<OriginRegex> regexes_;
  // The inner nodes of a binary tree over the expressions: node n has the children 2n + 1 and 2n + 2.
  std::vector<std::shared_ptr<const Union>> unions_;
};

}  // namespace crosscheck::policy
