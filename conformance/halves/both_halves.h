// A browser and a server that know nothing of each other: `fetch/` asks, `policy/` answers, and out comes what the page may see.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crosscheck/fetch/fetch.h"
#include "crosscheck/policy/policy.h"

namespace crosscheck::halves {

// What a page sees.
struct Verdict {
  bool allowed = false;
  ResponseType type = ResponseType::error;
  std::vector<std::string> readable;  // header names in lower case, sorted
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

// A verdict, and how it came about.
struct Exchange {
  Verdict verdict;
  std::size_t preflights = 0;
  std::set<std::string> answered;  // where it is allowed: the header names of the last answer, in lower case
  std::string reason;              // where it was blocked
};

using Network = std::function<NetworkResponse(const Send&)>;

// What a server answers, and whether it thinks that it allowed what was asked; nothing where nobody asked.
struct Served {
  NetworkResponse response;
  std::optional<bool> allowed;
};

// The server: the policy's decision, and an application behind it that answers what is no preflight.
Served serve(const policy::Policy& policy, const Send& send);

// The browser, at a moment, with the preflight cache that it has.
Exchange ask(const ClientRequest& request, const Network& network, PreflightCache& cache, const Time& now = Time());

std::string shown(const Verdict& verdict);

}  // namespace crosscheck::halves
