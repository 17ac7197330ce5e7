#include "suite/adapter_lives.h"

#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "suite/greeting.h"

namespace crosscheck::suite {
namespace {

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

}  // namespace

void AdapterLives::keep_late_fault() {
  if (conversation_->late_fault() && !late_fault_) late_fault_ = conversation_->late_fault();
}

void AdapterLives::end(std::optional<bool> fruitful) {
  if (!conversation_) return;
  fruitless_ = fruitful.value_or(conversation_->answered() > 1) ? 0 : fruitless_ + 1;
  keep_late_fault();
  conversation_.reset();
}

void AdapterLives::finish(const OnReply& on_reply, const Stop& stop) {
  if (!conversation_) return;
  if (!stop.requested()) conversation_->finish(kPatience, on_reply, stop);
  keep_late_fault();
  conversation_.reset();
}

AdapterLives::Batch AdapterLives::batch(const std::vector<std::string>& questions, std::chrono::milliseconds timeout, const Stop& stop) {
  Batch done;
  done.answers.resize(questions.size());
  const OnReply on_reply = [&](std::size_t index, Reply reply) {
    if (reply.outcome != Outcome::pass && !done.fault) done.fault = reply.detail;
    done.answers[index] = std::move(reply.answer);
  };
  const std::vector<std::size_t> places = all_places(questions.size());
  if (const std::optional<Trouble> trouble = conversation_->ask(places, questions, timeout, kMostInFlight, on_reply, stop))
    done.fault = with_hint(trouble->detail);
  if (stop.requested()) done.fault = "the run was ended";
  // What still comes to these questions is no reply to any other.
  conversation_->close_the_books();
  if (!done.fault) done.fault = conversation_->late_fault();
  return done;
}

std::optional<std::string> AdapterLives::start(const Stop& stop) {
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

bool AdapterLives::start_again(const Stop& stop) {
  while (!conversation_ && !given_up_ && !stop.requested()) {
    if (fruitless_ >= kMostFruitless) {
      given_up_ = fmt::format("given up after {} starts on end without an answer; the last time: {}", fruitless_, last_trouble_);
    } else if (lives_ >= kMostLives) {
      given_up_ = fmt::format("given up after {} starts; the last time: {}", lives_, last_trouble_);
    } else if (std::optional<std::string> fault = start(stop)) {
      last_trouble_ = *fault;
      end();
    }
  }
  return conversation_ != nullptr;
}

Reply AdapterLives::ask_alone(const std::string& question, const Stop& stop) {
  Reply reply;
  if (!start_again(stop)) {
    reply.outcome = Outcome::crash;
    reply.detail = given_up_or("it could not be started again");
    return reply;
  }
  const std::vector<std::size_t> one = {0};
  const std::vector<std::string> questions = {question};
  const OnReply keep = [&reply](std::size_t, Reply came) { reply = std::move(came); };
  if (std::optional<Trouble> trouble = conversation_->ask(one, questions, options_.timeout, 1, keep, stop)) {
    last_trouble_ = trouble->detail;
    end();
    reply.outcome = trouble->outcome;
    reply.detail = std::move(trouble->detail);
    return reply;
  }
  conversation_->close_the_books();
  keep_late_fault();
  return reply;
}

}  // namespace crosscheck::suite
