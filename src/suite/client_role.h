// An adapter in the role of a client: it is asked to `fetch`, really, from scripted origins on this machine.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "question/evaluate.h"
#include "suite/adapter_lives.h"
#include "suite/implementation.h"

namespace crosscheck::suite {

// The question's origins are moved to such servers, its responses are theirs to give, and the client is asked without them. The reply's output
// speaks of the question's own origins again: {"fetches": [{"verdict", "response", "sent"}]}, the first two in the client's word, `sent` as the
// origins saw it (as_seen; `credentials` says that a cookie came, or an Authorization that no script set). The reply's `wire` holds the bytes of
// all messages. A question that means something else at other origins, that needs time to pass, or whose responses HTTP cannot carry is a skip.
// One thread at a time.
class ClientRole {
 public:
  // The lives outlive it.
  explicit ClientRole(AdapterLives& lives) : lives_(lives) {}

  // Asks questions[i] for each i of `places`, one after another.
  void ask(std::span<const std::size_t> places, std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop);

 private:
  Reply ask_one(const std::string& text, const Stop& stop);

  AdapterLives& lives_;
  Evaluator engine_;
};

}  // namespace crosscheck::suite
