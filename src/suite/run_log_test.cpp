#include "suite/run_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosscheck::suite {
namespace {

using ::testing::HasSubstr;

RunLog a_log() {
  RunLog log;
  log.header = {.suite_version = "0.1.0",
                .standard_commit = "586cd2a",
                .profile = "standard",
                .command = {"crosscheck", "run"},
                .started = "2026-07-02T12:00:00Z",
                .seed = 18446744073709551615U,
                .shard = "1/4",
                .vectors = 9,
                .selected = 2,
                .unreadable = {"b.json: line 1, column 2: this is not JSON"},
                .implementations = {{.name = "a",
                                     .target = "exec:a",
                                     .version = "1",
                                     .language = "C",
                                     .source = "s",
                                     .roles = {"library"},
                                     .kinds = {"fetch"},
                                     .capabilities = {"raw"},
                                     .refused = {}},
                                    {.name = "b",
                                     .target = "exec:b",
                                     .version = {},
                                     .language = {},
                                     .source = {},
                                     .roles = {},
                                     .kinds = {},
                                     .capabilities = {},
                                     .refused = "it never answered"}}};
  LogLine failed;
  failed.vector = "cors-check/one";
  failed.rev = 3;
  failed.area = "cors-check";
  failed.title = "A `*` that is none";
  failed.kind = "cors-check";
  failed.covers = {"CHK-3"};
  failed.flags = {"Wildcard"};
  failed.implementation = "a";
  failed.outcome = Outcome::fail;
  failed.direction = Direction::permissive;
  failed.pointer = "/result";
  failed.expected = Json("failure");
  failed.got = Json(nullptr);
  failed.detail = "</script>\x01\xC3\xBF";
  failed.rule = "CHK-3";
  failed.spec = "https://fetch.spec.whatwg.org/#concept-cors-check";
  failed.question = Json{{"kind", "cors-check"}, {"input", {{"z", 1.5}, {"a", Json::array()}}}};
  failed.answer = Json{{"output", nullptr}};
  failed.trace = Json::array({1});
  failed.wire = {"GET / HTTP/1.1\r\n\r\n"};
  failed.duration_us = 12;
  LogLine passed;
  passed.vector = "cors-check/two";
  passed.area = "cors-check";
  passed.title = "t";
  passed.kind = "cors-check";
  passed.level = Level::may;
  passed.implementation = "a";
  log.lines = {failed, passed};
  log.footer = {.finished = "2026-07-02T12:00:01Z", .counts = counts_of(log.lines), .exit = 1, .signal = 15};
  return log;
}

std::string written(const RunLog& log) {
  std::string text = to_json_line(log.header) + "\n";
  for (const LogLine& line : log.lines) text += to_json_line(line) + "\n";
  return text + to_json_line(log.footer) + "\n";
}

std::string fault_of(const std::string& text) {
  const Result<RunLog, LogError> log = read_run_log(text);
  return log ? "none" : log.error().message;
}

std::string with(std::string text, std::string_view what, std::string_view instead) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), instead);
}

TEST(RunLog, WhatIsReadBackIsWrittenTheSame) {
  const std::string text = written(a_log());
  const Result<RunLog, LogError> log = read_run_log(text);
  ASSERT_TRUE(log) << log.error().message;
  EXPECT_EQ(written(*log), text);
  EXPECT_EQ(log->lines[0].direction, Direction::permissive);
  EXPECT_EQ(log->lines[0].detail, "</script>\x01\xC3\xBF");
  EXPECT_EQ(log->lines[0].wire, std::vector<std::string>{"GET / HTTP/1.1\r\n\r\n"});
  EXPECT_EQ(log->header.seed, 18446744073709551615U);
  EXPECT_EQ(log->header.implementations[1].refused, "it never answered");
  EXPECT_EQ(log->footer.signal, 15);
}

TEST(RunLog, AGotOfNullIsNotAMissingOne) {
  RunLog log = a_log();
  ASSERT_TRUE(read_run_log(written(log)));
  EXPECT_EQ(read_run_log(written(log))->lines[0].got, Json(nullptr));
  log.lines[0].got.reset();
  EXPECT_FALSE(read_run_log(written(log))->lines[0].got.has_value());
}

TEST(RunLog, EachRecordIsOneLineWhateverItHolds) {
  RunLog log = a_log();
  log.lines[0].detail = "two\nlines\xFF";
  EXPECT_EQ(to_json_line(log.lines[0]).find('\n'), std::string::npos);
  EXPECT_THAT(read_run_log(written(log))->lines[0].detail, "two\nlines\xEF\xBF\xBD");
}

TEST(RunLog, ALogWithoutItsFooterIsRefused) {
  RunLog log = a_log();
  std::string text = written(log);
  text.resize(text.rfind("{\"record\":\"footer\""));
  EXPECT_THAT(fault_of(text), HasSubstr("line 3: the log ends without its footer"));
  EXPECT_EQ(fault_of(""), "the log is empty");
}

