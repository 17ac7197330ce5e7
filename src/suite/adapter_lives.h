// The lives of an adapter: its command is started and greeted, and started again when a life ended.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "suite/adapter_conversation.h"
#include "suite/controls.h"
#include "suite/implementation.h"

namespace crosscheck::suite {

inline constexpr std::size_t kMostInFlight = 1024;  // questions that wait for an answer at once

// After too many lives, or several on end that bore no fruit, no more is started. One thread at a time.
class AdapterLives {
 public:
  AdapterLives(std::string command, const ImplementationOptions& options)
      : command_(std::move(command)), options_(options), random_(options.seed) {}

  // Starts the command anew and greets it; a sentence where that fails.
  std::optional<std::string> start(const Stop& stop);
  // As `start`, unless it lives already; false where it is given up, or a stop was asked for.
  bool start_again(const Stop& stop);
  // `fruitful`: whether something came of this life; left out: whether it answered more than the greeting.
  void end(std::optional<bool> fruitful = std::nullopt);
  // Lets it come to its own end; nothing where it does not live.
  void finish(const OnReply& on_reply, const Stop& stop);

  // Null where it does not live.
  AdapterConversation* conversation() { return conversation_.get(); }
  // Of the last greeting.
  const ImplementationInfo& info() const { return info_; }
  const std::string& command() const { return command_; }
  const ImplementationOptions& options() const { return options_; }
  Random& random() { return random_; }

  // The answers to questions that are no vectors; or a sentence where one of them has none.
  struct Batch {
    std::vector<Json> answers;
    std::optional<std::string> fault;
  };
  Batch batch(const std::vector<std::string>& questions, std::chrono::milliseconds timeout, const Stop& stop);
  // One question alone; it is started for it where it does not live. Where no answer comes this life ends.
  Reply ask_alone(const std::string& question, const Stop& stop);

  // What is told where nothing more can be: why it was given up, else `otherwise`.
  std::string given_up_or(std::string otherwise) const { return given_up_.value_or(std::move(otherwise)); }
  // How the last life went wrong, for the sentence of `given_up_or`.
  void note_trouble(std::string trouble) { last_trouble_ = std::move(trouble); }
  // What came to light too late: a question of before that was answered again.
  const std::optional<std::string>& late_fault() const { return late_fault_; }

 private:
  void keep_late_fault();

  std::string command_;
  ImplementationOptions options_;
  Random random_;
  ImplementationInfo info_;
  std::uint64_t next_number_ = 1;
  std::unique_ptr<AdapterConversation> conversation_;
  std::size_t lives_ = 0;
  std::size_t fruitless_ = 0;            // lives on end
  std::optional<std::string> given_up_;  // why no more is started
  std::string last_trouble_;
  std::optional<std::string> late_fault_;
};

}  // namespace crosscheck::suite
