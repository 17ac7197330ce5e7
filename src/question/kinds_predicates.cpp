// Kinds about methods and header lines of requests.
#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "crosscheck/http/method.h"
#include "question/definitions.h"
#include "question/kinds.h"
#include "question/value_trace.h"

namespace crosscheck::question {

void answer_normalize_method(const Question& question) {
  const ObjectReader input = question.input({"method"});
  const std::string_view method = input.method("method");
  if (question.failed()) return;

  const std::string_view normalized = normalize_method(method);
  const bool forbidden = is_forbidden_method(method);
  trace_normalize_method(method, normalized, forbidden, question.trace());
  question.out().key("method");
  question.out().bytes(normalized);
  question.out().key("forbidden");
  question.out().boolean(forbidden);
}

void answer_safelisted_method(const Question& question) {
  const ObjectReader input = question.input({"method"});
  const std::string_view method = input.method("method");
  if (question.failed()) return;

  const bool safelisted = is_cors_safelisted_method(method);
  trace_safelisted_method(method, safelisted, question.trace());
  question.out().key("safelisted");
  question.out().boolean(safelisted);
}

void answer_safelisted_request_header(const Question& question) {
  const ObjectReader input = question.input({"name", "value"});
  const std::string_view name = input.header_name("name");
  const std::string_view value = input.bytes("value");
  if (question.failed()) return;

  question.out().key("safelisted");
  question.out().boolean(traced_safelisted_request_header(name, value, question.profile(), question.trace()));
}

void answer_no_cors_safelisted_request_header(const Question& question) {
  const ObjectReader input = question.input({"name", "value"});
  const std::string_view name = input.header_name("name");
  const std::string_view value = input.bytes("value");
  if (question.failed()) return;

  question.out().key("safelisted");
  question.out().boolean(is_no_cors_safelisted_request_header(name, value, question.profile(), question.trace()));
  define_no_cors_name(name, question.trace());
}

void answer_forbidden_request_header(const Question& question) {
  const ObjectReader input = question.input({"name", "value"});
  const std::string_view name = input.header_name("name");
  const std::string_view value = input.bytes("value");
  if (question.failed()) return;

  question.out().key("forbidden");
  question.out().boolean(is_forbidden_request_header(name, value, question.trace()));
}

void answer_unsafe_request_header_names(const Question& question) {
  const ObjectReader input = question.input({"headers"});
  const std::vector<HeaderView> headers = input.headers("headers", {.strip = false});
  if (question.failed()) return;

  question.out().key("names");
  question.out().begin_array();
  const std::vector<std::string> names = traced_unsafe_names(headers, question.profile(), question.trace());
  for (const std::string& name : names) question.out().bytes(name);
  question.out().end_array();
}

}  // namespace crosscheck::question
