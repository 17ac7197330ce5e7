// Kinds about servers: what a policy answers, and what is wrong with it.
#include "crosscheck/policy/policy.h"
#include "question/definitions.h"
#include "question/kinds.h"
#include "question/policy_document.h"
#include "question/policy_trace.h"
#include "question/policy_writer.h"

namespace crosscheck::question {
namespace {

// The compiled policy, or a refusal at its first error.
std::optional<policy::Policy> read_policy(const Question& question, const ObjectReader& input) {
  const std::optional<NodeIndex> node = input.required("policy");
  if (!node) return std::nullopt;
  policy::Compilation compilation = compile_policy(question.reading().tree(), *node);
  if (!compilation.errors.empty()) {
    const policy::Fault& first = compilation.errors.front();
    question.reading().refuse(input.pointer("policy") + first.pointer,
                              std::string(first.code()) + " " + std::string(first.name()) + ": " + first.message + " " + first.fix);
  }
  return std::move(compilation.policy);
}

}  // namespace

void answer_policy(const Question& question) {
  const ObjectReader input = question.input({"policy", "request"});
  const std::optional<policy::Policy> policy = read_policy(question, input);
  const ObjectReader request(question.reading(), input.required("request"), {"method", "path", "headers"});
  const std::string_view method = request.method("method");
  const std::string_view path = request.text_or("path", "/");
  const std::vector<HeaderView> headers = request.headers("headers");
  if (question.failed()) return;

  const policy::Decision decision = policy->decide(method, path, HeaderListView(headers));
  write_decision(question.out(), decision);
  trace_decision(decision, method, HeaderListView(headers), question.trace());
  define_policy(decision, HeaderListView(headers), question.trace());
}

void answer_validate_policy(const Question& question) {
  const ObjectReader input = question.input({"policy"});
  const std::optional<NodeIndex> node = input.required("policy");
  if (question.failed()) return;

  const policy::Compilation compilation = compile_policy(question.reading().tree(), *node);
  write_compilation(question.out(), compilation);
  trace_compilation(compilation, question.trace());
}

}  // namespace crosscheck::question
