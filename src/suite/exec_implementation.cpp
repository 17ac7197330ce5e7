#include "suite/exec_implementation.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "suite/difference.h"
#include "suite/engine_implementation.h"

namespace crosscheck::suite {
namespace {

bool same_meaning(const Json& a, const Json& b) { return !first_difference(a, b) && !first_difference(b, a); }

bool is_of_kind(const std::string& question, std::string_view kind) { return question.starts_with(fmt::format(R"("kind":"{}",)", kind)); }

// What has to be the same when the same is asked again: of what a server sends, its effect.
Json lasting(const Json& answer) {
  Json kept = answer;
  kept.erase("id");
  if (kept.contains("output") && kept.at("output").contains("effective")) kept = Json{{"effective", kept.at("output").at("effective")}};
  return kept;
}

}  // namespace

std::optional<std::string> ExecImplementation::check_unknown_kind(const Stop& stop) {
  const std::string kind = random_word(lives_.random());
  const AdapterLives::Batch asked = lives_.batch({question_of(kind, Json::object())}, lives_.options().timeout, stop);
  if (asked.fault) return fmt::format("asked for the kind \"{}\", which does not exist: {}", kind, *asked.fault);
  if (asked.answers.front().contains("skip")) return std::nullopt;
  return fmt::format("a kind that does not exist has to be skipped, and it answers with {}", to_text(asked.answers.front()));
}

std::optional<std::string> ExecImplementation::check_controls(const std::vector<std::string>& kinds, const Stop& stop) {
  const std::vector<Control> controls = controls_of(kinds, lives_.random());
  std::vector<std::string> questions;
  for (const Control& control : controls) questions.push_back(question_of(control.kind, control.input));
  AdapterLives::Batch first = lives_.batch(questions, lives_.options().timeout, stop);
  if (first.fault) return "it fails the control questions: " + *first.fault;
  AdapterLives::Batch second = lives_.batch(questions, lives_.options().timeout, stop);
  if (second.fault) return "it fails the control questions: " + *second.fault;
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if (const std::string wrong = fault_in_answer(controls[i], first.answers[i]); !wrong.empty())
      return "it fails a control question: " + wrong;
    first.answers[i].erase("id");
    second.answers[i].erase("id");
    if (!same_meaning(first.answers[i], second.answers[i]))
      return fmt::format("asked the same twice ({} {}), it answers {} and then {}", controls[i].kind, to_text(controls[i].input),
                         to_text(first.answers[i]), to_text(second.answers[i]));
  }
  return std::nullopt;
}

std::optional<std::string> ExecImplementation::check_controls_on_the_wire(std::string_view kind, Role role, const Stop& stop) {
  const std::vector<Control> controls = controls_of(kind, role, lives_.random());
  std::vector<Json> before(controls.size());
  for (const bool again : {false, true}) {
    for (std::size_t i = 0; i < controls.size(); ++i) {
      const std::vector<std::string> question = {question_of(controls[i].kind, controls[i].input)};
      Reply reply;
      ask(question, [&reply](std::size_t, Reply came) { reply = std::move(came); }, stop);
      if (stop.requested()) return "the run was ended";
      if (reply.outcome != Outcome::pass) return "it fails the control questions: " + reply.detail;
      if (const std::string wrong = fault_in_answer(controls[i], reply.answer); !wrong.empty())
        return "it fails a control question: " + wrong;
      Json answer = lasting(reply.answer);
      if (again && !same_meaning(before[i], answer))
        return fmt::format("asked the same twice ({} {}), it answers {} and then {}", controls[i].kind, to_text(controls[i].input),
                           to_text(before[i]), to_text(answer));
      before[i] = std::move(answer);
    }
  }
  return std::nullopt;
}

std::optional<std::string> ExecImplementation::check_all_controls(const Stop& stop) {
  std::vector<std::string> as_library;
  std::optional<std::string> fault;
  const std::vector<std::string> kinds = kinds_asked(info_);
  for (const std::string& kind : kinds) {
    const Role role = *role_for(kind, info_);
    if (role == Role::library) {
      as_library.push_back(kind);
    } else if (!fault) {
      fault = check_controls_on_the_wire(kind, role, stop);
    }
  }
  if (!fault && kinds.empty()) return "it claims no kind of question, so there is nothing to ask it";
  if (!fault && !as_library.empty()) fault = check_controls(as_library, stop);
  return fault;
}

