#include "suite/run_log.h"

#include "suite/json_text.h"

namespace crosscheck::suite {
namespace {

// Members that say nothing are left out.
void put(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}
void put(Json& object, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) object[key] = values;
}
void put(Json& object, const char* key, const std::optional<Json>& value) {
  if (value) object[key] = *value;
}

Json to_json(const ImplementationInfo& info) {
  Json json = {{"name", info.name}, {"target", info.target}};
  put(json, "version", info.version);
  put(json, "language", info.language);
  put(json, "source", info.source);
  put(json, "roles", info.roles);
  put(json, "kinds", info.kinds);
  put(json, "capabilities", info.capabilities);
  if (info.refused) json["refused"] = *info.refused;
  return json;
}

}  // namespace

LogCounts counts_of(const std::vector<LogLine>& lines) {
  LogCounts counts;
  for (const LogLine& line : lines) {
    ++counts[line.implementation][std::string(to_string(line.level))][std::string(to_string(line.outcome))];
  }
  return counts;
}

std::string to_json_line(const LogHeader& header) {
  Json json = {{"record", "header"}, {"version", 1}, {"suite_version", header.suite_version}};
  json["standard_commit"] = header.standard_commit;
  json["profile"] = header.profile;
  json["command"] = header.command;
  json["started"] = header.started;
  json["seed"] = header.seed;
  put(json, "shard", header.shard);
  json["vectors"] = header.vectors;
  json["selected"] = header.selected;
  put(json, "unreadable", header.unreadable);
  json["implementations"] = Json::array();
  for (const ImplementationInfo& info : header.implementations) json["implementations"].push_back(to_json(info));
  return to_text(json);
}

std::string to_json_line(const LogLine& line) {
  Json json = {{"record", "result"}, {"vector", line.vector}, {"rev", line.rev},
               {"area", line.area},  {"title", line.title},   {"kind", line.kind}};
  json["level"] = to_string(line.level);
  put(json, "covers", line.covers);
  put(json, "flags", line.flags);
  json["implementation"] = line.implementation;
  json["outcome"] = to_string(line.outcome);
  if (line.direction) json["direction"] = to_string(*line.direction);
  put(json, "pointer", line.pointer);
  put(json, "expected", line.expected);
  put(json, "got", line.got);
  put(json, "detail", line.detail);
  put(json, "rule", line.rule);
  put(json, "spec", line.spec);
  put(json, "question", line.question);
  put(json, "answer", line.answer);
  put(json, "trace", line.trace);
  put(json, "wire", line.wire);
  json["duration_us"] = line.duration_us;
  return to_text(json);
}

std::string to_json_line(const LogFooter& footer) {
  Json json = {{"record", "footer"}, {"finished", footer.finished}, {"counts", Json::object()}};
  for (const auto& [implementation, levels] : footer.counts) {
    for (const auto& [level, outcomes] : levels) {
      for (const auto& [outcome, count] : outcomes) json["counts"][implementation][level][outcome] = count;
    }
  }
  json["exit"] = footer.exit;
  if (footer.signal) json["signal"] = *footer.signal;
  return to_text(json);
}

}  // namespace crosscheck::suite
