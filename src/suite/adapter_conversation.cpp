#include "suite/adapter_conversation.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "suite/adapter_answer.h"

namespace crosscheck::suite {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMostUnwritten = 1024 * 1024;  // bytes that wait for an adapter that does not read
constexpr std::size_t kMostAnsweredTwice = 100;      // then it is a flood
constexpr milliseconds kFast{50};                    // an answer that came sooner lets more questions go out
constexpr milliseconds kSlow{200};                   // one that came later, fewer

std::string in_seconds(milliseconds time) {
  return time.count() % 1000 == 0 ? fmt::format("{} s", time.count() / 1000) : fmt::format("{} ms", time.count());
}

}  // namespace

void AdapterConversation::send(std::size_t place, const std::string& question) {
  process_.queue(fmt::format("{{\"id\":\"{}\",{}}}\n", next_number_++, question));
  asked_.push_back({place, State::open, Clock::now()});
  ++open_;
}

std::optional<std::size_t> AdapterConversation::find(std::string_view id) const {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc() || stop != id.data() + id.size() || number < first_number_ || number >= next_number_) return std::nullopt;
  if (id.size() > 1 && id.front() == '0') return std::nullopt;
  return number - first_number_;
}

AdapterConversation::Asked* AdapterConversation::oldest() {
  while (oldest_ < asked_.size() && asked_[oldest_].state != State::open) ++oldest_;
  return oldest_ == asked_.size() ? nullptr : &asked_[oldest_];
}

// WHY not always since it was sent: questions wait in line behind others that an adapter takes one by one, for as long as those take together.
AdapterConversation::Clock::time_point AdapterConversation::deadline_of(const Asked& asked, Clock::duration timeout) const {
  if (asked.overtaken != Clock::time_point()) return asked.overtaken + timeout;
  return std::max(asked.sent, last_answer_) + timeout;
}

void AdapterConversation::overtake(std::size_t answered, Clock::time_point now) {
  for (; overtaken_ < answered; ++overtaken_) {
    if (asked_[overtaken_].state == State::open) asked_[overtaken_].overtaken = now;
  }
}

Trouble AdapterConversation::trouble(Outcome outcome, std::string detail) {
  Trouble found{outcome, std::move(detail), {}};
  for (Asked& asked : asked_) {
    if (asked.state == State::open) found.open.push_back(asked.place);
    asked.state = State::closed;
  }
  open_ = 0;
  return found;
}

void AdapterConversation::adapt(Clock::duration latency, std::size_t most) {
  if (latency < kFast) window_ = std::min(most, window_ + 1);
  if (latency > kSlow) window_ = std::max<std::size_t>(1, window_ / 2);
}

std::optional<std::string> AdapterConversation::answered_again(Asked& asked, const OnReply& on_reply) {
  if (asked.state == State::given_up) return std::nullopt;  // too late is not twice
  if (asked.state == State::closed) late_fault_ = "it answers a question twice";
  if (++answered_twice_ > kMostAnsweredTwice)
    return fmt::format("it answers a question twice, and floods: {} such answers", answered_twice_);
  if (asked.state == State::closed) return std::nullopt;
  Reply reply;
  reply.outcome = Outcome::error;
  reply.detail = "it was answered twice";
  on_reply(asked.place, std::move(reply));
  return std::nullopt;
}

std::optional<std::string> AdapterConversation::take(std::string_view line, const OnReply& on_reply) {
  Result<AdapterAnswer, AnswerFault> read = read_adapter_answer(line);
  if (!read) return read.error().what;
  AdapterAnswer answer = std::move(read).value();
  const std::optional<std::size_t> place = find(answer.id);
  if (!place) return fmt::format("it answers what was never asked: {}", shown_line(line));
  Asked& asked = asked_[*place];
  if (asked.state != State::open) return answered_again(asked, on_reply);
  Reply reply;
  const Clock::time_point now = Clock::now();
  // What it waited in line behind others is not its own.
  const Clock::duration taken = now - std::max(asked.sent, last_answer_);
  reply.duration_us = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(taken).count());
  if (answer.fault) {
    reply.outcome = Outcome::error;
    reply.detail = *std::move(answer.fault);
  }
  reply.answer = std::move(answer.json);
  asked.state = State::answered;
  --open_;
  ++answered_;
  overtake(*place, now);
  last_answer_ = now;
  last_latency_ = now - asked.sent;
  on_reply(asked.place, std::move(reply));
  return std::nullopt;
}

std::optional<Trouble> AdapterConversation::ask(std::span<const std::size_t> places, std::span<const std::string> questions,
                                                milliseconds timeout, std::size_t window, const OnReply& on_reply, const Stop& stop) {
  std::size_t next = 0;
  window_ = std::min(window_, window);
  while (next < places.size() || open_ != 0) {
    if (stop.requested()) return std::nullopt;
    while (next < places.size() && open_ < window_ && process_.unwritten() < kMostUnwritten) {
      send(places[next], questions[places[next]]);
      ++next;
    }
    Asked* const waiting = oldest();
    const Clock::time_point deadline = waiting == nullptr ? Clock::now() + timeout : deadline_of(*waiting, timeout);
    const AdapterProcess::Event event = Clock::now() >= deadline ? AdapterProcess::Event{} : process_.wait(deadline, stop);
    switch (event.what) {
      case AdapterProcess::Got::line: {
        if (std::optional<std::string> fault = take(event.line, on_reply)) return trouble(Outcome::error, *fault);
        adapt(last_latency_, window);
        break;
      }
      case AdapterProcess::Got::deadline:
        if (waiting == nullptr) break;
        // It goes on answering: only this one was left out.
        if (waiting->overtaken != Clock::time_point() && last_answer_ + timeout / 2 > Clock::now()) {
          Reply reply;
          reply.outcome = Outcome::timeout;
          reply.detail = fmt::format("no answer within {}, though later questions were answered", in_seconds(timeout));
          waiting->state = State::given_up;
          --open_;
          on_reply(waiting->place, std::move(reply));
          break;
        }
        return trouble(Outcome::timeout, fmt::format("no answer within {}", in_seconds(timeout)));
      case AdapterProcess::Got::ended: {
        const std::string how = process_.what_ended();
        return trouble(Outcome::crash, fmt::format("{} while {} question{} open", how, open_, open_ == 1 ? " was" : "s were"));
      }
      case AdapterProcess::Got::too_long:
        return trouble(Outcome::error, "a line is longer than the limit of 8 MiB");
      case AdapterProcess::Got::stopped:
        return std::nullopt;
    }
  }
  return std::nullopt;
}

void AdapterConversation::finish(milliseconds patience, const OnReply& on_reply, const Stop& stop) {
  process_.close_input();
  const Clock::time_point deadline = Clock::now() + patience;
  while (Clock::now() < deadline) {
    const AdapterProcess::Event event = process_.wait(deadline, stop);
    if (event.what != AdapterProcess::Got::line || take(event.line, on_reply)) return;
  }
}

std::optional<std::string> AdapterConversation::ended_within(milliseconds patience, const Stop& stop) {
  const Clock::time_point deadline = Clock::now() + patience;
  const OnReply nobody = [](std::size_t, Reply) {};
  while (true) {
    const AdapterProcess::Event event = process_.wait(deadline, stop);
    if (event.what == AdapterProcess::Got::ended) return process_.what_ended();
    if (event.what != AdapterProcess::Got::line || take(event.line, nobody)) return std::nullopt;
  }
}

void AdapterConversation::close_the_books() {
  for (Asked& asked : asked_) asked.state = State::closed;
  oldest_ = asked_.size();
}

}  // namespace crosscheck::suite
