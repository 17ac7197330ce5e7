// Small reports of findings, for tests.
#pragma once

#include <string>
#include <utility>

#include "check/report.h"

namespace crosscheck::check {

// Markup of every format, characters that act on a terminal (NUL, C0, DEL, C1), that turn text or break lines, and bytes that are no UTF-8.
inline constexpr std::string_view kHostile(
    "</script><img src=x onerror=a()> ]]> & \" ' ` | @you #1 # SKIP \\ [x](y) {{ \0 \x01 \x1B[31m \x7F \xC2\x9B"
    "31m \xE2\x80\xAE \xD8\x9C \xE2\x80\xA8 \xFF ```",
    108);

inline ReportedProperty property_for_tests(std::string id, std::string name, Level severity, PropertyState state) {
  ReportedProperty property;
  property.id = std::move(id);
  property.name = std::move(name);
  property.severity = severity;
  property.sentence = "An origin that nobody named may not read.";
  property.why_it_matters = "Any site reads it.";
  property.fix = "Compare the whole origin.";
  property.reference = "https://fetch.spec.whatwg.org/#concept-cors-check";
  property.state = state;
  property.probes = 4;
  return property;
}

inline ReportedFinding finding_for_tests(std::string property, Level severity, Direction direction) {
  ReportedFinding finding;
  finding.property = std::move(property);
  finding.severity = severity;
  finding.probe = "/ permissive right-label";
  finding.url = "http://127.0.0.1:8080/";
  finding.summary = "An attacker's host that begins with an allowed one was let in.";
  finding.wanted = "The policy refuses https://app.example.evil.test.";
  finding.verdict = "A browser lets https://app.example.evil.test read this.";
  finding.direction = direction;
  finding.fix = "Compare the whole origin for equality, or anchor the expression at its end.";
  finding.evidence.push_back(
      {"GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nOrigin: https://app.example.evil.test\r\n\r\n",
       "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.example.evil.test\r\nContent-Length: 2\r\n\r\nok", "",
       "curl -i -H 'Origin: https://app.example.evil.test' http://127.0.0.1:8080/"});
  return finding;
}

// A server that fails one `must` and one `should`, and of which one rule was not asked.
inline FindingsReport report_for_tests() {
  FindingsReport report;
  report.command = {"crosscheck", "check", "http://127.0.0.1:8080/", "--policy", "policy.json"};
  report.started = "2026-07-02T12:00:00Z";
  report.finished = "2026-07-02T12:00:02Z";
  report.seed = 7;
  report.targets = {"http://127.0.0.1:8080/"};
  report.paths = {"/"};
  report.policy_name = "policy.json";
  report.probes = 2310;
  report.cells_tested = 640;
  report.cells_declared = 700;
  report.properties = {property_for_tests("P004", "unknown-origins-refused", Level::must, PropertyState::holds),
                       property_for_tests("P007", "right-labels-refused", Level::must, PropertyState::fails),
                       property_for_tests("P039", "oversize-origins", Level::should, PropertyState::fails),
                       property_for_tests("P066", "no-handler-in-preflights", Level::must, PropertyState::not_testable)};
  report.properties.back().not_asked = "whether a handler ran cannot be seen from outside";
  report.findings = {finding_for_tests("P039", Level::should, Direction::other),
                     finding_for_tests("P007", Level::must, Direction::permissive)};
  report.findings[0].probe = "/ other long-origin";
  report.assumptions = {"The probe client is not a browser."};
  report.facts = {"A refused origin is served, without CORS headers (P100)."};
  return report;
}

// The same server, in which nothing is wrong.
inline FindingsReport good_report() {
  FindingsReport report = report_for_tests();
  report.findings.clear();
  for (ReportedProperty& property : report.properties) {
    if (property.state == PropertyState::fails) property.state = PropertyState::holds;
  }
  return report;
}

// Text that attacks every format, wherever a server or a policy can put it.
inline FindingsReport hostile_report() {
  FindingsReport report = report_for_tests();
  const std::string hostile(kHostile);
  ReportedFinding& finding = report.findings[0];
  finding.summary = finding.probe = finding.wanted = finding.verdict = finding.fix = finding.url = hostile;
  finding.labels = {hostile, hostile};
  finding.count = 2;
  finding.evidence[0] = {"GET / HTTP/1.1\r\nOrigin: " + hostile + "\r\n\r\n",
                         "HTTP/1.1 200 " + hostile + "\r\nX: " + hostile + "\r\n\r\n" + hostile, hostile, "curl '" + hostile + "'"};
  finding.known = KnownFinding{"P039", hostile, hostile, "javascript:alert(1)"};
  report.vacuous = hostile;
  report.incomplete = hostile;
  report.targets = {hostile};
  report.policy_name = hostile;
  report.assumptions = {hostile};
  report.gone = {{"P004", hostile, hostile, hostile}};
  return report;
}

}  // namespace crosscheck::check
