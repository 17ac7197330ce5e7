// Reads a run log back, and refuses one that cannot be trusted.
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "suite/greeting.h"
#include "suite/json_text.h"
#include "suite/run_log.h"

namespace crosscheck::suite {
namespace {

constexpr std::size_t kLongestLine = std::size_t{64} * 1024 * 1024;  // bytes; larger than any answer

// A whole number that the type holds.
template <class Number>
Number number(const Members& members, std::string_view key) {
  return static_cast<Number>(members.whole(key, static_cast<std::uint64_t>(std::numeric_limits<Number>::max())));
}

template <class Word>
Word word(const Members& members, std::string_view key, std::optional<Word> (*from)(std::string_view)) {
  const std::string spelt = members.text(key);
  const std::optional<Word> word = from(spelt);
  if (!word) members.refuse(key, fmt::format("\"{}\" is none of the words that may stand here", spelt));
  return word.value_or(Word{});
}

// Any value at all.
std::optional<Json> value(const Members& members, std::string_view key) {
  const Json* const value = members.find(key);
  return value == nullptr ? std::nullopt : std::optional<Json>(*value);
}

ImplementationInfo implementation(const Json& json, const std::string& pointer, std::optional<JsonFault>& fault) {
  const Members members(json, pointer, fault, {"name", "target"},
                        {"version", "language", "source", "roles", "kinds", "capabilities", "refused"});
  ImplementationInfo info = read_introduction(members);
  info.target = members.text("target");
  if (members.find("refused") != nullptr) info.refused = members.text("refused");
  return info;
}

LogHeader header(const Json& json, std::optional<JsonFault>& fault) {
  const Members members(json, "", fault,
                        {"record", "version", "suite_version", "standard_commit", "profile", "command", "started", "seed", "vectors",
                         "selected", "implementations"},
                        {"shard", "unreadable"});
  LogHeader header;
  if (number<unsigned>(members, "version") != 1) members.refuse("version", "this has to be 1, the only version that this program reads");
  header.suite_version = members.text("suite_version");
  header.standard_commit = members.text("standard_commit");
  header.profile = members.text("profile");
  header.command = members.texts("command");
  header.started = members.text("started");
  header.seed = number<std::uint64_t>(members, "seed");
  header.shard = members.text("shard");
  header.vectors = number<std::size_t>(members, "vectors");
  header.selected = number<std::size_t>(members, "selected");
  header.unreadable = members.texts("unreadable");
  std::set<std::string> names;
  for (const Json& each : members.array("implementations")) {
    const std::string pointer = fmt::format("{}/{}", members.pointer("implementations"), header.implementations.size());
    header.implementations.push_back(implementation(each, pointer, fault));
    const std::string& name = header.implementations.back().name;
    if (!names.insert(name).second) members.refuse("implementations", fmt::format("two implementations are called \"{}\"", name));
  }
  return header;
}

LogLine result(const Json& json, std::optional<JsonFault>& fault) {
  const Members members(
      json, "", fault, {"record", "vector", "rev", "area", "title", "kind", "level", "implementation", "outcome", "duration_us"},
      {"covers", "flags", "direction", "pointer", "expected", "got", "detail", "rule", "spec", "question", "answer", "trace", "wire"});
  LogLine line;
  line.vector = members.text("vector");
  line.rev = number<unsigned>(members, "rev");
  line.area = members.text("area");
  line.title = members.text("title");
  line.kind = members.text("kind");
  line.level = word(members, "level", level_from);
  line.covers = members.texts("covers");
  line.flags = members.texts("flags");
  line.implementation = members.text("implementation");
  line.outcome = word(members, "outcome", outcome_from);
  if (members.find("direction") != nullptr) line.direction = word(members, "direction", direction_from);
  line.pointer = members.text("pointer");
  line.expected = value(members, "expected");
  line.got = value(members, "got");
  line.detail = members.text("detail");
  line.rule = members.text("rule");
  line.spec = members.text("spec");
  line.question = value(members, "question");
  line.answer = value(members, "answer");
  line.trace = value(members, "trace");
  line.wire = members.texts("wire");
  line.duration_us = number<std::uint64_t>(members, "duration_us");
  return line;
}

LogFooter footer(const Json& json, std::optional<JsonFault>& fault) {
  const Members members(json, "", fault, {"record", "finished", "counts", "exit"}, {"signal"});
  LogFooter footer;
  footer.finished = members.text("finished");
  for (const auto& [name, levels] : members.object("counts").items()) {
    if (!levels.is_object()) members.refuse("counts", fmt::format("what is counted of \"{}\" has to be an object", name));
    for (const auto& [level, outcomes] : levels.items()) {
      if (!outcomes.is_object()) members.refuse("counts", fmt::format("what is counted of \"{}\", {} has to be an object", name, level));
      for (const auto& [outcome, count] : outcomes.items()) {
        const std::optional<std::uint64_t> counted = whole_number(count);
        if (!counted) {
          members.refuse("counts", fmt::format("the count of \"{}\", {}, {} has to be a whole number", name, level, outcome));
          return footer;
        }
        footer.counts[name][level][outcome] = *counted;
      }
    }
  }
  footer.exit = number<int>(members, "exit");
  if (members.find("signal") != nullptr) footer.signal = number<int>(members, "signal");
  return footer;
}

// What holds between a result and those before it; empty where nothing is wrong.
class Bearing {
 public:
  std::string fault_of(const LogLine& line, const LogHeader& header) {
    if (known_.empty()) {
      for (const ImplementationInfo& info : header.implementations) known_.emplace(info.name, 0);
    }
    const auto found = known_.find(line.implementation);
    if (found == known_.end()) return fmt::format("the header names no implementation \"{}\"", line.implementation);
    if (!told_.emplace(line.vector, line.implementation).second) {
      return fmt::format("\"{}\" is told a second time of \"{}\"", line.vector, line.implementation);
    }
    if (++found->second > header.selected) {
      return fmt::format("\"{}\" has more lines than the {} vectors that were selected", line.implementation, header.selected);
    }
    return {};
  }

