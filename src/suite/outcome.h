// The words of a run: levels, outcomes, directions. Constant tables; any thread may call.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace crosscheck::suite {

// How much a vector's expectation binds. Only `must` can fail conformance.
enum class Level : std::uint8_t { must, should, may, info, lint };
inline constexpr std::array<Level, 5> kLevels = {Level::must, Level::should, Level::may, Level::info, Level::lint};

// How a vector came out for an implementation.
enum class Outcome : std::uint8_t {
  pass,
  non_strict,       // a tolerated alternative, or a `should` that does not hold
  fail,             // a `must` that does not hold
  info,             // any other that does not hold
  skip,             // a capability that is not claimed
  rejected,         // refused by the implementation, in its own words: an unsafe policy
  expected_fail,    // listed as a known failure, and it did fail
  unexpected_pass,  // listed as a known failure, and it passes
  timeout,
  crash,
  error,    // an answer that is none, or an error in place of one
  not_run,  // the run ended before its turn
};

// Which way an implementation differs: `permissive` lets through what must not be, `strict` the reverse.
enum class Direction : std::uint8_t { permissive, strict, other };

// The JSON value: the enumerator with `-` for `_`.
std::string_view to_string(Level level);
std::string_view to_string(Outcome outcome);
std::string_view to_string(Direction direction);
// Nothing for another word.
std::optional<Level> level_from(std::string_view word);
std::optional<Outcome> outcome_from(std::string_view word);
std::optional<Direction> direction_from(std::string_view word);

// Whether an outcome means that what was tested does not hold (exit code 1): fail, timeout, crash or error of a `must` vector, and an
// expected failure that passes, at any level.
bool is_bad(Outcome outcome, Level level);

}  // namespace crosscheck::suite
