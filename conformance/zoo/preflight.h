// Preflights: whether the method and the headers that are asked for are allowed, and what is said about it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "answer.h"
#include "mutants.h"
#include "policy.h"
#include "wire/received_request.h"

namespace crosscheck::zoo {

bool is_preflight(const wire::ReceivedRequest& request, Mutant mutant);

struct Requested {
  std::string method;              // empty where it is not one line
  std::vector<std::string> names;  // as asked, in their order and spelling
  bool malformed = false;          // what no browser would send
  bool method_allowed = false;
  bool names_allowed = false;
};
Requested read_request(const Policy& policy, const wire::ReceivedRequest& request, Mutant mutant);

// Access-Control-Allow-Methods, -Allow-Headers, -Max-Age. Where `allowed` is false: the lists as they are configured, which say what is.
void add_preflight_headers(Answer& answer, const Policy& policy, const Requested& requested, bool allowed, Style style, Mutant mutant);

}  // namespace crosscheck::zoo
