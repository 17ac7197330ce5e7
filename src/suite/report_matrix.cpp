#include "suite/report_matrix.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace crosscheck::suite {
namespace {

constexpr std::array<Outcome, 6> kFaults = {Outcome::fail,  Outcome::unexpected_pass, Outcome::timeout,
                                            Outcome::crash, Outcome::error,           Outcome::info};

Column column_of(const RunLog& log, const ImplementationInfo& info, std::string name) {
  Column column{.name = std::move(name), .info = &info, .log = &log};
  std::size_t told = 0;
  for (const LogLine& line : log.lines) {
    if (line.implementation != info.name) continue;
    ++told;
    ++column.levels[static_cast<std::size_t>(line.level)].of[static_cast<std::size_t>(line.outcome)];
    if (line.outcome == Outcome::fail) ++column.directions[static_cast<std::size_t>(line.direction.value_or(Direction::other))];
  }
  column.missing = log.header.selected > told ? log.header.selected - told : 0;
  for (const LevelCount& level : column.levels) column.missing += level[Outcome::not_run];
  return column;
}

std::string joined(const std::vector<std::string>& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::string(),
                         [](std::string all, const std::string& part) { return all.empty() ? part : std::move(all) + ", " + part; });
}

// A server or a client, which some vectors cannot be put to.
bool is_asked_over_a_wire(const Column& column) {
  const std::vector<std::string>& roles = column.info->roles;
  return std::any_of(roles.begin(), roles.end(), [](const std::string& role) { return role != "library"; });
}

}  // namespace

std::size_t LevelCount::total() const { return std::accumulate(of.begin(), of.end(), std::size_t{0}); }
std::size_t LevelCount::asked() const { return total() - (*this)[Outcome::skip] - (*this)[Outcome::not_run]; }

std::size_t LevelCount::bad(Level level) const {
  std::size_t count = 0;
  for (const Outcome outcome : kFaults) count += is_bad(outcome, level) ? (*this)[outcome] : 0;
  return count;
}

std::size_t LevelCount::differs(Level level) const {
  std::size_t count = (*this)[Outcome::non_strict];
  for (const Outcome outcome : kFaults) count += is_bad(outcome, level) ? 0 : (*this)[outcome];
  return count;
}

std::size_t Column::asked() const {
  return std::accumulate(levels.begin(), levels.end(), std::size_t{0},
                         [](std::size_t sum, const LevelCount& level) { return sum + level.asked(); });
}

std::size_t Column::bad() const {
  std::size_t count = 0;
  for (const Level level : kLevels) count += at(level).bad(level);
  return count;
}

Standing Column::standing() const {
  if (info->refused) return Standing::refused;
  if (bad() != 0) return Standing::fails;
  if (!log->header.unreadable.empty()) return Standing::incomplete;
  if (asked() == 0) return Standing::vacuous;
  if (missing != 0) return Standing::incomplete;
  return at(Level::must).asked() == 0 ? Standing::vacuous : Standing::holds;
}

std::string_view verdict_word(const Column& column) {
  switch (column.standing()) {
    case Standing::refused:
      return "refused";
    case Standing::fails:
      return "does not conform";
    case Standing::incomplete:
      return "incomplete";
    case Standing::vacuous:
      return "vacuous";
    case Standing::holds:
      if (column.at(Level::must)[Outcome::expected_fail] != 0) return "conforms but for known failures";
      return column.at(Level::must)[Outcome::skip] == 0 ? "conforms" : "conforms in what it claims";
  }
  return {};
}

std::string verdict_sentence(const Column& column) {
  const LevelCount& must = column.at(Level::must);
  std::vector<std::string> sentences;
  switch (column.standing()) {
    case Standing::refused:
      return fmt::format("Nothing of it counts: {}",
                         column.info->refused->empty() ? "it failed the greeting or the probes." : *column.info->refused);
    case Standing::fails: {
      const std::size_t failing = must.bad(Level::must) - must[Outcome::unexpected_pass];
      const std::size_t unanswered = must[Outcome::timeout] + must[Outcome::crash] + must[Outcome::error];
      const std::size_t surprises = column.bad() - failing;
      if (failing != 0) {
        sentences.push_back(fmt::format("{} of {} `must` {} that it was asked {}.", failing, must.asked(),
                                        must.asked() == 1 ? "vector" : "vectors", failing == 1 ? "fails" : "fail"));
      }
      const auto [permissive, strict, other] = column.directions;
      if (permissive != 0) sentences.push_back(fmt::format("{} too permissive: a security hole.", permissive));
      if (strict != 0) sentences.push_back(fmt::format("{} too strict: pages break.", strict));
      if (other != 0) sentences.push_back(fmt::format("{} wrong in another way.", other));
      if (unanswered != 0) sentences.push_back(fmt::format("{} without an answer that counts.", unanswered));
      if (surprises != 0)
        sentences.push_back(fmt::format("{} listed as known {} now: take {} off the list.", counted(surprises, "failure"),
                                        surprises == 1 ? "passes" : "pass", surprises == 1 ? "it" : "them"));
      break;
    }
    case Standing::incomplete:
      sentences.push_back("Nothing fails so far, and not all was asked.");
      break;
    case Standing::vacuous:
      if (column.asked() == 0) return "Not one vector was asked, so nothing is known.";
      return "Not one `must` vector was asked, so nothing is known about conformance.";
    case Standing::holds:
      if (const std::size_t known = must[Outcome::expected_fail]; known != 0) {
        sentences.push_back(fmt::format("{} of {} `must` vectors that it was asked hold.", must.asked() - known, must.asked()));
      } else {
        sentences.push_back(fmt::format("Every `must` vector that it was asked holds: {}.", must.asked()));
      }
      break;
  }
  if (must[Outcome::skip] != 0)
    sentences.push_back(fmt::format("{} skipped for what it does not claim{}.", must[Outcome::skip],
                                    is_asked_over_a_wire(column) ? " or no wire can show" : ""));
  if (must[Outcome::expected_fail] != 0) sentences.push_back(fmt::format("{} known to fail.", must[Outcome::expected_fail]));
  if (column.missing != 0) sentences.push_back(fmt::format("{} never asked.", counted(column.missing, "selected vector")));
  if (const std::vector<std::string>& unreadable = column.log->header.unreadable; !unreadable.empty())
    sentences.push_back(fmt::format("{} cannot be read: {}.", counted(unreadable.size(), "vector file"), fmt::join(unreadable, "; ")));
  std::string all;
  for (const std::string& sentence : sentences) all += (all.empty() ? "" : " ") + sentence;
  return all;
}

