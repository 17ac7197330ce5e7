// Logs side by side: vectors by implementations, with a verdict in words for each implementation. Every report is made from this.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/run_log.h"

namespace crosscheck::suite {

inline constexpr std::size_t kOutcomeCount = static_cast<std::size_t>(Outcome::not_run) + 1;

// How the vectors of one level came out.
struct LevelCount {
  std::array<std::size_t, kOutcomeCount> of{};  // by outcome

  std::size_t operator[](Outcome outcome) const { return of[static_cast<std::size_t>(outcome)]; }
  std::size_t total() const;
  // Those that were put to the implementation: all but skip and not-run.
  std::size_t asked() const;
  // Of those asked, what is bad for conformance.
  std::size_t bad(Level level) const;
  // Of those asked, what differs and is not bad: non-strict, info, and faults of vectors that are no `must`.
  std::size_t differs(Level level) const;
};

enum class Standing : std::uint8_t { refused, fails, incomplete, vacuous, holds };

struct Column {
  std::string name;  // unique in the report
  const ImplementationInfo* info = nullptr;
  const RunLog* log = nullptr;
  std::array<LevelCount, kLevels.size()> levels{};
  std::array<std::size_t, 3> directions{};  // of failing `must` vectors, by direction
  std::size_t missing = 0;                  // selected and never asked

  const LevelCount& at(Level level) const { return levels[static_cast<std::size_t>(level)]; }
  std::size_t asked() const;
  std::size_t bad() const;
  Standing standing() const;
};

// Two or three words: "does not conform".
std::string_view verdict_word(const Column& column);
// One or several sentences with the numbers; never a percentage.
std::string verdict_sentence(const Column& column);
// "must: 0 of 412 fail", with what else came up behind it; empty where the log has none of the level.
std::string level_sentence(const Column& column, Level level);

struct Row {
  const LogLine* about = nullptr;     // any of its lines: what they say of the vector is the same
  std::vector<const LogLine*> cells;  // one for each column; null where its log has none

  // Whether every implementation of which something was told passed, or was passed over.
  bool all_hold() const;
};

struct ReportMatrix {
  std::vector<Column> columns;  // in the order of the logs
  std::vector<Row> rows;        // areas in the order in which they come, vectors within them in theirs
};

// The logs must outlive the matrix. Vectors of one id and another `rev` are other rows.
ReportMatrix matrix_of(std::span<const RunLog> logs);

// How the vector came out, when that is worth a reader's time: bad outcomes, and others that differ.
bool is_difference(const LogLine& line);
// A name among the columns, told apart where two logs have it, and the lines of it that differ: permissive ones first, `must` before the rest.
std::vector<const LogLine*> differences_of(const ReportMatrix& matrix, std::size_t column);

// "1 vector", "2 vectors", "3 properties".
std::string counted(std::size_t count, std::string_view noun);
// "too permissive", "too strict", "other"; empty where the line has none.
std::string_view direction_words(Direction direction);
std::string_view direction_words(const LogLine& line);

}  // namespace crosscheck::suite
