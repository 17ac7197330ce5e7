// `exec:COMMAND`: an implementation behind a command that reads questions from stdin and writes answers to stdout, a line each.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "suite/adapter_conversation.h"
#include "suite/controls.h"
#include "suite/implementation.h"

namespace crosscheck::suite {

// A crash, a time-out or a line that is no answer ends a life of the command. Questions that were open then are asked again, one by one:
// those that break it alone fail, and where none does, all that were open fail. After too many lives, or several in which nothing was
// answered, what is left fails.
class ExecImplementation final : public Implementation {
 public:
  // `target` is what a report calls it.
  ExecImplementation(std::string target, std::string command, const ImplementationOptions& options)
      : target_(std::move(target)), command_(std::move(command)), options_(options), random_(options.seed) {}

  ImplementationInfo introduce(const Stop& stop) override;
  void ask(std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop) override;
  void dismiss(const OnReply& on_reply, const Stop& stop) override;
  std::optional<std::string> refused() const override { return refused_; }

 private:
  // Starts the command anew and greets it; a sentence where that fails.
  std::optional<std::string> start(const Stop& stop);
  // As `start`, but gives up after too many lives.
  bool start_again(const Stop& stop);
  std::optional<std::string> check_unknown_kind(const Stop& stop);
  std::optional<std::string> check_controls(const Stop& stop);
  // The answers to questions that are no vectors; or a sentence where one of them has none.
  struct Batch {
    std::vector<Json> answers;
    std::optional<std::string> fault;
  };
  Batch batch(const std::vector<std::string>& questions, std::chrono::milliseconds timeout, const Stop& stop);
  void isolate(Trouble trouble, std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop);
  void end_life();

  std::string target_;
  std::string command_;
  ImplementationOptions options_;
  Random random_;
  ImplementationInfo info_;
  std::uint64_t next_number_ = 1;
  std::unique_ptr<AdapterConversation> conversation_;
  std::size_t lives_ = 0;
  std::size_t fruitless_ = 0;            // lives on end in which nothing was answered
  std::optional<std::string> given_up_;  // why no more is started
  std::string last_trouble_;
  std::optional<std::string> refused_;
};

}  // namespace crosscheck::suite
