#include "oracle/diff_pair.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "question/utf8.h"
#include "suite/deciding_trace.h"
#include "suite/difference.h"
#include "suite/effective.h"

namespace crosscheck::oracle {
namespace {

using suite::Direction;
using suite::Json;

constexpr std::size_t kShownBytes = 100;

// Traces are told in everybody's own words.
Json without_traces(Json output) {
  output.erase("trace");
  if (const auto fetches = output.find("fetches"); fetches != output.end() && fetches->is_array()) {
    for (Json& fetch : *fetches) {
      if (fetch.is_object()) fetch.erase("trace");
    }
  }
  return output;
}

// What a browser may do after an answer to `policy` counts, not how that is spelt. A key that their answer leaves out is taken as ours.
void add_effects(const Json& question, Json& ours, Json& theirs) {
  Json completed = ours;
  completed.update(theirs);
  const Json& input = question.at("input");
  ours["effective"] = suite::effective_permission(input, ours);
  theirs["effective"] = suite::effective_permission(input, completed);
}

PairDifference difference_of_errors(const Json& ours, const Json& theirs) {
  PairDifference difference;
  difference.ours = ours;
  difference.ours->erase("id");
  difference.theirs = theirs;
  difference.theirs.erase("id");
  return difference;
}

// A value as a sentence can hold it.
std::string shown(const Json& value) {
  const std::string text = suite::to_text(value);
  std::size_t length = 0;
  while (length < text.size() && length < kShownBytes)
    length += std::max<std::size_t>(1, question::utf8_sequence_length(std::string_view(text).substr(length)));
  return length < text.size() ? text.substr(0, length) + "\xE2\x80\xA6" : text;
}

std::string refusal_in_words(const Json& answer) {
  const Json& error = answer.at("error");
  const std::string code = error.value("code", "");
  return error.contains("at") && error.at("at").is_string() ? fmt::format("{} at \"{}\"", code, error.at("at").get<std::string>()) : code;
}

std::string what_differs(const PairDifference& difference) {
  const Json& theirs = difference.theirs;
  if (difference.at.empty()) {
    if (theirs.contains("error"))
      return fmt::format("The other implementation refuses this question ({}), which has an answer", refusal_in_words(theirs));
    return fmt::format("The other implementation answers a question that has to be refused ({})", refusal_in_words(*difference.ours));
  }
  if (!difference.ours) return fmt::format("At {} the other answer has {}, where ours has nothing", difference.at, shown(theirs));
  const Json& ours = *difference.ours;
  if (ours.is_array() && theirs.is_array() && ours.size() != theirs.size())
    return fmt::format("At {} the other answer has a list of {} where {} are due", difference.at, theirs.size(), ours.size());
  return fmt::format("At {} the other answer has {} where {} is due", difference.at, shown(theirs), shown(ours));
}

std::string_view which_way(const PairDifference& difference) {
  if (difference.same_effect) return ", though a browser may do the same after both";
  switch (difference.direction) {
    case Direction::permissive:
      return ", so it lets through what must not be";
    case Direction::strict:
      return ", so it stops what may pass";
    case Direction::other:
      return "";
  }
  return "";
}

}  // namespace

std::optional<PairDifference> difference_of(const Json& question, const Json& ours, const Json& theirs) {
  if (ours.contains("error") != theirs.contains("error")) return difference_of_errors(ours, theirs);
  PairDifference pair;
  std::optional<suite::Difference> first;
  if (theirs.contains("error")) {
    Json error = theirs.at("error");
    error.erase("detail");
    first = suite::first_difference(Json{{"error", std::move(error)}}, ours);
    if (!first) return std::nullopt;
  } else {
    Json our_output = ours.at("output");
    Json their_output = without_traces(theirs.at("output"));
    first = suite::first_difference(their_output, our_output);
    if (!first) return std::nullopt;
    const std::string kind = question.value("kind", "");
    if (kind == "policy" && (their_output.contains("headers") || their_output.contains("status"))) {
      add_effects(question, our_output, their_output);
      pair.same_effect = our_output.at("effective") == their_output.at("effective") &&
                         (first->pointer.starts_with("/headers") || first->pointer.starts_with("/status"));
    }
    pair.direction = suite::direction_of(kind, our_output, their_output);
    pair.same_effect = pair.same_effect && pair.direction == Direction::other;
  }
  pair.at = std::move(first->pointer);
  pair.theirs = std::move(first->expected);
  pair.ours = std::move(first->got);
  return pair;
}

std::string deciding_rule(const Json& traced_answer, const std::string& at) {
  const auto output = traced_answer.find("output");
  if (output == traced_answer.end()) return {};
  const Json* const step = suite::deciding_step(*output, at);
  return step == nullptr ? std::string() : step->value("rule", "");
}

std::string sentence_of(const PairDifference& difference, const std::string& rule) {
  const std::string decides = rule.empty() ? std::string() : fmt::format(" ({} decides)", rule);
  return fmt::format("{}{}{}.", what_differs(difference), which_way(difference), decides);
}

}  // namespace crosscheck::oracle
