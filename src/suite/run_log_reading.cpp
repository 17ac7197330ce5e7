// Reads a run log back, and refuses one that cannot be trusted.
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "question/json_document.h"
#include "suite/run_log.h"

namespace crosscheck::suite {
namespace {

// Deeper than any question, which stands inside a line; larger than any answer.
constexpr Limits kLineLimits = {.question_bytes = std::size_t{64} * 1024 * 1024, .depth = 80};

// Takes the members of one object, by key and type. The first fault is kept; what follows it reads as empty.
class Members {
 public:
  Members(const Json& object, std::string& fault) : object_(object), fault_(fault) {
    if (!object.is_object()) refuse("an object is wanted");
  }

  std::string text(const char* key) {
    const Json* const value = needed(key);
    if (value != nullptr && !value->is_string()) refuse(fmt::format("\"{}\" is no string", key));
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  }
  std::string text_or_empty(const char* key) { return object_.contains(key) ? text(key) : std::string(); }

  std::vector<std::string> texts(const char* key) {
    const Json* const value = needed(key);
    std::vector<std::string> all;
    if (value == nullptr) return all;
    if (!value->is_array()) refuse(fmt::format("\"{}\" is no list", key));
    for (const Json& element : *value) {
      if (element.is_string()) {
        all.push_back(element.get<std::string>());
      } else {
        refuse(fmt::format("\"{}\" holds something that is no string", key));
      }
    }
    return all;
  }
  std::vector<std::string> texts_or_none(const char* key) { return object_.contains(key) ? texts(key) : std::vector<std::string>(); }

  template <class Number>
  Number number(const char* key) {
    const Json* const value = needed(key);
    if (value == nullptr) return 0;
    if (!value->is_number_unsigned() || value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<Number>::max())) {
      refuse(fmt::format("\"{}\" is no whole number that fits", key));
      return 0;
    }
    return value->get<Number>();
  }
  std::optional<int> number_or_none(const char* key) { return object_.contains(key) ? std::optional<int>(number<int>(key)) : std::nullopt; }

  // Any value at all.
  std::optional<Json> value_or_none(const char* key) { return object_.contains(key) ? std::optional<Json>(*needed(key)) : std::nullopt; }
  const Json& value(const char* key) {
    static const Json kNone;
    const Json* const value = needed(key);
    return value == nullptr ? kNone : *value;
  }

  template <class Word>
  Word word(const char* key, std::optional<Word> (*from)(std::string_view)) {
    const std::string spelt = text(key);
    const std::optional<Word> word = from(spelt);
    if (!word) refuse(fmt::format("\"{}\" is none of the words it may be: \"{}\"", key, spelt));
    return word.value_or(Word{});
  }

  // Call it last: what was not asked for is unknown.
  void finish() {
    if (!object_.is_object()) return;
    for (const auto& member : object_.items()) {
      if (!taken_.contains(member.key())) refuse(fmt::format("unknown key \"{}\"", member.key()));
    }
  }

 private:
  const Json* needed(const char* key) {
    taken_.insert(key);
    const auto found = object_.find(key);
    if (found != object_.end()) return &*found;
    refuse(fmt::format("\"{}\" is missing", key));
    return nullptr;
  }
  void refuse(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
  }