 private:
  std::map<std::string, std::size_t> known_;
  std::set<std::pair<std::string, std::string>> told_;
};

std::string difference_of(const LogCounts& said, const LogCounts& found) {
  for (const auto& [one, other, end] : {std::tuple(&said, &found, "the footer counts what no line shows"),
                                        std::tuple(&found, &said, "the footer leaves out what the lines show")}) {
    for (const auto& [implementation, levels] : *one) {
      const auto same_implementation = other->find(implementation);
      if (same_implementation == other->end() && !levels.empty()) return fmt::format("{}, of \"{}\"", end, implementation);
      for (const auto& [level, outcomes] : levels) {
        const auto same_level = same_implementation->second.find(level);
        for (const auto& [outcome, count] : outcomes) {
          const bool there = same_level != same_implementation->second.end() && same_level->second.contains(outcome);
          if (there && same_level->second.at(outcome) == count) continue;
          return fmt::format("the footer's counts and the lines differ: \"{}\", {}, {}", implementation, level, outcome);
        }
      }
    }
  }
  return {};
}

}  // namespace

Result<RunLog, LogError> read_run_log(std::string_view text) {
  RunLog log;
  Bearing bearing;
  bool has_header = false;
  bool has_footer = false;
  std::size_t number = 0;
  const auto refused = [&number](std::string_view fault) { return LogError{fmt::format("line {}: {}", number, fault)}; };
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const Result<Json, JsonFault> read = read_json_text(text.substr(0, end), kLongestLine, HugeNumbers::are_refused);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    // The place within a line that is no JSON is of no use to anybody.
    if (!read) return refused(read.error().at.starts_with('/') ? to_string(read.error()) : read.error().what);
    const Json& json = *read;
    if (!json.is_object() || !json.contains("record") || !json.at("record").is_string()) return refused("no record: \"record\" is missing");
    const std::string record = json.at("record").get<std::string>();
    if (has_footer) return refused("something stands behind the footer");
    if (has_header == (record == "header")) return refused(has_header ? "a second header" : "the first line must be the header");
    std::optional<JsonFault> fault;
    std::string does_not_hold;
    if (record == "header") {
      log.header = header(json, fault);
      has_header = true;
    } else if (record == "result") {
      log.lines.push_back(result(json, fault));
      if (!fault) does_not_hold = bearing.fault_of(log.lines.back(), log.header);
    } else if (record == "footer") {
      log.footer = footer(json, fault);
      has_footer = true;
      if (!fault) does_not_hold = difference_of(log.footer.counts, counts_of(log.lines));
    } else {
      does_not_hold = fmt::format("no record of this sort: \"{}\"", record);
    }
    if (fault) return refused(to_string(*fault));
    if (!does_not_hold.empty()) return refused(does_not_hold);
  }
  if (!has_header) return LogError{"the log is empty"};
  if (!has_footer)
    return LogError{fmt::format("line {}: the log ends without its footer: the run was cut off, so nothing of it counts", number)};
  return log;
}

}  // namespace crosscheck::suite
