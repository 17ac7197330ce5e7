#include "cli/policy_verb.h"

#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/policy_ask.h"
#include "cli/policy_file.h"
#include "cli/policy_report.h"
#include "cli/terminal.h"
#include "crosscheck/reason/reason.h"
#include "question/json_writer.h"
#include "question/policy_writer.h"

namespace crosscheck::cli {
namespace {

using question::JsonWriter;

int finish_writing(std::FILE* out, std::FILE* err, int code) {
  if (std::fflush(out) == 0 && std::ferror(out) == 0) return code;
  fmt::print(err, "crosscheck policy: the answer cannot be written.\n");
  return kCouldNotRun;
}

void print_json(const JsonWriter& json, std::FILE* out) { fmt::print(out, "{}\n", json.written()); }

void print_compilation_as_json(const policy::Compilation& compilation, std::FILE* out) {
  JsonWriter json;
  json.begin_object();
  question::write_compilation(json, compilation);
  json.end_object();
  print_json(json, out);
}

void write_exchange(JsonWriter& json, std::string_view key, const std::optional<Exchange>& exchange, std::string_view path) {
  json.key(key);
  if (!exchange) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("request");
  json.begin_object();
  json.key("method");
  json.bytes(exchange->method);
  json.key("path");
  json.text(path);
  json.key("headers");
  json.begin_array();
  for (const HeaderView& header : exchange->lines) {
    json.begin_array();
    json.bytes(header.name);
    json.bytes(header.value);
    json.end_array();
  }
  json.end_array();
  json.end_object();
  json.key("answer");
  json.begin_object();
  question::write_decision(json, exchange->decision);
  json.end_object();
  json.end_object();
}

void print_answer_as_json(const PolicyFile& file, const AskedRequest& request, const AskedAnswer& answer, std::string_view path,
                          std::FILE* out) {
  JsonWriter json;
  json.begin_object();
  json.key("allowed");
  json.boolean(answer.allowed());
  json.key("reason");
  if (answer.reason()) {
    json.text(to_string(*answer.reason()));
  } else {
    json.null();
  }
  json.key("credentials");
  json.boolean(answer.allows_credentials());
  json.key("decided_by");
  json.begin_object();
  json.key("pointer");
  json.text(answer.decided_by());
  // Null where the document leaves the key out.
  const std::optional<std::size_t> offset = file.places().find(answer.decided_by());
  json.key("line");
  if (offset) {
    json.number(file.lines().place(*offset).line);
  } else {
    json.null();
  }
  json.key("text");
  if (offset) {
    json.text(file.lines().line(file.lines().place(*offset).line));
  } else {
    json.null();
  }
  json.end_object();
  write_exchange(json, "preflight", answer.preflight(), path);
  write_exchange(json, "actual", answer.actual(), path);
  json.key("notes");
  json.begin_array();
  for (const std::string& note : request.notes) json.text(note);
  json.end_array();
  json.end_object();
  print_json(json, out);
}

void print_exchange(PolicyReport& report, const Exchange& exchange, std::string_view path) {
  report.print_labelled("sent", fmt::format("{} {}", exchange.method, path));
  for (const HeaderView& header : exchange.lines) report.print_header(header);
  const std::optional<std::uint16_t> status = exchange.decision.status();
  const std::string answered = status ? fmt::format("status {}", *status) : "the application's status and body";
  const std::string_view headers = exchange.decision.headers().empty() ? ", and no CORS header" : status ? "" : ", and these headers:";
  report.print_labelled("answered", fmt::format("{}{}", answered, headers));
  for (const policy::AnswerHeader& header : exchange.decision.headers()) report.print_header({header.name, header.joined()});
}

void print_answer(const PolicyFile& file, const AskedRequest& request, const AskedAnswer& answer, std::string_view path, std::FILE* out) {
  PolicyReport report(out);
  std::string names;
  for (const std::string& name : request.names) names += (names.empty() ? " with " : ", ") + name;
  for (const std::string& line : wrapped(printable(fmt::format("{} {} from {}{}", request.method, path, request.origin, names)), kColumns))
    fmt::print(out, "{}\n", line);
  if (answer.allowed()) {
    fmt::print(out, "{}, {}\n", report.in_colour("allowed", kGreen),
               answer.allows_credentials() ? "with and without credentials" : "without credentials");
  } else {
    fmt::print(out, "{}: {}\n", report.in_colour("refused", kRed), to_string(*answer.reason()));
  }
  fmt::print(out, "\n");
  if (!answer.allowed()) {
    const ReasonInfo& info = reason_info(*answer.reason());
    report.print_labelled("why", info.sentence);
    report.print_labelled("fix", info.advice);
  }
  report.print_place("decided by", file, answer.decided_by());
  if (!file.places().find(answer.decided_by())) report.print_labelled("", "It is left out there, and has its default.");
  for (const std::string& note : request.notes) report.print_labelled("note", note);
  if (answer.preflight()) {
    report.print_title("First the preflight");
    print_exchange(report, *answer.preflight(), path);
    report.print_title("Then the request");
  } else {
    report.print_title("The request, without a preflight");
  }
  if (!answer.actual()) {
    fmt::print(out, "  It is not sent, since the preflight was refused.\n");
    return;
  }
  print_exchange(report, *answer.actual(), path);
  if (!answer.allowed()) report.print_labelled("", "It was sent; the browser keeps the answer from the script.");
}

}  // namespace

int policy_verb(const PolicyOptions& options, int in, std::FILE* out, std::FILE* err) {
  std::optional<AskedRequest> request;
  if (options.asks) {
    Result<AskedRequest, BadAsk> parsed = parse_ask(options.ask);
    if (!parsed) {
      fmt::print(err,
                 "crosscheck policy: --ask takes METHOD ORIGIN [HEADERS], as in\n"
                 "  --ask 'PUT https://app.example x-a,x-b'\n"
                 "but {}.\n",
                 parsed.error().message);
      return kUnusableInput;
    }
    request = std::move(parsed).value();
  }
  const Result<std::unique_ptr<PolicyFile>, PolicyFile::Unreadable> read = PolicyFile::read(options.file, in);
  if (!read) {
    fmt::print(err, "crosscheck policy: {}\n", read.error().message);
    return kUnusableInput;
  }
  const PolicyFile& file = **read;
  const policy::Compilation& compilation = file.compilation();
  if (!request || !compilation.policy) {
    if (options.json) {
      print_compilation_as_json(compilation, out);
    } else {
      PolicyReport report(out);
      report.print_faults(file);
      if (compilation.policy) report.print_normal_form(compilation.policy->normal_form());
    }
    return finish_writing(out, err, compilation.policy ? kDone : kDoesNotHold);
  }
  const AskedAnswer answer(*compilation.policy, *request, options.path);
  if (options.json) {
    print_answer_as_json(file, *request, answer, options.path, out);
  } else {
    print_answer(file, *request, answer, options.path, out);
  }
  return finish_writing(out, err, kDone);
}

}  // namespace crosscheck::cli