  const Json& object_;
  std::string& fault_;
  std::set<std::string, std::less<>> taken_;
};

ImplementationInfo implementation(const Json& json, std::string& fault) {
  Members members(json, fault);
  ImplementationInfo info;
  info.name = members.text("name");
  info.target = members.text("target");
  info.version = members.text_or_empty("version");
  info.language = members.text_or_empty("language");
  info.source = members.text_or_empty("source");
  info.roles = members.texts_or_none("roles");
  info.kinds = members.texts_or_none("kinds");
  info.capabilities = members.texts_or_none("capabilities");
  if (json.contains("refused")) info.refused = members.text("refused");
  members.finish();
  return info;
}

LogHeader header(const Json& json, std::string& fault) {
  Members members(json, fault);
  LogHeader header;
  members.text("record");
  if (members.number<unsigned>("version") != 1 && fault.empty()) fault = "\"version\" is not 1, the only one that this program reads";
  header.suite_version = members.text("suite_version");
  header.standard_commit = members.text("standard_commit");
  header.profile = members.text("profile");
  header.command = members.texts("command");
  header.started = members.text("started");
  header.seed = members.number<std::uint64_t>("seed");
  header.shard = members.text_or_empty("shard");
  header.vectors = members.number<std::size_t>("vectors");
  header.selected = members.number<std::size_t>("selected");
  const Json& implementations = members.value("implementations");
  if (!implementations.is_array() && fault.empty()) fault = "\"implementations\" is no list";
  std::set<std::string> names;
  for (const Json& each : implementations) {
    header.implementations.push_back(implementation(each, fault));
    const std::string& name = header.implementations.back().name;
    if (!names.insert(name).second && fault.empty()) fault = fmt::format("two implementations are called \"{}\"", name);
  }
  members.finish();
  return header;
}

LogLine result(const Json& json, std::string& fault) {
  Members members(json, fault);
  LogLine line;
  members.text("record");
  line.vector = members.text("vector");
  line.rev = members.number<unsigned>("rev");
  line.area = members.text("area");
  line.title = members.text("title");
  line.kind = members.text("kind");
  line.level = members.word("level", level_from);
  line.covers = members.texts_or_none("covers");
  line.flags = members.texts_or_none("flags");
  line.implementation = members.text("implementation");
  line.outcome = members.word("outcome", outcome_from);
  if (json.contains("direction")) line.direction = members.word("direction", direction_from);
  line.pointer = members.text_or_empty("pointer");
  line.expected = members.value_or_none("expected");
  line.got = members.value_or_none("got");
  line.detail = members.text_or_empty("detail");
  line.rule = members.text_or_empty("rule");
  line.spec = members.text_or_empty("spec");
  line.question = members.value_or_none("question");
  line.answer = members.value_or_none("answer");
  line.trace = members.value_or_none("trace");
  line.wire = members.texts_or_none("wire");
  line.duration_us = members.number<std::uint64_t>("duration_us");
  members.finish();
  return line;
}

LogFooter footer(const Json& json, std::string& fault) {
  Members members(json, fault);
  LogFooter footer;
  members.text("record");
  footer.finished = members.text("finished");
  const Json& counts = members.value("counts");
  if (!counts.is_object() && fault.empty()) fault = "\"counts\" is no object";
  for (const auto& of_implementation : counts.items()) {
    for (const auto& of_level : of_implementation.value().items()) {
      Members outcomes(of_level.value(), fault);
      for (const auto& of_outcome : of_level.value().items()) {
        footer.counts[of_implementation.key()][of_level.key()][of_outcome.key()] = outcomes.number<std::size_t>(of_outcome.key().c_str());
      }
    }
  }
  footer.exit = members.number<int>("exit");
  footer.signal = members.number_or_none("signal");
  members.finish();
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
  question::JsonDocument document;
  bool has_header = false;
  bool has_footer = false;
  std::size_t number = 0;
  const auto refused = [&number](std::string_view fault) { return LogError{fmt::format("line {}: {}", number, fault)}; };
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    // WHY twice: this reading sees keys that come twice, lone surrogates and depth; the other one keeps values of any shape.
    if (const auto refusal = document.read(line, kLineLimits)) return refused(refusal->detail);
    const Json json = Json::parse(line, nullptr, false);
    if (json.is_discarded()) return refused("a number is too large");
    if (!json.is_object() || !json.contains("record") || !json.at("record").is_string()) return refused("no record: \"record\" is missing");
    const std::string record = json.at("record").get<std::string>();
    if (has_footer) return refused("something stands behind the footer");
    if (has_header == (record == "header")) return refused(has_header ? "a second header" : "the first line must be the header");
    std::string fault;
    if (record == "header") {
      log.header = header(json, fault);
      has_header = true;
    } else if (record == "result") {
      log.lines.push_back(result(json, fault));
      if (fault.empty()) fault = bearing.fault_of(log.lines.back(), log.header);
    } else if (record == "footer") {
      log.footer = footer(json, fault);
      has_footer = true;
      if (fault.empty()) fault = difference_of(log.footer.counts, counts_of(log.lines));
    } else {
      fault = fmt::format("no record of this sort: \"{}\"", record);
    }
    if (!fault.empty()) return refused(fault);
  }
  if (!has_header) return LogError{"the log is empty"};
  if (!has_footer)
    return LogError{fmt::format("line {}: the log ends without its footer: the run was cut off, so nothing of it counts", number)};
  return log;
}

}  // namespace crosscheck::suite