std::string level_sentence(const Column& column, Level level) {
  const LevelCount& count = column.at(level);
  if (count.total() == 0) return {};
  std::vector<std::string> more;
  const auto add = [&](std::size_t number, std::string_view what) {
    if (number != 0) more.push_back(fmt::format("{} {}", number, what));
  };
  const std::size_t surprises = count[Outcome::unexpected_pass];
  const std::size_t differs = count.differs(level);
  std::string sentence;
  if (level == Level::must) {
    sentence = fmt::format("must: {} of {} fail", count.bad(level) - surprises, count.asked());
    if (count.asked() == 0) sentence = "must: none asked";
    add(differs, "non-strict");
  } else {
    sentence = fmt::format("{}: {} of {} {}", to_string(level), differs, count.asked(), level == Level::should ? "non-strict" : "differ");
    if (count.asked() == 0) sentence = fmt::format("{}: none asked", to_string(level));
  }
  add(surprises, "unexpected pass");
  add(count[Outcome::expected_fail], "known to fail");
  add(count[Outcome::rejected], "rejected");
  add(count[Outcome::skip], "skipped");
  add(count[Outcome::not_run], "not run");
  return more.empty() ? sentence : sentence + "; " + joined(more);
}

bool Row::all_hold() const {
  return std::all_of(cells.begin(), cells.end(), [](const LogLine* line) {
    return line == nullptr || line->outcome == Outcome::pass || line->outcome == Outcome::skip;
  });
}

ReportMatrix matrix_of(std::span<const RunLog> logs) {
  ReportMatrix matrix;
  std::set<std::string> names;
  std::map<std::pair<const RunLog*, std::string_view>, std::size_t> column_at;
  for (const RunLog& log : logs) {
    for (const ImplementationInfo& info : log.header.implementations) {
      std::string name = info.name;
      for (std::size_t number = 2; !names.insert(name).second; ++number) name = fmt::format("{} ({})", info.name, number);
      column_at.emplace(std::pair(&log, std::string_view(info.name)), matrix.columns.size());
      matrix.columns.push_back(column_of(log, info, std::move(name)));
    }
  }
  std::map<std::string_view, std::size_t> areas;
  std::map<std::pair<std::string_view, unsigned>, std::size_t> row_at;
  for (const RunLog& log : logs) {
    for (const LogLine& line : log.lines) {
      const auto column = column_at.find(std::pair(&log, std::string_view(line.implementation)));
      if (column == column_at.end()) continue;
      areas.emplace(line.area, areas.size());
      const auto [found, is_new] = row_at.emplace(std::pair(std::string_view(line.vector), line.rev), matrix.rows.size());
      if (is_new) matrix.rows.push_back({&line, std::vector<const LogLine*>(matrix.columns.size())});
      matrix.rows[found->second].cells[column->second] = &line;
    }
  }
  std::vector<std::vector<Row>> by_area(areas.size());
  for (Row& row : matrix.rows) by_area[areas.at(row.about->area)].push_back(std::move(row));
  matrix.rows.clear();
  for (std::vector<Row>& rows : by_area) std::move(rows.begin(), rows.end(), std::back_inserter(matrix.rows));
  return matrix;
}

bool is_difference(const LogLine& line) {
  return line.outcome != Outcome::pass && line.outcome != Outcome::skip && line.outcome != Outcome::not_run;
}

std::vector<const LogLine*> differences_of(const ReportMatrix& matrix, std::size_t column) {
  // What is bad first; in the order of the rows where the rank is one.
  std::multimap<std::tuple<bool, Level, Direction>, const LogLine*> ranked;
  for (const Row& row : matrix.rows) {
    const LogLine* const line = row.cells[column];
    if (line == nullptr || !is_difference(*line)) continue;
    ranked.emplace(std::tuple(!is_bad(line->outcome, line->level), line->level, line->direction.value_or(Direction::other)), line);
  }
  std::vector<const LogLine*> lines;
  for (const auto& [rank, line] : ranked) lines.push_back(line);
  return lines;
}

std::string counted(std::size_t count, std::string_view noun) {
  if (count == 1) return fmt::format("1 {}", noun);
  if (noun.ends_with('y')) return fmt::format("{} {}ies", count, noun.substr(0, noun.size() - 1));
  return fmt::format("{} {}s", count, noun);
}

std::string_view direction_words(Direction direction) {
  switch (direction) {
    case Direction::permissive:
      return "too permissive";
    case Direction::strict:
      return "too strict";
    case Direction::other:
      return "other";
  }
  return {};
}

std::string_view direction_words(const LogLine& line) { return line.direction ? direction_words(*line.direction) : std::string_view(); }

}  // namespace crosscheck::suite
