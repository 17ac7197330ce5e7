#include "suite/report_json.h"

namespace crosscheck::suite {
namespace {

Json run_of(const RunLog& log) {
  const LogHeader& header = log.header;
  Json run = {{"suite_version", header.suite_version}, {"standard_commit", header.standard_commit}, {"profile", header.profile}};
  run["command"] = header.command;
  run["started"] = header.started;
  run["finished"] = log.footer.finished;
  run["seed"] = header.seed;
  if (!header.shard.empty()) run["shard"] = header.shard;
  run["vectors"] = header.vectors;
  run["selected"] = header.selected;
  run["exit"] = log.footer.exit;
  if (log.footer.signal) run["signal"] = *log.footer.signal;
  return run;
}

Json counts_of_level(const LevelCount& count, Level level) {
  Json json = {{"asked", count.asked()}, {"bad", count.bad(level)}, {"outcomes", Json::object()}};
  for (std::size_t at = 0; at < kOutcomeCount; ++at) {
    if (count.of[at] != 0) json["outcomes"][std::string(to_string(static_cast<Outcome>(at)))] = count.of[at];
  }
  return json;
}

Json implementation_of(const Column& column, std::size_t run) {
  const ImplementationInfo& info = *column.info;
  Json json = {{"name", column.name}, {"run", run}, {"target", info.target}, {"version", info.version}};
  json["language"] = info.language;
  json["source"] = info.source;
  json["roles"] = info.roles;
  json["kinds"] = info.kinds;
  json["capabilities"] = info.capabilities;
  json["verdict"] = verdict_word(column);
  json["sentence"] = verdict_sentence(column);
  json["refused"] = info.refused ? Json(*info.refused) : Json();
  json["never_asked"] = column.missing;
  json["levels"] = Json::object();
  for (const Level level : kLevels) {
    if (column.at(level).total() != 0) json["levels"][std::string(to_string(level))] = counts_of_level(column.at(level), level);
  }
  return json;
}

Json vector_of(const Row& row, const std::vector<Column>& columns) {
  const LogLine& about = *row.about;
  Json json = {{"id", about.vector}, {"rev", about.rev}, {"area", about.area}, {"title", about.title}, {"kind", about.kind}};
  json["level"] = to_string(about.level);
  json["covers"] = about.covers;
  json["flags"] = about.flags;
  json["results"] = Json::object();
  for (std::size_t at = 0; at < columns.size(); ++at) {
    if (row.cells[at] != nullptr) json["results"][columns[at].name] = result_members(*row.cells[at]);
  }
  return json;
}

}  // namespace

Json result_members(const LogLine& line) {
  Json json = {{"outcome", to_string(line.outcome)}};
  if (line.direction) json["direction"] = to_string(*line.direction);
  if (!line.pointer.empty()) json["pointer"] = line.pointer;
  if (line.expected) json["expected"] = *line.expected;
  if (line.got) json["got"] = *line.got;
  if (!line.detail.empty()) json["detail"] = line.detail;
  if (!line.rule.empty()) json["rule"] = line.rule;
  if (!line.spec.empty()) json["spec"] = line.spec;
  if (line.question) json["question"] = *line.question;
  if (line.answer) json["answer"] = *line.answer;
  if (line.trace) json["trace"] = *line.trace;
  if (!line.wire.empty()) json["wire"] = line.wire;
  json["duration_us"] = line.duration_us;
  return json;
}

Json report_document(const ReportMatrix& matrix, int exit) {
  Json document = {{"report", 1}, {"exit", exit}, {"runs", Json::array()}, {"implementations", Json::array()}, {"vectors", Json::array()}};
  const RunLog* last = nullptr;
  for (const Column& column : matrix.columns) {
    if (column.log != last) document["runs"].push_back(run_of(*column.log));
    last = column.log;
    document["implementations"].push_back(implementation_of(column, document["runs"].size() - 1));
  }
  for (const Row& row : matrix.rows) document["vectors"].push_back(vector_of(row, matrix.columns));
  return document;
}

std::string json_report(const ReportMatrix& matrix, int exit) { return document_text(report_document(matrix, exit)); }

std::string document_text(const Json& document) { return document.dump(2, ' ', true, Json::error_handler_t::replace) + "\n"; }

}  // namespace crosscheck::suite
