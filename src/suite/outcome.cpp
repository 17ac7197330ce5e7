#include "suite/outcome.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace crosscheck::suite {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 5> kLevelWords = {"must", "should", "may", "info", "lint"};
constexpr std::array<std::string_view, 12> kOutcomes = {"pass",          "non-strict",      "fail",    "info",  "skip",  "rejected",
                                                        "expected-fail", "unexpected-pass", "timeout", "crash", "error", "not-run"};
constexpr std::array<std::string_view, 3> kDirections = {"permissive", "strict", "other"};

template <class Word, std::size_t N>
std::optional<Word> word_of(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Word>(std::distance(words.begin(), found));
}

}  // namespace

std::string_view to_string(Level level) { return kLevelWords.at(static_cast<std::size_t>(level)); }
std::string_view to_string(Outcome outcome) { return kOutcomes.at(static_cast<std::size_t>(outcome)); }
std::string_view to_string(Direction direction) { return kDirections.at(static_cast<std::size_t>(direction)); }

std::optional<Level> level_from(std::string_view word) { return word_of<Level>(kLevelWords, word); }
std::optional<Outcome> outcome_from(std::string_view word) { return word_of<Outcome>(kOutcomes, word); }
std::optional<Direction> direction_from(std::string_view word) { return word_of<Direction>(kDirections, word); }

bool is_bad(Outcome outcome, Level level) {
  switch (outcome) {
    case Outcome::unexpected_pass:
      return true;
    case Outcome::fail:
    case Outcome::timeout:
    case Outcome::crash:
    case Outcome::error:
      return level == Level::must;
    default:
      return false;
  }
}

}  // namespace crosscheck::suite