TEST(RunLog, ALineThatWasCutOffIsRefusedByNumber) {
  std::string text = written(a_log());
  text.resize(text.size() - 5);
  EXPECT_THAT(fault_of(text), HasSubstr("line 4: "));
  EXPECT_THAT(fault_of(to_json_line(a_log().header) + "\n\n"), HasSubstr("line 2: "));
}

TEST(RunLog, CountsThatTheLinesDoNotBearOutAreRefused) {
  RunLog log = a_log();
  log.footer.counts["a"]["must"]["fail"] = 2;
  EXPECT_THAT(fault_of(written(log)), HasSubstr("line 4: the footer's counts and the lines differ: \"a\", must, fail"));
  log.footer.counts = counts_of(log.lines);
  log.footer.counts["a"].erase("may");
  EXPECT_THAT(fault_of(written(log)), HasSubstr("\"a\", may, pass"));
  log.footer.counts.clear();
  EXPECT_THAT(fault_of(written(log)), HasSubstr("the footer leaves out what the lines show"));
  log.footer.counts = counts_of(log.lines);
  log.footer.counts["b"]["must"]["pass"] = 1;
  EXPECT_THAT(fault_of(written(log)), HasSubstr("the footer counts what no line shows"));
}

TEST(RunLog, UnknownMissingAndRepeatedKeysAreRefused) {
  const std::string text = written(a_log());
  EXPECT_THAT(fault_of(with(text, "\"seed\"", "\"sed\":1,\"seed\"")),
              HasSubstr("line 1: at /sed: this key is not known; did you mean \"seed\"?"));
  EXPECT_THAT(fault_of(with(text, "\"target\"", "\"taget\"")),
              HasSubstr("line 1: at /implementations/0/taget: this key is not known; did you mean \"target\"?"));
  EXPECT_THAT(fault_of(with(text, "\"rev\":3,", "")), HasSubstr("line 2: at the root: the key \"rev\" is missing"));
  EXPECT_THAT(fault_of(with(text, "\"rev\":3", "\"rev\":3,\"rev\":3")), HasSubstr("line 2: "));
  EXPECT_THAT(fault_of(with(text, "\"exit\":1", "\"exit\":1,\"more\":1")), HasSubstr("line 4: at /more: this key is not known"));
}

TEST(RunLog, ValuesOfAnotherTypeAreRefused) {
  const std::string text = written(a_log());
  EXPECT_THAT(fault_of(with(text, "\"rev\":3", "\"rev\":-3")),
              HasSubstr("line 2: at /rev: this has to be a whole number from 0 to 4294967295"));
  EXPECT_THAT(fault_of(with(text, "\"rev\":3", "\"rev\":4294967296")), HasSubstr("line 2: at /rev: this has to be a whole number"));
  EXPECT_THAT(fault_of(with(text, "\"outcome\":\"fail\"", "\"outcome\":\"failed\"")),
              HasSubstr("line 2: at /outcome: \"failed\" is none of the words"));
  EXPECT_THAT(fault_of(with(text, "[\"CHK-3\"]", "[3]")), HasSubstr("line 2: at /covers: this has to be a list of strings"));
  EXPECT_THAT(fault_of(with(text, "\"version\":1", "\"version\":2")), HasSubstr("line 1: at /version: this has to be 1"));
  EXPECT_THAT(fault_of(with(text, "\"got\":null", "\"got\":1e999")), HasSubstr("line 2: a number is too large"));
}

TEST(RunLog, RecordsOutOfPlaceAreRefused) {
  const RunLog log = a_log();
  const std::string header = to_json_line(log.header) + "\n";
  EXPECT_THAT(fault_of(to_json_line(log.lines[0])), HasSubstr("line 1: the first line must be the header"));
  EXPECT_THAT(fault_of(header + header), HasSubstr("line 2: a second header"));
  EXPECT_THAT(fault_of(written(log) + to_json_line(log.footer)), HasSubstr("line 5: something stands behind the footer"));
  EXPECT_THAT(fault_of(header + "{\"record\":\"page\"}\n"), HasSubstr("line 2: no record of this sort: \"page\""));
  EXPECT_THAT(fault_of("[1]\n"), HasSubstr("line 1: no record"));
}

TEST(RunLog, AVectorIsToldOnceOfAnImplementationThatTheHeaderNames) {
  RunLog log = a_log();
  log.lines[1].vector = log.lines[0].vector;
  EXPECT_THAT(fault_of(written(log)), HasSubstr("line 3: \"cors-check/one\" is told a second time of \"a\""));
  log = a_log();
  log.lines[1].implementation = "c";
  EXPECT_THAT(fault_of(written(log)), HasSubstr("line 3: the header names no implementation \"c\""));
  log = a_log();
  log.header.selected = 1;
  EXPECT_THAT(fault_of(written(log)), HasSubstr("line 3: \"a\" has more lines than the 1 vectors that were selected"));
  log = a_log();
  log.header.implementations[1].name = "a";
  EXPECT_THAT(fault_of(written(log)), HasSubstr("line 1: at /implementations: two implementations are called \"a\""));
}

}  // namespace
}  // namespace crosscheck::suite
