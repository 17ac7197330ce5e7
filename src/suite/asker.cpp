#include "suite/asker.h"

#include <signal.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "suite/deciding_trace.h"
#include "suite/engine_implementation.h"
#include "suite/expectations.h"
#include "suite/fetch_on_the_wire.h"
#include "suite/policy_on_the_wire.h"
#include "suite/role.h"

namespace crosscheck::suite {
namespace {

constexpr std::size_t kVectorsForOneControl = 12;
constexpr std::size_t kFewestControls = 6;

}  // namespace

LogLine line_of(const Vector& vector) {
  LogLine line;
  line.vector = vector.id;
  line.rev = vector.rev;
  line.area = vector.area;
  line.title = vector.title;
  line.kind = vector.kind;
  line.level = vector.level;
  line.covers = vector.covers;
  line.flags = vector.flags;
  return line;
}

void ProgressCount::add(bool bad) {
  if (!on_progress_) return;
  const std::lock_guard lock(mutex_);
  ++progress_.done;
  if (bad) ++progress_.bad;
  on_progress_(progress_);
}

Asker::Asker(const RunPlan& plan, const std::string& target, unsigned number, unsigned count, std::vector<LogLine>& lines,
             ProgressCount& progress, Stop& stop)
    : plan_(plan),
      target_(target),
      number_(number),
      count_(count),
      lines_(lines),
      progress_(progress),
      stop_(stop),
      random_(plan.options.seed + 0x9E3779B97F4A7C15ULL * (number + 1)) {}

void Asker::run() {
  // An adapter that reads no more is found by its end, not by a signal.
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);

  ImplementationOptions options = plan_.options;
  options.seed = random_();
  Result<std::unique_ptr<Implementation>, TargetError> made = make_implementation(target_, options);
  if (!made) {
    info_.target = info_.name = target_;
    info_.refused = made.error().message;
    return;
  }
  Implementation& implementation = *made.value();
  info_ = implementation.introduce(stop_);
  if (stop_.requested()) {
    // It was not given the time to show what it is.
    info_.refused.reset();
    return;
  }
  if (info_.refused) return;
  claims_ = {kinds_asked(info_), info_.capabilities};

  const std::vector<Item> items = items_to_ask();
  std::vector<std::string> questions;
  questions.reserve(items.size());
  for (const Item& item : items) {
    if (item.control) {
      questions.push_back(question_of(item.control->kind, item.control->input, plan_.profile));
    } else {
      const Vector& vector = *plan_.vectors[item.place];
      questions.push_back(question_of(vector.kind, vector.input, plan_.profile));
    }
  }
  const OnReply on_reply = [&](std::size_t index, Reply reply) { take(items[index], std::move(reply), index + 1); };
  implementation.ask(questions, on_reply, stop_);
  ask_controls_again(implementation, questions, items);
  implementation.dismiss(on_reply, stop_);
  if (!info_.refused) info_.refused = implementation.refused();
}

std::vector<Asker::Item> Asker::items_to_ask() {
  std::vector<Item> items;
  for (std::size_t place = number_; place < plan_.vectors.size(); place += count_) {
    const Vector& vector = *plan_.vectors[place];
    if (const std::optional<std::string> why = reason_not_to_ask(vector, claims_)) {
      lines_[place].outcome = Outcome::skip;
      lines_[place].detail = "not claimed: " + *why;
      name_deciding_rule(lines_[place], vector);
      progress_.add(false);
    } else {
      items.push_back({place, std::nullopt});
    }
  }
  if (!items.empty() && !is_builtin(target_)) add_controls(items);
  return items;
}

// Among the vectors at places that nobody knows before, and behind the last one: who is right only at first is found out.
void Asker::add_controls(std::vector<Item>& items) {
  std::set<std::string> asked;
  for (const Item& item : items) asked.insert(plan_.vectors[item.place]->kind);
  const std::vector<std::string> kinds(asked.begin(), asked.end());
  const std::size_t count = std::max(kFewestControls, items.size() / kVectorsForOneControl);
  std::multimap<std::size_t, Control> placed;  // in their order at one place
  while (placed.size() < count) {
    std::vector<Control> controls = controls_for(kinds[random_() % kinds.size()]);
    const std::size_t place = random_() % (items.size() + 1);
    placed.emplace(place, std::move(controls[random_() % controls.size()]));
  }
  for (const std::string& kind : kinds) {
    for (Control& control : controls_for(kind)) placed.emplace(items.size(), std::move(control));
  }
  std::vector<Item> mixed;
  auto next = placed.begin();
  for (std::size_t i = 0; i <= items.size(); ++i) {
    for (; next != placed.end() && next->first == i; ++next) mixed.push_back({0, std::move(next->second)});
    if (i < items.size()) mixed.push_back(items[i]);
  }
  items = std::move(mixed);
}

std::vector<Control> Asker::controls_for(const std::string& kind) {
  return controls_of(kind, role_for(kind, info_).value_or(Role::library), random_);
}

