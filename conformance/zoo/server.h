// A server of the zoo: the application with a CORS layer around it, which is correct or has one bug.
#pragma once

#include <optional>
#include <string_view>

#include "answer.h"
#include "mutants.h"
#include "origin_decision.h"
#include "policy.h"
#include "preflight.h"
#include "wire/received_request.h"
#include "wire/scripted_server.h"

namespace crosscheck::zoo {

// For one thread: the scripted server's.
class Server {
 public:
  Server(PolicyDocument document, Style style, Mutant mutant)
      : document_(std::move(document)), style_(style), mutant_(mutant), decider_(style, mutant) {}

  wire::ScriptedReply reply(const wire::ReceivedRequest& request);

 private:
  Answer answer(const wire::ReceivedRequest& request);
  Answer preflight(const wire::ReceivedRequest& request, const Policy* policy, std::string_view routed);
  Answer allowed_preflight(const wire::ReceivedRequest& request, const Policy& policy, const Requested& requested);
  Answer actual(const wire::ReceivedRequest& request, const Policy& policy, std::string_view routed);
  void add_allow_origin(Answer& answer, const Policy& policy, const OriginDecision& decision, bool is_preflight) const;
  void add_vary(Answer& answer, const Policy& policy, const OriginDecision& decision, const wire::ReceivedRequest& request,
                bool is_preflight) const;
  std::optional<Answer> instead_of_preflight(const wire::ReceivedRequest& request) const;

  PolicyDocument document_;
  Style style_;
  Mutant mutant_;
  OriginDecider decider_;
};

}  // namespace crosscheck::zoo
