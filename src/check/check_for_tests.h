// For tests: a server that does what a policy says, bugs in it, and the check that is put to it.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "check/check_run.h"
#include "check/probe.h"
#include "crosscheck/policy/policy.h"
#include "question/json_document.h"
#include "question/policy_document.h"
#include "wire/scripted_server.h"

namespace crosscheck::check {

inline policy::Policy policy_from(std::string_view json) {
  question::JsonDocument document;
  EXPECT_FALSE(document.read(json, Limits()).has_value()) << json;
  policy::Compilation compilation = question::compile_policy(document.tree(), question::JsonTree::kRoot);
  for (const policy::Fault& fault : compilation.errors) ADD_FAILURE() << fault.code() << " at " << fault.pointer << ": " << fault.message;
  return std::move(compilation.policy).value();
}

// Requests under a policy that allows https://app.example and nobody else.
inline Probe from_allowed() { return actual_probe({PropertyId::P001}, "an allowed origin", "/", "https://app.example"); }
inline Probe from_stranger() { return actual_probe({PropertyId::P004}, "a stranger", "/", "https://evil.test"); }

// What a server sends, before it is bytes.
struct SentAnswer {
  int status = 200;
  std::vector<Header> headers;
  std::string body = "hello";
};

inline std::string bytes_of(const SentAnswer& answer, bool is_head) {
  std::string bytes = "HTTP/1.1 " + std::to_string(answer.status) + " X\r\n";
  for (const Header& header : answer.headers) bytes += header.name + ": " + header.value + "\r\n";
  if (answer.status != 204 && answer.status != 304) bytes += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
  const bool has_body = !is_head && answer.status != 204 && answer.status != 304;
  return bytes + "\r\n" + (has_body ? answer.body : std::string());
}

inline std::string path_in(std::string_view target) { return std::string(target.substr(0, target.find('?'))); }

// What the policy says, by its own decision. Every path is there, and says its own name.
inline SentAnswer correct_answer(const policy::Policy& policy, const wire::ReceivedRequest& request) {
  std::vector<HeaderView> lines;
  for (const Header& header : request.headers) lines.push_back({header.name, header.value});
  const std::string path = path_in(request.target);
  const policy::Decision decision = policy.decide(request.method, path, HeaderListView(lines));
  SentAnswer answer;
  answer.body = "this is " + path;
  for (const policy::AnswerHeader& header : decision.headers()) answer.headers.push_back({std::string(header.name), header.joined()});
  if (const auto status = decision.status()) {
    answer.status = *status;
    answer.body.clear();
  } else if (request.method == "OPTIONS") {
    answer.status = 204;
  }
  return answer;
}

// A bug: what becomes of the correct answer.
using Bug = std::function<void(const wire::ReceivedRequest&, SentAnswer&)>;

inline std::string sent_value(const wire::ReceivedRequest& request, std::string_view name) {
  for (const Header& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

inline void set_header(SentAnswer& answer, const std::string& name, const std::string& value) {
  std::erase_if(answer.headers, [&](const Header& header) { return header.name == name; });
  answer.headers.push_back({name, value});
}

inline void drop_header(SentAnswer& answer, std::string_view name) {
  std::erase_if(answer.headers, [&](const Header& header) { return header.name == name; });
}

inline wire::Script script_of(policy::Policy policy, Bug bug = {}) {
  return [policy = std::move(policy), bug = std::move(bug)](const wire::ReceivedRequest& request) {
    SentAnswer answer = correct_answer(policy, request);
    if (bug) bug(request, answer);
    return wire::ScriptedReply{bytes_of(answer, request.method == "HEAD"), wire::AfterReply::keep_open};
  };
}

inline wire::ScriptedServer server_of(wire::Script script) {
  wire::ServerOptions options;
  options.keeps_log = false;
  auto server = wire::ScriptedServer::start(std::move(script), options);
  if (!server) ADD_FAILURE() << server.error().message;
  return std::move(server).value();
}

inline Target target_of(const wire::ScriptedServer& server, std::string_view path = "/") {
  Result<Target, TargetError> target = parse_target(server.url() + std::string(path));
  if (!target) ADD_FAILURE() << target.error().message;
  return std::move(target).value();
}

inline CheckOptions patient_options() {
  CheckOptions options;
  options.seed = 7;
  options.prober.timeout = std::chrono::seconds(120);
  return options;
}

inline CheckRun run_of(const wire::ScriptedServer& server, const policy::Policy& policy, const CheckOptions& options = patient_options(),
                       std::string_view path = "/") {
  const suite::Stop stop;
  Result<CheckRun, CheckError> run = check_target(target_of(server, path), policy, options, stop);
  if (!run) {
    ADD_FAILURE() << run.error().message;
    return {};
  }
  return std::move(run).value();
}

// "P007 permissive: …" for each finding.
inline std::vector<std::string> told(const CheckRun& run) {
  std::vector<std::string> lines;
  for (const Finding& finding : run.findings) {
    lines.push_back(std::string(property(finding.property).code) + " " + std::string(suite::to_string(finding.direction)) + " " +
                    finding.path + " " + finding.key + ": " + finding.summary);
  }
  return lines;
}

inline bool finds(const CheckRun& run, PropertyId id) {
  return std::any_of(run.findings.begin(), run.findings.end(), [id](const Finding& finding) { return finding.property == id; });
}

}  // namespace crosscheck::check
