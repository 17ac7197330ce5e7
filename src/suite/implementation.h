// An implementation under test, however it is plugged in: it is greeted, asked, and dismissed.
//
// NOTE: this is the seam for servers, clients and browsers, which are asked over wires: they answer the same vectors with the same Reply.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/json_text.h"
#include "suite/outcome.h"
#include "suite/run_log.h"
#include "suite/stop.h"

namespace crosscheck::suite {

// What came for a question.
struct Reply {
  // Outcome::pass: an answer, which is still to be judged. Otherwise timeout, crash or error: none came that can be.
  Outcome outcome = Outcome::pass;
  Json answer;         // has `output`, `error` or `skip`
  std::string detail;  // why there is no answer
  std::vector<std::string> wire;
  std::uint64_t duration_us = 0;
};

// `index` is the question's place in what was asked. A later reply to the same question stands in place of an earlier one: it was answered
// twice. Called by the thread that asks.
using OnReply = std::function<void(std::size_t index, Reply reply)>;

// One thread at a time.
class Implementation {
 public:
  Implementation() = default;
  Implementation(const Implementation&) = delete;
  Implementation& operator=(const Implementation&) = delete;
  virtual ~Implementation() = default;

  // Starts and greets it, once, before all else. `refused` says why nothing of it can count.
  virtual ImplementationInfo introduce(const Stop& stop) = 0;
  // Asks all of them. A question is the members of an object: `"kind":"cors-check","input":{…}`. Each gets a reply unless a stop was asked
  // for before.
  virtual void ask(std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop) = 0;
  // No more questions will come. What it still says is handed to `on_reply`, as of the last `ask`.
  virtual void dismiss(const OnReply& on_reply, const Stop& stop) = 0;
  // Why nothing of it counts, where that came to light after the greeting.
  virtual std::optional<std::string> refused() const { return std::nullopt; }
};

struct ImplementationOptions {
  std::chrono::milliseconds timeout{5000};         // of a question
  std::chrono::milliseconds start_timeout{10000};  // of the greeting
  std::uint64_t seed = 0;
  std::size_t line_limit = std::size_t{8} * 1024 * 1024;  // bytes of an answer
  bool is_known_broken = false;                           // on purpose, so that no control question is put to it
};

struct TargetError {
  std::string message;
};

// `builtin:engine`, `exec:COMMAND`, or in the project's folder `builtin:mutant/<id>`, once `crosscheck mutate` has built them, and
// `builtin:zoo/<id>`, once `crosscheck_zoo` is built. Nothing is started before it is introduced.
Result<std::unique_ptr<Implementation>, TargetError> make_implementation(std::string_view target, const ImplementationOptions& options);
// Whether it is part of this program, so that no liar can be in its place.
bool is_builtin(std::string_view target);

}  // namespace crosscheck::suite
