// Whatever the bytes, there is one answer in one line of JSON; three readers of JSON agree; and earlier questions change nothing.
#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

#include "fuzz/check.h"
#include "fuzz/target.h"
#include "question/evaluate.h"
#include "question/json_careful_reader.h"
#include "question/json_document.h"
#include "question/json_number.h"

namespace crosscheck::fuzz {
namespace {

// Small, so that a fuzzer reaches them.
Limits limits() {
  Limits limits;
  limits.question_bytes = 16384;
  limits.depth = 24;
  limits.header_lines = 64;
  return limits;
}

std::string told(const std::optional<question::Refusal>& refusal) {
  if (!refusal) return "taken";
  return std::string(to_string(refusal->code)) + " " + std::to_string(refusal->offset) + " " + refusal->at + " " + refusal->detail;
}

bool same_trees(const question::JsonTree& one, const question::JsonTree& other) {
  if (one.size() != other.size()) return false;
  for (question::NodeIndex i = 0; i < one.size(); ++i) {
    const question::JsonNode& a = one[i];
    const question::JsonNode& b = other[i];
    const bool same_place = a.parent == b.parent && a.end == b.end && a.children == b.children && a.key == b.key;
    if (!same_place || a.type != b.type || a.truth != b.truth || a.text != b.text || a.lone_surrogate != b.lone_surrogate) return false;
  }
  return true;
}

bool has_huge_number(const question::JsonTree& tree) {
  for (question::NodeIndex i = 0; i < tree.size(); ++i) {
    if (tree[i].type == question::JsonType::number && std::isinf(question::json_number_value(tree[i].text))) return true;
  }
  return false;
}

void check_readers(std::string_view text) {
  question::JsonDocument document;
  const std::optional<question::Refusal> fast = document.read(text, limits());
  if (text.size() > limits().question_bytes) {
    check(fast && fast->code == question::ErrorCode::too_large, "a text beyond the limit is too large");
    return;
  }
  question::CarefulReader reader;
  question::JsonTree tree;
  check_same(told(reader.read(text, limits(), tree)), told(fast), "two readers of JSON refuse the same at the same place");
  check(same_trees(tree, document.tree()), "two readers of JSON lay out the same tree");
  // The third one is somebody else's. It takes a zero byte for the end, passes over a byte order mark, and refuses numbers that no double
  // holds.
  if (text.find('\0') != std::string_view::npos || text.starts_with("\xEF\xBB\xBF")) return;
  const bool is_json = nlohmann::json::accept(text);
  if (!fast) {
    check(is_json || has_huge_number(document.tree()), "what is taken for JSON is JSON", [&] { return readable(text); });
  } else if (fast->code == question::ErrorCode::not_json) {
    check(!is_json, "what is refused as no JSON is none", [&] { return told(fast) + "\n" + readable(text); });
  }
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  check_readers(input);
  Evaluator evaluator(limits());
  const AnswerView view = evaluator.evaluate(input);
  const std::string answer(view.json);
  const bool is_error = view.kind == AnswerKind::error;
  notes.note(answer);
  check(view.kind != AnswerKind::skip, "only an adapter skips");
  check(answer.find('\n') == std::string::npos, "an answer is one line");
  question::JsonDocument document;
  Limits of_answers;
  of_answers.depth = 256;
  const std::optional<question::Refusal> refusal = document.read(answer, of_answers);
  check(!refusal, "an answer is JSON", [&] { return told(refusal) + "\n" + readable(answer); });
  const question::JsonTree& tree = document.tree();
  check(tree.member(question::JsonTree::kRoot, is_error ? "error" : "output").has_value(), "an answer holds its output or its error",
        [&] { return readable(answer); });
  check_same(std::string(evaluator.evaluate(input).json), answer, "a question that is asked twice is answered alike");
  check_same(crosscheck::evaluate(input, limits()).json, answer, "what an evaluator was asked before changes nothing");
}

}  // namespace crosscheck::fuzz