Judgement Asker::judged(const Vector& vector, const Json& answer) {
  switch (role_for(vector.kind, info_).value_or(Role::library)) {
    case Role::server:
      return judge_on_the_wire(vector, answer, claims_, plan_.profile, engine_);
    case Role::client:
      return judge_by_the_origins(vector, answer, claims_, plan_.profile);
    case Role::library:
      break;
  }
  return judge(vector, answer, claims_, plan_.profile);
}

void Asker::take(const Item& item, Reply reply, std::size_t number) {
  if (item.control) return take_control(*item.control, reply, number);
  const bool first = lines_[item.place].outcome == Outcome::not_run;
  const Vector& vector = *plan_.vectors[item.place];
  LogLine line = line_of(vector);
  judge_reply(line, vector, reply);
  lines_[item.place] = std::move(line);
  const bool bad = is_bad_unexpectedly(lines_[item.place]);
  if (first) progress_.add(bad);
  if (bad && plan_.fail_fast) stop_.request();
}

void Asker::take_control(const Control& control, const Reply& reply, std::size_t number) {
  std::string fault;
  if (reply.outcome == Outcome::pass) {
    fault = fault_in_answer(control, reply.answer);
  } else if (reply.outcome == Outcome::error) {
    fault = reply.detail;
  } else {
    unanswered_controls_.push_back(number - 1);
  }
  if (!fault.empty() && !info_.refused)
    info_.refused = fmt::format("it fails a control question among the others (question {}): {}", number, fault);
}

// WHY again: a control question may have been open when some other one ended a life, and then that says nothing about it. Asked alone it is
// answered, or failed. Who answers nothing at all any more, and left vectors unanswered too, has failed those, which stay to be seen.
void Asker::ask_controls_again(Implementation& implementation, std::span<const std::string> questions, const std::vector<Item>& items) {
  const auto ask_alone = [&](const std::string& question) {
    Reply replied;
    replied.outcome = Outcome::not_run;
    implementation.ask(std::span(&question, 1), [&](std::size_t, Reply reply) { replied = std::move(reply); }, stop_);
    return replied;
  };
  const bool lost_vectors = std::any_of(items.begin(), items.end(), [this](const Item& item) {
    const Outcome outcome = item.control ? Outcome::pass : lines_[item.place].outcome;
    return outcome == Outcome::crash || outcome == Outcome::timeout;
  });
  for (const std::size_t place : std::exchange(unanswered_controls_, {})) {
    if (info_.refused || stop_.requested()) return;
    Reply reply = ask_alone(questions[place]);
    if (reply.outcome == Outcome::crash || reply.outcome == Outcome::timeout) {
      const bool lives = ask_alone(question_of(random_word(random_), Json::object())).outcome == Outcome::pass;
      if ((!lives && lost_vectors) || stop_.requested()) return;
      reply.outcome = Outcome::error;
      reply.detail = "asked alone, it has no answer either: " + reply.detail;
    }
    if (reply.outcome != Outcome::not_run) take_control(*items[place].control, reply, place + 1);
  }
}

bool Asker::is_bad_unexpectedly(const LogLine& line) const {
  if (plan_.expectations == nullptr) return is_bad(line.outcome, line.level);
  LogLine copy;
  copy.vector = line.vector;
  copy.outcome = line.outcome;
  apply(*plan_.expectations, copy);
  return is_bad(copy.outcome, line.level);
}

void Asker::judge_reply(LogLine& line, const Vector& vector, Reply& reply) {
  line.duration_us = reply.duration_us;
  line.wire = std::move(reply.wire);
  if (reply.outcome == Outcome::pass) {
    Judgement judgement = judged(vector, reply.answer);
    line.outcome = judgement.outcome;
    line.direction = judgement.direction;
    line.pointer = std::move(judgement.pointer);
    line.expected = std::move(judgement.expected);
    line.got = std::move(judgement.got);
    line.detail = std::move(judgement.detail);
  } else {
    line.outcome = reply.outcome;
    line.detail = std::move(reply.detail);
  }
  if (line.outcome != Outcome::pass && line.outcome != Outcome::skip) {
    line.question = Json{{"kind", vector.kind}, {"input", vector.input}};
    if (!reply.answer.is_null()) {
      reply.answer.erase("id");
      line.answer = std::move(reply.answer);
    }
  }
  name_deciding_rule(line, vector);
}

// The engine's own trace says which rule decides, whoever was asked.
void Asker::name_deciding_rule(LogLine& line, const Vector& vector) {
  if (!plan_.names_every_rule && (line.outcome == Outcome::pass || line.outcome == Outcome::skip)) return;
  const std::string question = "{" + question_of(vector.kind, vector.input, plan_.profile) + R"(,"trace":true})";
  const Result<Json, JsonFault> answer = read_json_text(engine_.evaluate(question).json);
  if (!answer || !answer->contains("output")) return;
  const Json& output = answer->at("output");
  const Json* const step = deciding_step(output, line.pointer);
  if (step == nullptr) return;
  line.rule = step->at("rule").get<std::string>();
  line.spec = step->at("spec").get<std::string>();
  if (line.outcome != Outcome::pass && line.outcome != Outcome::skip) line.trace = *deciding_trace(output, line.pointer);
}

}  // namespace crosscheck::suite
