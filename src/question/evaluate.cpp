#include "question/evaluate.h"

#include <exception>
#include <vector>

#include "crosscheck/base/nearest.h"
#include "question/hello.h"
#include "question/json_document.h"
#include "question/json_writer.h"
#include "question/kinds.h"
#include "question/reading.h"
#include "question/trace_writer.h"

namespace crosscheck {
namespace {

using question::ErrorCode;
using question::JsonTree;
using question::JsonType;
using question::JsonWriter;
using question::Kind;
using question::NodeIndex;
using question::ObjectReader;
using question::Question;
using question::Reading;
using question::Refusal;

constexpr Kind kHello{"hello", question::answer_hello};

// The id, wherever it can be read; a fault elsewhere does not matter.
std::optional<std::string_view> find_id(const JsonTree& tree) {
  if (tree.empty()) return std::nullopt;
  const std::optional<NodeIndex> id = tree.member(JsonTree::kRoot, "id");
  if (!id || tree[*id].type != JsonType::string || tree[*id].lone_surrogate) return std::nullopt;
  return tree[*id].text;
}

void write_error(JsonWriter& out, const Refusal& refusal) {
  out.key("error");
  out.begin_object();
  out.key("code");
  out.text(to_string(refusal.code));
  if (refusal.code == ErrorCode::not_json) {
    out.key("offset");
    out.number(refusal.offset);
  } else {
    out.key("at");
    out.text(refusal.at);
  }
  out.key("detail");
  out.text(refusal.detail);
  out.end_object();
}

std::string unknown_kind(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Kind& kind : question::all_kinds()) names.push_back(kind.name);
  const std::string_view meant = nearest(name, names);
  std::string detail = question::shown(name) + " is not a kind of question";
  if (!meant.empty()) detail += "; did you mean " + question::shown(meant) + "?";
  return detail += (meant.empty() ? ". The kinds are " : " The kinds are ") + question::shown_list(names) + ".";
}

const Profile& read_profile(const ObjectReader& root) {
  const std::string_view name = root.text_or("profile", "standard");
  const Profile* const profile = root.reading().failed() ? nullptr : profile_by_name(name);
  if (profile != nullptr) return *profile;
  root.refuse("profile", question::shown(name) + R"( is not a profile; they are "standard", "chromium", "firefox" and "webkit".)");
  return standard_profile();
}

}  // namespace

struct Evaluator::Parts {
  Limits limits;
  Speaks speaks = Speaks::questions;
  bool greeted = false;
  question::JsonDocument document;
  JsonWriter out;

  AnswerKind answer(std::string_view text) {
    out.clear();
    out.begin_object();
    std::optional<Refusal> refusal = document.read(text, limits);
    if (const std::optional<std::string_view> id = find_id(document.tree())) {
      out.key("id");
      out.text(*id);
    }
    const JsonWriter::Mark behind_id = out.mark();
    AnswerKind kind = AnswerKind::output;
    if (!refusal) {
      Reading reading(document.tree(), limits);
      kind = answer_question(reading);
      refusal = reading.refusal();
    }
    if (refusal) {
      out.back_to(behind_id);
      write_error(out, *refusal);
      kind = AnswerKind::error;
    }
    out.end_object();
    return kind;
  }

  // Faults are met in this order: unknown keys, id, kind, profile, trace, input.
  AnswerKind answer_question(Reading& reading) {
    const ObjectReader root(reading, JsonTree::kRoot, {"id", "kind", "input", "profile", "trace"});
    if (root.find("id")) root.text("id");
    const std::string_view name = root.text("kind");
    if (reading.failed()) return AnswerKind::error;
    const Kind* const kind = speaks == Speaks::as_adapter && name == kHello.name ? &kHello : question::kind_by_name(name);
    if (kind == nullptr) {
      if (greeted) {
        out.key("skip");
        out.text("kind:" + std::string(name));
        return AnswerKind::skip;
      }
      root.refuse("kind", unknown_kind(name), ErrorCode::unknown_kind);
      return AnswerKind::error;
    }
    const Profile& profile = read_profile(root);
    const bool traced = root.boolean_or("trace", false);
    const std::optional<NodeIndex> input = root.required("input");
    if (reading.failed()) return AnswerKind::error;

    CollectingTrace sink;
    const Question question(reading, input, profile, traced ? &sink : nullptr, out);
    out.key("output");
    out.begin_object();
    kind->answer(question);
    if (traced && !kind->writes_trace) question::write_trace(out, sink.steps());
    out.end_object();
    if (kind == &kHello && !reading.failed()) greeted = true;
    return AnswerKind::output;
  }
};

Evaluator::Evaluator(const Limits& limits, Speaks speaks) : parts_(std::make_unique<Parts>()) {
  parts_->limits = limits;
  parts_->speaks = speaks;
}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

AnswerView Evaluator::evaluate(std::string_view question) {
  AnswerKind kind = AnswerKind::error;
  try {
    kind = parts_->answer(question);
  } catch (const std::exception& exception) {
    // WHY: whatever goes wrong in here, who asked gets an answer.
    JsonWriter& out = parts_->out;
    out.clear();
    out.begin_object();
    write_error(out, {ErrorCode::internal, 0, "", std::string("This should not happen: ") + exception.what() + "."});
    out.end_object();
  }
  return {parts_->out.written(), kind};
}

Answer evaluate(std::string_view question, const Limits& limits) {
  Evaluator evaluator(limits);
  const AnswerView answer = evaluator.evaluate(question);
  return {std::string(answer.json), answer.kind};
}

}  // namespace crosscheck
