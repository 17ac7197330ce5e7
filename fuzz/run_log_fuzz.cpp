// A run log is refused at a line or read whole; what is read bears its counts out, is written and read as the same, and is told in every format.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "fuzz/check.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"
#include "suite/json_text.h"
#include "suite/report.h"
#include "suite/run_log.h"

namespace crosscheck::fuzz {
namespace {

using suite::LogLine;
using suite::ReportFormat;
using suite::RunLog;

// WHY not by to_json_line: what that forgets would be forgotten twice.
class Told {
 public:
  void text(std::string_view name, std::string_view value) { text_ += std::string(name) + " " + readable(value) + "\n"; }
  void number(std::string_view name, std::uint64_t number) { text(name, std::to_string(number)); }
  void texts(std::string_view name, const std::vector<std::string>& values) {
    for (const std::string& value : values) text(name, value);
  }
  void value(std::string_view name, const std::optional<suite::Json>& value) { text(name, value ? suite::to_text(*value) : "nothing"); }
  const std::string& all() const { return text_; }

 private:
  std::string text_;
};

void tell(Told& told, const suite::LogHeader& header) {
  for (const auto& [name, value] : {std::pair("suite", &header.suite_version),
                                    {"commit", &header.standard_commit},
                                    {"shard", &header.shard},
                                    {"profile", &header.profile},
                                    {"started", &header.started}})
    told.text(name, *value);
  told.texts("command", header.command);
  told.texts("unreadable", header.unreadable);
  for (const std::uint64_t number : {header.seed, std::uint64_t{header.vectors}, std::uint64_t{header.selected}})
    told.number("number", number);
  for (const suite::ImplementationInfo& info : header.implementations) {
    for (const std::string* const text : {&info.name, &info.target, &info.version, &info.language, &info.source}) told.text("text", *text);
    told.texts("roles", info.roles);
    told.texts("kinds", info.kinds);
    told.texts("capabilities", info.capabilities);
    if (info.refused) told.text("refused", *info.refused);
  }
}

void tell(Told& told, const LogLine& line) {
  for (const std::string* const text :
       {&line.vector, &line.area, &line.title, &line.kind, &line.implementation, &line.pointer, &line.detail, &line.rule, &line.spec})
    told.text("text", *text);
  told.text("level", to_string(line.level));
  told.text("outcome", to_string(line.outcome));
  told.text("direction", line.direction ? to_string(*line.direction) : "none");
  for (const std::optional<suite::Json>* const value : {&line.expected, &line.got, &line.question, &line.answer, &line.trace})
    told.value("value", *value);
  told.texts("covers", line.covers);
  told.texts("flags", line.flags);
  told.texts("wire", line.wire);
  told.number("rev", std::uint64_t{line.rev});
  told.number("duration", line.duration_us);
}

std::string told_of(const RunLog& log) {
  Told told;
  tell(told, log.header);
  for (const LogLine& line : log.lines) tell(told, line);
  told.text("finished", log.footer.finished);
  for (const auto& [name, levels] : log.footer.counts) {
    for (const auto& [level, outcomes] : levels) {
      for (const auto& [outcome, count] : outcomes) told.number(readable(name) + " " + level + " " + outcome, std::uint64_t{count});
    }
  }
  told.text("exit", std::to_string(log.footer.exit) + " " + (log.footer.signal ? std::to_string(*log.footer.signal) : "no signal"));
  return told.all();
}

std::string written(const RunLog& log) {
  std::string text = suite::to_json_line(log.header) + "\n";
  for (const LogLine& line : log.lines) text += suite::to_json_line(line) + "\n";
  return text + suite::to_json_line(log.footer) + "\n";
}

// "line 7: …", and there is such a line.
void check_refusal(std::string_view message, std::string_view input) {
  if (input.empty()) return check_same(message, "the log is empty", "what is no log is refused as none");
  std::size_t line = 0;
  const bool has_place =
      message.starts_with("line ") && std::from_chars(message.data() + 5, message.data() + message.size(), line).ptr[0] == ':';
  const std::size_t lines = literal::split(input, '\n').size() - (input.ends_with('\n') ? 1 : 0);
  check(has_place && line >= 1 && line <= lines, "a log is refused at one of its lines", [&] { return readable(message); });
}

// What the header of run_log.h promises of a log that is taken.
void check_bearing(const RunLog& log) {
  std::set<std::string> names;
  for (const suite::ImplementationInfo& info : log.header.implementations)
    check(names.insert(info.name).second, "no two implementations of a log bear one name");
  std::set<std::pair<std::string, std::string>> asked;
  suite::LogCounts counts;
  for (const LogLine& line : log.lines) {
    check(names.contains(line.implementation), "a line is of an implementation that the header names");
    check(asked.emplace(line.implementation, line.vector).second, "a vector is told once of an implementation");
    ++counts[line.implementation][std::string(to_string(line.level))][std::string(to_string(line.outcome))];
  }
  for (const std::string& name : names) {
    const auto of_it = [&](const LogLine& line) { return line.implementation == name; };
    check(static_cast<std::size_t>(std::count_if(log.lines.begin(), log.lines.end(), of_it)) <= log.header.selected,
          "no implementation has more lines than vectors were selected");
  }
  const auto total = [](const suite::LogCounts& of) {
    std::size_t sum = 0;
    for (const auto& [name, levels] : of) {
      for (const auto& [level, outcomes] : levels) {
        for (const auto& [outcome, count] : outcomes) sum += count;
      }
    }
    return sum;
  };
  check(total(log.footer.counts) == log.lines.size(), "a footer counts every line once");
  for (const auto& [name, levels] : counts) {
    check(log.footer.counts.contains(name) && log.footer.counts.at(name) == levels, "a footer's counts are borne out by the lines");
  }
}

// Tags that begin or end a script.
std::size_t count_scripts(std::string_view page) {
  const std::string lowered = literal::lower(page);
  std::size_t found = 0;
  for (const std::string_view tag : {"<script", "</script"}) {
    for (std::size_t at = lowered.find(tag); at != std::string::npos; at = lowered.find(tag, at + 1)) ++found;
  }
  return found;
}

void check_report(ReportFormat format, const RunLog& log, Notes& notes) {
  const std::string report = suite::write_report(format, {&log, 1});
  notes.note(report);
  check(!report.empty(), "every log can be told in every format");
  if (format == ReportFormat::json || format == ReportFormat::sarif) {
    check(nlohmann::json::accept(report), "a report in JSON is JSON", [&] { return readable(report); });
  } else if (format == ReportFormat::html) {
    check(count_scripts(report) == 4, "nothing in a log becomes a script of the page");
  } else {
    const auto acts = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; };
    check(std::none_of(report.begin(), report.end(), acts), "no report in text holds control characters", [&] { return readable(report); });
  }
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  const Result<RunLog, suite::LogError> log = suite::read_run_log(input);
  notes.note(log.has_value());
  if (!log) {
    notes.note(log.error().message);
    check_refusal(log.error().message, input);
    return;
  }
  check_bearing(*log);
  const std::string text = written(*log);
  notes.note(text);
  const Result<RunLog, suite::LogError> again = suite::read_run_log(text);
  check(again.has_value(), "a log that is written is read", [&] { return readable(again ? "" : again.error().message); });
  check_same(told_of(*again), told_of(*log), "a log that is written and read is the same");
  // What was cut off is no log.
  const std::size_t footer = text.rfind('\n', text.size() - 2) + 1;
  check(!suite::read_run_log(std::string_view(text).substr(0, footer)), "a log without its footer is refused");

  constexpr std::array kFormats{ReportFormat::text,  ReportFormat::json,     ReportFormat::junit, ReportFormat::tap,
                                ReportFormat::sarif, ReportFormat::markdown, ReportFormat::html};
  // WHY one while fuzzing: a report takes longer than reading its log.
  for (std::size_t i = 0; i < kFormats.size(); ++i) {
    if (notes.listens() || input.size() % kFormats.size() == i) check_report(kFormats[i], *log, notes);
  }
}

}  // namespace crosscheck::fuzz
