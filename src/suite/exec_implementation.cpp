#include "suite/exec_implementation.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "suite/difference.h"
#include "suite/engine_implementation.h"
#include "suite/greeting.h"

namespace crosscheck::suite {
namespace {

constexpr std::size_t kWindow = 1024;  // questions in flight, at most
constexpr std::size_t kMostLives = 100;
constexpr std::size_t kMostFruitless = 3;             // lives on end
constexpr std::chrono::milliseconds kPatience{2000};  // for its end, after end of file

std::vector<std::size_t> all_places(std::size_t count) {
  std::vector<std::size_t> places(count);
  std::iota(places.begin(), places.end(), std::size_t{0});
  return places;
}

// What a shell says by its exit code.
std::string with_hint(std::string detail) {
  if (detail.find("exit code 127") != std::string::npos) return detail + " (the shell does not find the command)";
  if (detail.find("exit code 126") != std::string::npos) return detail + " (the shell may not run the command)";
  return detail;
}

bool same_meaning(const Json& a, const Json& b) { return !first_difference(a, b) && !first_difference(b, a); }

}  // namespace

void ExecImplementation::end_life() {
  if (!conversation_) return;
  fruitless_ = conversation_->answered() > 1 ? 0 : fruitless_ + 1;
  if (conversation_->late_fault() && !refused_) refused_ = conversation_->late_fault();
  conversation_.reset();
}

ExecImplementation::Batch ExecImplementation::batch(const std::vector<std::string>& questions, std::chrono::milliseconds timeout,
                                                    const Stop& stop) {
  Batch done;
  done.answers.resize(questions.size());
  const OnReply on_reply = [&](std::size_t index, Reply reply) {
    if (reply.outcome != Outcome::pass && !done.fault) done.fault = reply.detail;
    done.answers[index] = std::move(reply.answer);
  };
  const std::vector<std::size_t> places = all_places(questions.size());
  if (const std::optional<Trouble> trouble = conversation_->ask(places, questions, timeout, kWindow, on_reply, stop))
    done.fault = with_hint(trouble->detail);
  if (stop.requested()) done.fault = "the run was ended";
  // What still comes to these questions is no reply to any other.
  conversation_->close_the_books();
  if (!done.fault) done.fault = conversation_->late_fault();
  return done;
}

std::optional<std::string> ExecImplementation::start(const Stop& stop) {
  ++lives_;
  Result<AdapterProcess, AdapterProcess::StartError> process = AdapterProcess::start(command_, options_.line_limit);
  if (!process) return process.error().message;
  conversation_ = std::make_unique<AdapterConversation>(std::move(process).value(), next_number_);
  const std::string nonce = random_word(random_, 16);
  const Batch greeted = batch({hello_question(nonce)}, options_.start_timeout, stop);
  if (greeted.fault) return "it fails the greeting: " + *greeted.fault;
  const Json& answer = greeted.answers.front();
  if (!answer.contains("output")) return "it fails the greeting: `hello` has to be answered with an output, not with " + to_text(answer);
  Result<ImplementationInfo, GreetingFault> info = read_greeting(answer.at("output"), nonce);
  if (!info) return info.error().what;
  info_ = std::move(info).value();
  return std::nullopt;
}

std::optional<std::string> ExecImplementation::check_unknown_kind(const Stop& stop) {
  const std::string kind = random_word(random_);
  const Batch asked = batch({question_of(kind, Json::object())}, options_.timeout, stop);
  if (asked.fault) return fmt::format("asked for the kind \"{}\", which does not exist: {}", kind, *asked.fault);
  if (asked.answers.front().contains("skip")) return std::nullopt;
  return fmt::format("a kind that does not exist has to be skipped, and it answers with {}", to_text(asked.answers.front()));
}

std::optional<std::string> ExecImplementation::check_controls(const Stop& stop) {
  const std::vector<Control> controls = controls_of(info_.kinds, random_);
  if (controls.empty()) return "it claims no kind of question, so there is nothing to ask it";
  std::vector<std::string> questions;
  for (const Control& control : controls) questions.push_back(question_of(control.kind, control.input));
  Batch first = batch(questions, options_.timeout, stop);
  if (first.fault) return "it fails the control questions: " + *first.fault;
  Batch second = batch(questions, options_.timeout, stop);
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

ImplementationInfo ExecImplementation::introduce(const Stop& stop) {
  refused_ = start(stop);
  if (!refused_ && std::find(info_.roles.begin(), info_.roles.end(), "library") == info_.roles.end())
    refused_ = fmt::format("its roles are {}; this command asks the role library alone, the others are asked over a wire",
                           fmt::join(info_.roles, ", "));
  if (!refused_) refused_ = check_unknown_kind(stop);
  if (!refused_ && !options_.is_known_broken) refused_ = check_controls(stop);
  if (refused_) end_life();
  ImplementationInfo info = info_;
  info.target = target_;
  if (info.name.empty()) info.name = command_;
  info.refused = refused_;
  return info;
}

bool ExecImplementation::start_again(const Stop& stop) {
  while (!conversation_ && !given_up_ && !stop.requested()) {
    if (fruitless_ >= kMostFruitless) {
      given_up_ = fmt::format("given up after {} starts on end without an answer; the last time: {}", fruitless_, last_trouble_);
    } else if (lives_ >= kMostLives) {
      given_up_ = fmt::format("given up after {} starts; the last time: {}", lives_, last_trouble_);
    } else if (std::optional<std::string> fault = start(stop)) {
      last_trouble_ = *fault;
      end_life();
    }
  }
  return conversation_ != nullptr;
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
    if (!start_again(stop)) {
      Reply reply;
      reply.outcome = trouble.outcome;
      reply.detail = given_up_.value_or(trouble.detail);
      alone.emplace_back(place, std::move(reply));
      found = true;
      continue;
    }
    const std::vector<std::size_t> one = {place};
    const OnReply keep = [&](std::size_t index, Reply reply) { alone.emplace_back(index, std::move(reply)); };
    if (std::optional<Trouble> again = conversation_->ask(one, questions, options_.timeout, 1, keep, stop)) {
      last_trouble_ = again->detail;
      end_life();
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

void ExecImplementation::ask(std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop) {
  std::vector<bool> replied(questions.size());
  const OnReply marking = [&](std::size_t index, Reply reply) {
    replied[index] = true;
    on_reply(index, std::move(reply));
  };
  while (!stop.requested() && !refused_) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (!replied[i]) places.push_back(i);
    }
    if (places.empty()) return;
    if (!start_again(stop)) {
      for (const std::size_t place : places) {
        if (stop.requested()) return;
        Reply reply;
        reply.outcome = Outcome::crash;
        reply.detail = given_up_.value_or("it could not be started again");
        marking(place, std::move(reply));
      }
      return;
    }
    std::optional<Trouble> trouble = conversation_->ask(places, questions, options_.timeout, kWindow, marking, stop);
    if (conversation_->late_fault()) refused_ = conversation_->late_fault();
    if (!trouble) return;
    last_trouble_ = trouble->detail;
    end_life();
    isolate(std::move(*trouble), questions, marking, stop);
  }
}

void ExecImplementation::dismiss(const OnReply& on_reply, const Stop& stop) {
  if (!conversation_) return;
  if (!stop.requested()) conversation_->finish(kPatience, on_reply, stop);
  if (conversation_->late_fault() && !refused_) refused_ = conversation_->late_fault();
  conversation_.reset();
}

}  // namespace crosscheck::suite
