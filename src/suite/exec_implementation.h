// `exec:COMMAND`: an implementation behind a command that reads questions from
// stdin and writes answers to stdout, a line each.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/adapter_lives.h"
#include "suite/client_role.h"
#include "suite/implementation.h"
#include "suite/role.h"
#include "suite/server_role.h"

namespace crosscheck::suite {

// It is asked in each role that it claims. As a library: a crash, a time-out or
// a line that is no answer ends a life of the command. Questions that were open
// then are asked again, one by one: those that break it alone fail, and where
// none does, all that were open fail. After too many lives, or several in which
// nothing was answered, what is left fails.
class ExecImplementation final : public Implementation {
 public:
  // `target` is what a report calls it.
  ExecImplementation(std::string target, std::string command, const ImplementationOptions& options)
      : target_(std::move(target)), lives_(std::move(command), options), server_(lives_), client_(lives_) {}

  ImplementationInfo introduce(const Stop& stop) override;
  void ask(std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop) override;
  void dismiss(const OnReply& on_reply, const Stop& stop) override;
  std::optional<std::string> refused() const override { return refused_ ? refused_ : lives_.late_fault(); }

 private:
  std::optional<std::string> check_unknown_kind(const Stop& stop);
  // As a library.
  std::optional<std::string> check_controls(const std::vector<std::string>& kinds, const Stop& stop);
  // As a server or a client.
  std::optional<std::string> check_controls_on_the_wire(std::string_view kind, Role role, const Stop& stop);
  std::optional<std::string> check_all_controls(const Stop& stop);
  void ask_library(std::vector<bool> replied, std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop);
  void isolate(Trouble trouble, std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop);

  std::string target_;
  AdapterLives lives_;
  ServerRole server_;
  ClientRole client_;
  ImplementationInfo info_;
  std::optional<std::string> refused_;
};

}  // namespace crosscheck::suite
