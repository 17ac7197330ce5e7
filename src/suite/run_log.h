// The run log: JSON Lines, lossless, from which every report is made. One header, a line for each vector and implementation, one footer;
// without its footer a log is invalid. Its schema is conformance/schema/run-log.schema.json. Values and pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "crosscheck/base/result.h"
#include "suite/outcome.h"

namespace crosscheck::suite {

using Json = nlohmann::ordered_json;

// An implementation as it was plugged in and as it introduced itself.
struct ImplementationInfo {
  std::string name;    // unique in a log; "crosscheck" for the engine
  std::string target;  // "builtin:engine", "exec:python3 adapter.py"
  std::string version;
  std::string language;
  std::string source;
  std::vector<std::string> roles;
  std::vector<std::string> kinds;
  std::vector<std::string> capabilities;
  std::optional<std::string> refused;  // why nothing of it counts: it failed the greeting or the probes
};

struct LogHeader {
  std::string suite_version;    // of the program
  std::string standard_commit;  // of whatwg/fetch
  std::string profile;          // "standard"
  std::vector<std::string> command;
  std::string started;  // "2026-07-02T12:00:00Z"
  std::uint64_t seed = 0;
  std::string shard;                    // "1/4"; empty where there is one
  std::size_t vectors = 0;              // how many the suite holds
  std::size_t selected = 0;             // how many are meant by this run
  std::vector<std::string> unreadable;  // what is wrong with each file of vectors that could not be read
  std::vector<ImplementationInfo> implementations;
};

// One vector asked of one implementation.
struct LogLine {
  std::string vector;
  unsigned rev = 1;
  std::string area;
  std::string title;
  std::string kind;
  Level level = Level::must;
  std::vector<std::string> covers;
  std::vector<std::string> flags;
  std::string implementation;  // its name
  Outcome outcome = Outcome::pass;
  // Where it differs; empty or null on a pass.
  std::optional<Direction> direction;
  std::string pointer;            // JSON pointer into the answer's output
  std::optional<Json> expected;   // at the pointer
  std::optional<Json> got;        // at the pointer; nothing where there is no such key
  std::string detail;             // a sentence: why a crash, a skip, an error; which alternative was taken
  std::string rule;               // the deciding one, by the engine: "CHK-3"
  std::string spec;               // its place in the standard
  std::optional<Json> question;   // what was asked, on anything but a pass or a skip: {"kind": …, "input": …}
  std::optional<Json> answer;     // the whole answer, on the same
  std::optional<Json> trace;      // the engine's own trace, on the same
  std::vector<std::string> wire;  // where there was a wire, each message's bytes: UTF-8 of one code point U+0000-U+00FF for each byte
  std::uint64_t duration_us = 0;
};

// implementation -> level -> outcome -> how many; what never came up is left out.
using LogCounts = std::map<std::string, std::map<std::string, std::map<std::string, std::size_t>>>;

struct LogFooter {
  std::string finished;
  LogCounts counts;
  int exit = 0;
  std::optional<int> signal;
};

struct RunLog {
  LogHeader header;
  std::vector<LogLine> lines;
  LogFooter footer;
};

// What a footer has to say of these lines.
LogCounts counts_of(const std::vector<LogLine>& lines);

// One line of JSON each, without the line's end. Members that are empty or null may be left out. What is no UTF-8 becomes U+FFFD.
std::string to_json_line(const LogHeader& header);
std::string to_json_line(const LogLine& line);
std::string to_json_line(const LogFooter& footer);

struct LogError {
  std::string message;  // names the line: "line 7: …"
};

// The whole log. Refused: a line that is none, unknown, missing or duplicate keys, a log without its footer, a line of an implementation that
// the header does not name, a vector told twice of one implementation, more lines than were selected, counts that the lines do not bear out.
Result<RunLog, LogError> read_run_log(std::string_view text);

}  // namespace crosscheck::suite
