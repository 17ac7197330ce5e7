// Small logs, for the tests of reports.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suite/report_matrix.h"
#include "suite/run_log.h"

namespace crosscheck::suite {

// Markup of every format, a control character, a turned text and bytes that are no UTF-8.
inline constexpr std::string_view kHostile =
    "</script><img src=x onerror=a()> ]]> & \" ' ` | @you # SKIP \\ [x](y) {{ \x01 \x1B[31m \xE2\x80\xAE \xFF";

inline LogLine line_of(std::string vector, std::string implementation, Outcome outcome, Level level = Level::must) {
  LogLine line;
  line.area = vector.substr(0, vector.find('/'));
  line.vector = std::move(vector);
  line.title = "What is asked here";
  line.kind = "cors-check";
  line.level = level;
  line.implementation = std::move(implementation);
  line.outcome = outcome;
  return line;
}

inline LogLine failing_line(std::string vector, std::string implementation, Direction direction) {
  LogLine line = line_of(std::move(vector), std::move(implementation), Outcome::fail);
  line.direction = direction;
  line.pointer = "/result";
  line.expected = Json("failure");
  line.got = Json("success");
  line.rule = "CHK-4";
  line.spec = "https://fetch.spec.whatwg.org/#concept-cors-check";
  line.question = Json{{"kind", "cors-check"}, {"input", {{"origin", "https://a.test"}, {"headers", Json::array()}}}};
  line.answer = Json{{"output", {{"result", "success"}}}};
  line.trace = Json::array({Json{{"rule", "CHK-4"}, {"spec", line.spec}, {"step", "4"}, {"outcome", "failure"}, {"text", "It differs."}}});
  return line;
}

// A log of these lines; `selected` is what its longest implementation has.
inline RunLog log_of(std::vector<std::string> names, std::vector<LogLine> lines, std::size_t selected) {
  RunLog log;
  log.header.suite_version = "0.1.0";
  log.header.standard_commit = "586cd2a44c2a";
  log.header.profile = "standard";
  log.header.command = {"crosscheck", "run"};
  log.header.started = "2026-07-02T12:00:00Z";
  log.header.vectors = selected;
  log.header.selected = selected;
  for (std::string& name : names) {
    ImplementationInfo info;
    info.target = "exec:" + name;
    info.name = std::move(name);
    log.header.implementations.push_back(std::move(info));
  }
  log.lines = std::move(lines);
  log.footer.finished = "2026-07-02T12:00:01Z";
  log.footer.counts = counts_of(log.lines);
  return log;
}

// Passes, fails both ways, has a note, and text that attacks every format; a second implementation was refused.
inline RunLog mixed_log() {
  LogLine hostile = failing_line("b/hostile", "lib", Direction::other);
  hostile.title = kHostile;
  hostile.detail = kHostile;
  hostile.expected = Json(std::string(kHostile));
  hostile.got.reset();
  hostile.spec = "javascript:alert(1)";
  LogLine known = line_of("b/known", "lib", Outcome::expected_fail);
  known.detail = "issue 7";
  LogLine crashed = line_of("b/crash", "lib", Outcome::crash);
  crashed.detail = "ended with signal 11";
  RunLog log =
      log_of({"lib", "liar"},
             {line_of("a/pass", "lib", Outcome::pass), failing_line("a/strict", "lib", Direction::strict),
              failing_line("a/permissive", "lib", Direction::permissive), line_of("a/should", "lib", Outcome::non_strict, Level::should),
              line_of("a/skip", "lib", Outcome::skip), hostile, known, crashed},
             8);
  log.header.implementations[1].refused = "it says yes to everything";
  return log;
}

}  // namespace crosscheck::suite
