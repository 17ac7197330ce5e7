// Questions and answers over one life of an adapter, many in flight.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/adapter_process.h"
#include "suite/implementation.h"

namespace crosscheck::suite {

// Why a conversation broke off, and which questions were open then (places in what was asked).
struct Trouble {
  Outcome outcome = Outcome::crash;  // crash, timeout or error
  std::string detail;
  std::vector<std::size_t> open;
};

// One process. Questions bear running numbers, which go on over several calls. One thread at a time.
class AdapterConversation {
 public:
  // `next_number` is the first one that is free; it belongs to the caller, so that no number comes twice over several lives.
  AdapterConversation(AdapterProcess process, std::uint64_t& next_number)
      : process_(std::move(process)), next_number_(next_number), first_number_(next_number) {}

  // Asks questions[i] for each i of `places` and hands each answer on, as it comes. At most `window` are in flight, fewer where the adapter
  // is slow. Nothing where all have a reply, or a stop was asked for.
  std::optional<Trouble> ask(std::span<const std::size_t> places, std::span<const std::string> questions, std::chrono::milliseconds timeout,
                             std::size_t window, const OnReply& on_reply, const Stop& stop);
  // Ends its input and takes what it still says, until it ends or the time is over. Nothing is open then, so that whatever else it says or
  // does harms nobody; an answer that comes again counts.
  void finish(std::chrono::milliseconds patience, const OnReply& on_reply, const Stop& stop);

  // How it ended, where it does within that time; nothing where it lives on. Nothing is open then.
  std::optional<std::string> ended_within(std::chrono::milliseconds patience, const Stop& stop);

  // From now on, a further answer to what was asked so far is no reply to a vector; it is kept as `late_fault`.
  void close_the_books();
  const std::optional<std::string>& late_fault() const { return late_fault_; }
  // Questions that it answered.
  std::size_t answered() const { return answered_; }
  std::string what_ended() { return process_.what_ended(); }

 private:
  using Clock = AdapterProcess::Clock;

  enum class State : std::uint8_t { open, answered, given_up, closed };
  struct Asked {
    std::size_t place = 0;
    State state = State::open;
    Clock::time_point sent;
    // When a later question was first answered before this one; the epoch where none was.
    Clock::time_point overtaken{};
  };

  void send(std::size_t place, const std::string& question);
  // What is wrong with the line as a whole, where something is.
  std::optional<std::string> take(std::string_view line, const OnReply& on_reply);
  std::optional<std::string> answered_again(Asked& asked, const OnReply& on_reply);
  // Its place in `asked_`; nothing where the id is none of ours.
  std::optional<std::size_t> find(std::string_view id) const;
  // The oldest open question; null where none is.
  Asked* oldest();
  // Until when the oldest open question has to be answered.
  Clock::time_point deadline_of(const Asked& asked, Clock::duration timeout) const;
  // Marks all that are still open before the one that was answered.
  void overtake(std::size_t answered, Clock::time_point now);
  Trouble trouble(Outcome outcome, std::string detail);
  void adapt(Clock::duration latency, std::size_t most);

  AdapterProcess process_;
  std::uint64_t& next_number_;
  std::uint64_t first_number_;
  std::deque<Asked> asked_;    // by number, from first_number_ on
  std::size_t oldest_ = 0;     // all before are not open
  std::size_t overtaken_ = 0;  // all before were overtaken, or answered
  std::size_t open_ = 0;
  std::size_t answered_ = 0;
  std::size_t answered_twice_ = 0;
  std::size_t window_ = 8;
  Clock::time_point last_answer_;
  Clock::duration last_latency_{};
  std::optional<std::string> late_fault_;
};

}  // namespace crosscheck::suite