ImplementationInfo ExecImplementation::introduce(const Stop& stop) {
  refused_ = lives_.start(stop);
  info_ = lives_.info();
  if (!refused_) refused_ = check_unknown_kind(stop);
  if (!refused_ && !lives_.options().is_known_broken) refused_ = check_all_controls(stop);
  if (refused_) lives_.end();
  ImplementationInfo info = info_;
  info.target = target_;
  if (info.name.empty()) info.name = lives_.command();
  info.refused = refused_;
  return info;
}

void ExecImplementation::isolate(Trouble trouble, std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop) {
  const auto fail = [&](std::size_t place, const Trouble& why) {
    Reply reply;
    reply.outcome = why.outcome;
    reply.detail = why.detail;
    on_reply(place, std::move(reply));
  };
  if (trouble.open.size() == 1) return fail(trouble.open.front(), trouble);
  std::vector<std::pair<std::size_t, Reply>> alone;
  bool found = false;
  for (const std::size_t place : trouble.open) {
    if (!lives_.start_again(stop)) {
      Reply reply;
      reply.outcome = trouble.outcome;
      reply.detail = lives_.given_up_or(trouble.detail);
      alone.emplace_back(place, std::move(reply));
      found = true;
      continue;
    }
    const std::vector<std::size_t> one = {place};
    const OnReply keep = [&](std::size_t index, Reply reply) { alone.emplace_back(index, std::move(reply)); };
    if (std::optional<Trouble> again = lives_.conversation()->ask(one, questions, lives_.options().timeout, 1, keep, stop)) {
      lives_.note_trouble(again->detail);
      lives_.end();
      Reply reply;
      reply.outcome = again->outcome;
      reply.detail = again->detail;
      alone.emplace_back(place, std::move(reply));
      found = true;
    }
  }
  if (stop.requested()) return;
  if (found) {
    for (auto& [place, reply] : alone) on_reply(place, std::move(reply));
    return;
  }
  trouble.detail += "; asked alone, each of them is answered";
  for (const std::size_t place : trouble.open) fail(place, trouble);
}

void ExecImplementation::ask_library(std::vector<bool> replied, std::span<const std::string> questions, const OnReply& on_reply,
                                     const Stop& stop) {
  const OnReply marking = [&](std::size_t index, Reply reply) {
    replied[index] = true;
    on_reply(index, std::move(reply));
  };
  while (!stop.requested() && !refused()) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (!replied[i]) places.push_back(i);
    }
    if (places.empty()) return;
    if (!lives_.start_again(stop)) {
      for (const std::size_t place : places) {
        if (stop.requested()) return;
        Reply reply;
        reply.outcome = Outcome::crash;
        reply.detail = lives_.given_up_or("it could not be started again");
        marking(place, std::move(reply));
      }
      return;
    }
    std::optional<Trouble> trouble = lives_.conversation()->ask(places, questions, lives_.options().timeout, kMostInFlight, marking, stop);
    if (lives_.conversation()->late_fault()) refused_ = lives_.conversation()->late_fault();
    if (!trouble) return;
    lives_.note_trouble(trouble->detail);
    lives_.end();
    isolate(std::move(*trouble), questions, marking, stop);
  }
}

void ExecImplementation::ask(std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop) {
  std::vector<bool> is_on_the_wire(questions.size());
  for (const auto& [kind, wanted] : {std::pair("policy", Role::server), std::pair("fetch", Role::client)}) {
    if (role_for(kind, info_) != wanted) continue;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (!is_of_kind(questions[i], kind)) continue;
      places.push_back(i);
      is_on_the_wire[i] = true;
    }
    if (wanted == Role::server) {
      server_.ask(places, questions, on_reply, stop);
    } else {
      client_.ask(places, questions, on_reply, stop);
    }
  }
  ask_library(std::move(is_on_the_wire), questions, on_reply, stop);
}

void ExecImplementation::dismiss(const OnReply& on_reply, const Stop& stop) { lives_.finish(on_reply, stop); }

}  // namespace crosscheck::suite
