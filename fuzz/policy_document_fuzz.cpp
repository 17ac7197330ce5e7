// A policy document in JSON is refused with reasons or compiled; and what is written of it is read and compiled as the same policy.
#include <string>

#include "fuzz/check.h"
#include "fuzz/target.h"
#include "question/json_document.h"
#include "question/json_writer.h"
#include "question/policy_document.h"
#include "question/policy_writer.h"

namespace crosscheck::fuzz {
namespace {

std::string written(const policy::Document& document) {
  question::JsonWriter writer;
  question::write_policy_document(writer, document);
  return std::string(writer.written());
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  question::JsonDocument json;
  // What has two keys of one name or a lone surrogate is refused before anybody reads it as a policy.
  if (json.read(input, {})) return;
  const question::PolicyReading reading = question::read_policy_document(json.tree(), question::JsonTree::kRoot);
  const policy::Compilation compilation = question::compile_policy(json.tree(), question::JsonTree::kRoot);
  check(compilation.policy.has_value() == compilation.errors.empty(), "a policy that is refused says why, and no other does");
  check(reading.faults.empty() || !compilation.policy, "a document with a fault of its shape does not compile");
  for (const auto* const faults : {&compilation.errors, &compilation.warnings}) {
    for (const policy::Fault& fault : *faults) {
      notes.note(fault.pointer + " " + std::string(fault.code()) + " " + fault.message);
      check(!fault.message.empty() && !fault.fix.empty(), "a fault says what is wrong and what to write instead",
            [&] { return std::string(fault.code()); });
    }
  }
  question::JsonWriter writer;
  writer.begin_object();
  question::write_compilation(writer, compilation);
  writer.end_object();
  question::JsonDocument answer;
  check(!answer.read(writer.written(), {}), "what is said of a policy is JSON", [&] { return readable(writer.written()); });
  if (!compilation.policy) return;

  const std::string normal = written(compilation.policy->normal_form());
  notes.note(normal);
  question::JsonDocument again;
  check(!again.read(normal, {}), "a policy that is written is JSON", [&] { return readable(normal); });
  const policy::Compilation second = question::compile_policy(again.tree(), question::JsonTree::kRoot);
  check(second.policy.has_value(), "a policy that is written is a policy", [&] { return readable(normal); });
  check(*second.policy == *compilation.policy, "a policy that is written and read is the same");
  check_same(written(second.policy->normal_form()), normal, "a normal form is written as it was read");
}

}  // namespace crosscheck::fuzz
