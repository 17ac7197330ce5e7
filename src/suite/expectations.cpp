#include "suite/expectations.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "question/json_tree.h"
#include "suite/json_text.h"

namespace crosscheck::suite {
namespace {

// What a vector can be expected to come out as.
bool can_be_expected(Outcome outcome) {
  switch (outcome) {
    case Outcome::fail:
    case Outcome::non_strict:
    case Outcome::info:
    case Outcome::skip:
    case Outcome::rejected:
    case Outcome::timeout:
    case Outcome::crash:
    case Outcome::error:
      return true;
    case Outcome::pass:
    case Outcome::expected_fail:
    case Outcome::unexpected_pass:
    case Outcome::not_run:
      return false;
  }
  return false;
}

std::set<std::string_view> ids_of(std::span<const VectorFile> suite) {
  std::set<std::string_view> ids;
  for (const VectorFile& file : suite) {
    for (const Vector& vector : file.vectors) ids.insert(vector.id);
  }
  return ids;
}

void check_id(const Members& members, const std::string& id, const std::set<std::string_view>& ids, const IdsLock& lock) {
  if (members.failed() || ids.contains(id)) return;
  const LockedId* const locked = lock.find(id);
  if (locked == nullptr || !locked->retired) {
    members.refuse("id", fmt::format("there is no vector \"{}\"", id));
  } else if (locked->replacement.empty()) {
    members.refuse("id", fmt::format("the vector \"{}\" is retired; take it out of this file", id));
  } else {
    members.refuse("id", fmt::format("the vector \"{}\" is retired; {} stands in its place", id, locked->replacement));
  }
}

}  // namespace

Result<Expectations, ExpectationError> read_expectations(std::string_view text, std::span<const VectorFile> suite, const IdsLock& lock) {
  const Result<Json, JsonFault> json = read_json_text(text);
  if (!json) return ExpectationError{to_string(json.error())};
  const std::set<std::string_view> ids = ids_of(suite);
  std::optional<JsonFault> fault;
  const Members root(*json, "", fault, {"expectations"});
  Expectations expectations;
  std::size_t index = 0;
  for (const Json& each : root.array("expectations")) {
    const Members members(each, question::pointer_below("/expectations", std::to_string(index++)), fault, {"id", "outcome"},
                          {"reason", "link"});
    const std::string id = members.text("id");
    check_id(members, id, ids, lock);
    Expectation expectation;
    const std::optional<Outcome> outcome = outcome_from(members.text("outcome"));
    if (!fault && (!outcome || !can_be_expected(*outcome))) members.refuse("outcome", "this is no outcome that can be expected");
    expectation.outcome = outcome.value_or(Outcome::fail);
    expectation.reason = members.text("reason");
    const Json* const link = members.find("link");
    if (link != nullptr && !link->is_null()) expectation.link = members.text("link");
    if (!fault && !expectations.emplace(id, std::move(expectation)).second) members.refuse("id", "an earlier entry bears this id");
  }
  if (fault) return ExpectationError{to_string(*fault)};
  return expectations;
}

std::string write_expectations(const RunLog& log, const Expectations* known) {
  Json list = Json::array();
  std::set<std::string_view> listed;
  const auto add = [&](const std::string& id, Outcome outcome, const Expectation& words) {
    if (!listed.insert(id).second) return;
    const Json link = words.link.empty() ? Json(nullptr) : Json(words.link);
    list.push_back({{"id", id}, {"outcome", std::string(to_string(outcome))}, {"reason", words.reason}, {"link", link}});
  };
  static const Expectations kNone;
  const Expectations& before = known == nullptr ? kNone : *known;
  std::set<std::string_view> asked;
  for (const LogLine& line : log.lines) {
    if (line.outcome == Outcome::not_run || line.outcome == Outcome::skip) continue;
    asked.insert(line.vector);
    const auto found = before.find(line.vector);
    const Expectation words = found == before.end() ? Expectation() : found->second;
    if (line.outcome == Outcome::expected_fail) {
      add(line.vector, words.outcome, words);
    } else if (can_be_expected(line.outcome)) {
      add(line.vector, line.outcome, words);
    }
  }
  for (const auto& [id, words] : before) {
    if (!asked.contains(id)) add(id, words.outcome, words);
  }
  return Json{{"expectations", std::move(list)}}.dump(2) + "\n";
}

void apply(const Expectations& expectations, LogLine& line) {
  const auto found = expectations.find(line.vector);
  if (found == expectations.end()) return;
  const Expectation& expected = found->second;
  const std::string known =
      fmt::format("listed as {}{}{}", to_string(expected.outcome), expected.reason.empty() ? "" : ": " + expected.reason,
                  expected.link.empty() ? "" : " (" + expected.link + ")");
  if (line.outcome == Outcome::pass) {
    line.outcome = Outcome::unexpected_pass;
    line.detail = "it passes now, so take it out of the list; it is " + known;
  } else if (line.outcome == expected.outcome && line.outcome != Outcome::skip) {
    line.outcome = Outcome::expected_fail;
    line.detail = line.detail.empty() ? known : known + "; " + line.detail;
  }
}

}  // namespace crosscheck::suite
