// Fetches, requests and responses in the text form: what a question of the kinds `fetch` and `preflight-check` can ask, and nothing else.
//
// Keys: at partition url origin method client mode credentials redirect body stream upload_listener unsafe_request referrer_policy
// embedder_policy header; `response <status>` or `network_error` begins a response, whose headers and `for` follow; `fetch` begins the
// next one.
#pragma once

#include <optional>
#include <vector>

#include "crosscheck/base/decimal_time.h"
#include "crosscheck/fetch/client_request.h"
#include "crosscheck/fetch/fetch.h"
#include "crosscheck/fetch/response.h"
#include "fuzz/input.h"

namespace crosscheck::fuzz {

struct GivenResponse {
  NetworkResponse response;
  std::optional<Purpose> purpose;
};

struct AskedFetch {
  std::uint64_t at = 0;  // seconds; never falls from one fetch to the next
  ClientRequest request;
  std::vector<GivenResponse> responses;
};

// At most four fetches of at most 24 responses; what an API cannot express is made so that it can.
std::vector<AskedFetch> read_fetches(const Input& input);

Time time_of(std::uint64_t seconds);

}  // namespace crosscheck::fuzz
