#include "oracle/diff.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "oracle/diff_pair.h"
#include "oracle/diff_text.h"
#include "oracle/problem.h"
#include "question/evaluate.h"
#include "question/json_document.h"
#include "question/reading.h"
#include "suite/json_text.h"

namespace crosscheck::oracle {
namespace {

using question::ErrorCode;
using question::JsonTree;
using question::JsonType;
using question::NodeIndex;
using question::ObjectReader;
using question::Reading;
using question::Refusal;
using suite::Json;

// The questions and answers lie deeper here than where they are asked alone, and each question has its own limit.
constexpr std::size_t kDepth = 128;

Response refused(const Refusal& refusal) {
  Json error = {{"code", std::string(to_string(refusal.code))}};
  if (refusal.code == ErrorCode::not_json) {
    error["offset"] = refusal.offset;
  } else {
    error["at"] = refusal.at;
  }
  error["detail"] = refusal.detail;
  return problem_of_answer(suite::to_text(Json{{"error", std::move(error)}}));
}

std::optional<std::string_view> id_of(const JsonTree& tree, NodeIndex object) {
  const std::optional<NodeIndex> id = tree.member(object, "id");
  if (!id || tree[*id].type != JsonType::string) return std::nullopt;
  return tree[*id].text;
}

void check_error(Reading& reading, NodeIndex error) {
  const ObjectReader members(reading, error, {"code", "at", "offset", "detail"});
  members.text("code");
}

// An answer as the contract has it: one of `output`, `error` and `skip`, and perhaps an id.
void check_answer(Reading& reading, NodeIndex answer) {
  const ObjectReader members(reading, answer, {"id", "output", "error", "skip"});
  if (members.find("id")) members.text("id");
  const std::optional<NodeIndex> output = members.find("output");
  const std::optional<NodeIndex> error = members.find("error");
  const std::optional<NodeIndex> skip = members.find("skip");
  if (reading.failed()) return;
  if (static_cast<int>(output.has_value()) + static_cast<int>(error.has_value()) + static_cast<int>(skip.has_value()) != 1) {
    reading.refuse(answer, "An answer has one of \"output\", \"error\" and \"skip\".");
  } else if (skip) {
    members.text("skip");
  } else if (error) {
    check_error(reading, *error);
  } else if (reading.tree()[*output].type != JsonType::object) {
    reading.refuse(*output, "An output is an object.");
  }
}

struct Pairs {
  std::vector<NodeIndex> questions;
  std::vector<NodeIndex> answers;
};

// What is no pair of lists stays in `reading` as its refusal.
Pairs read_pairs(Reading& reading) {
  const JsonTree& tree = reading.tree();
  const ObjectReader root(reading, JsonTree::kRoot, {"questions", "answers"});
  Pairs pairs{root.elements("questions", kDiffQuestions, "questions"), root.elements("answers", kDiffQuestions, "answers")};
  if (reading.failed()) return pairs;
  if (pairs.questions.size() != pairs.answers.size()) {
    root.refuse("answers", fmt::format("Each question has its answer at the same place, and the numbers differ: questions {}, answers {}.",
                                       pairs.questions.size(), pairs.answers.size()));
  }
  for (std::size_t i = 0; i < pairs.answers.size() && !reading.failed(); ++i) {
    check_answer(reading, pairs.answers[i]);
    const std::optional<std::string_view> asked = id_of(tree, pairs.questions[i]);
    const std::optional<std::string_view> answered = reading.failed() ? std::nullopt : id_of(tree, pairs.answers[i]);
    if (asked && answered && *asked != *answered) {
      reading.refuse(
          *tree.member(pairs.answers[i], "id"),
          fmt::format("This is the answer to {}, and the question at its place is {}; questions and answers are paired by position.",
                      question::shown(*answered), question::shown(*asked)));
    }
  }
  return pairs;
}

Json json_of(std::string_view text) {
  Result<Json, suite::JsonFault> json = suite::read_json_text(text);
  return json ? std::move(json).value() : Json{{"error", {{"code", "internal"}, {"detail", to_string(json.error())}}}};
}

// The answers are compared one after another.
class Comparison {
 public:
  explicit Comparison(const JsonTree& tree) : tree_(tree) {}

  void add(std::size_t index, NodeIndex question, NodeIndex answer) {
    if (tree_.member(answer, "skip")) {
      ++skipped_;
      return;
    }
    const std::string asked = text_of(tree_, question);
    const Json ours = json_of(evaluator_.evaluate(asked).json);
    const Json question_json = json_of(asked);
    const std::optional<PairDifference> difference = difference_of(question_json, ours, json_of(text_of(tree_, answer)));
    if (!difference) {
      ++same_;
      return;
    }
    const std::string rule = deciding_rule(json_of(evaluator_.evaluate(traced_question(tree_, question)).json), difference->at);
    Json told = {{"index", index}};
    if (const std::optional<std::string_view> id = id_of(tree_, question)) told["id"] = *id;
    told["direction"] = to_string(difference->direction);
    told["at"] = difference->at;
    if (difference->ours) told["ours"] = *difference->ours;
    told["theirs"] = difference->theirs;
    if (!rule.empty()) told["rule"] = rule;
    told["text"] = sentence_of(*difference, rule);
    different_.push_back(std::move(told));
  }

  Json result() && { return {{"same", same_}, {"skipped", skipped_}, {"different", std::move(different_)}}; }

 private:
  const JsonTree& tree_;
  Evaluator evaluator_;
  std::size_t same_ = 0;
  std::size_t skipped_ = 0;
  Json different_ = Json::array();
};

}  // namespace

Response diff(const Request& request) {
  question::JsonDocument document;
  Limits limits;
  limits.question_bytes = request.body.size();  // how long a body may be is the server's to say
  limits.depth = kDepth;
  if (const std::optional<Refusal> refusal = document.read(request.body, limits)) return refused(*refusal);
  Reading reading(document.tree(), limits);
  const Pairs pairs = read_pairs(reading);
  if (reading.failed()) return refused(*reading.refusal());

  Comparison comparison(document.tree());
  for (std::size_t i = 0; i < pairs.questions.size(); ++i) comparison.add(i, pairs.questions[i], pairs.answers[i]);
  Response response;
  response.content_type = "application/json";
  response.body = suite::to_text(std::move(comparison).result()) + "\n";
  return response;
}

}  // namespace crosscheck::oracle
