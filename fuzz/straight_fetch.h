// A whole fetch as one function, read from top to bottom: what the state machine is held against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "crosscheck/fetch/client_request.h"
#include "crosscheck/fetch/preflight_cache_model_for_tests.h"
#include "crosscheck/http/header_list.h"
#include "fuzz/fetch_input.h"

namespace crosscheck::fuzz {

// What became of a fetch, a line for each request that went out and one for its end.
struct Told {
  std::vector<std::string> lines;
  std::size_t used = 0;  // responses
};

// How both sides are told, so that they can be compared.
std::string told_request(Purpose purpose, std::string_view method, std::string_view url, const std::vector<Header>& headers,
                         bool credentials);
std::string told_response(ResponseType type, int status, std::string_view url, bool redirected, const std::vector<Header>& headers);
inline constexpr std::string_view kToldBlocked = "blocked";
inline constexpr std::string_view kToldPending = "pending";

// The fetch of a request that its API has taken, by the standard alone, with this cache; the responses are given in order.
Told straight_fetch(const ConstructedRequest& constructed, const std::vector<GivenResponse>& responses, ListOfEntries& cache,
                    std::uint64_t now);

}  // namespace crosscheck::fuzz
