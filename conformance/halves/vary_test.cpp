// A cache that honours `Vary` never turns a verdict, in whatever order pages come to it.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <numeric>
#include <utility>

#include "conformance/halves/both_halves.h"
#include "conformance/halves/http_cache.h"
#include "conformance/halves/world.h"
#include "crosscheck/policy/compile.h"
#include "crosscheck/url/origin.h"

namespace crosscheck::halves {
namespace {

ClientRequest request_from(std::string_view origin, std::string method, CredentialsMode credentials) {
  ClientRequest request;
  request.url = std::string(kServer) + "/x";
  request.origin = parse_serialized_origin(origin).value();
  request.method = std::move(method);
  request.credentials = credentials;
  return request;
}

// GET from an allowed origin, from one that is not, by an <img> (which sends no Origin), from another allowed origin, and from nowhere.
std::vector<ClientRequest> readers(CredentialsMode credentials) {
  std::vector<ClientRequest> requests{
      request_from("https://app.example", "GET", credentials), request_from("https://xapp.example", "GET", credentials),
      request_from("https://app.example", "GET", credentials), request_from("http://localhost:3000", "GET", credentials),
      request_from("null", "GET", credentials)};
  requests[2].mode = Mode::no_cors;
  return requests;
}

// Requests that are preflighted; most policies refuse PATCH, and x-b.
std::vector<ClientRequest> writers(CredentialsMode credentials) {
  std::vector<ClientRequest> requests{
      request_from("https://app.example", "PUT", credentials), request_from("https://xapp.example", "PUT", credentials),
      request_from("https://app.example", "PATCH", credentials), request_from("http://localhost:3000", "PUT", credentials),
      request_from("https://app.example", "PUT", credentials)};
  requests[4].headers = {{"x-b", "1"}};
  return requests;
}

struct Turned {
  std::size_t sequences = 0;
  std::size_t verdicts = 0;
};

// The requests in every order, each order against a shared cache of its own; each browser is a new one.
// `is_stored` says which of what is sent goes through the cache.
template <class IsStored>
Turned replay(const PolicyCase& policy_case, const policy::Policy& policy, const std::vector<ClientRequest>& requests, bool honours_vary,
              IsStored&& is_stored) {
  const Network server = [&](const Send& send) { return serve(policy, send).response; };
  std::vector<Verdict> without_cache;
  for (const ClientRequest& request : requests) {
    PreflightCache preflights;
    without_cache.push_back(ask(request, server, preflights).verdict);
  }
  Turned turned;
  std::vector<std::size_t> order(requests.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  do {
    HttpCache cache(honours_vary);
    const Network through_cache = [&](const Send& send) { return is_stored(send) ? cache.answer(send, server) : server(send); };
    ++turned.sequences;
    for (const std::size_t who : order) {
      PreflightCache preflights;
      const Verdict verdict = ask(requests[who], through_cache, preflights).verdict;
      if (verdict == without_cache[who]) continue;
      ++turned.verdicts;
      if (honours_vary && turned.verdicts <= 3) {
        ADD_FAILURE() << policy_case.name << ", sequence " << turned.sequences << ": request " << who << " from "
                      << requests[who].origin.serialized() << "\n  without a cache: " << shown(without_cache[who])
                      << "\n  with it:         " << shown(verdict);
      }
    }
  } while (std::next_permutation(order.begin(), order.end()));
  return turned;
}

// Against the world's policies, or every so many of them: of the requests, each allows all, some or none.
template <class IsStored>
Turned replay_all(const World& world, std::size_t every, const std::vector<ClientRequest>& requests, bool honours_vary, IsStored&& is_stored) {
  Turned all;
  for (std::size_t i = 0; i < world.policies.size(); i += every * kEvery) {
    policy::Compilation compilation = policy::compile(world.policies[i].document);
    const Turned turned = replay(world.policies[i], compilation.policy.value(), requests, honours_vary, is_stored);
    all.sequences += turned.sequences;
    all.verdicts += turned.verdicts;
  }
  return all;
}

constexpr auto kGet = [](const Send& send) { return send.method == "GET"; };
// WHY: HTTP keeps no answer to OPTIONS, but there are networks that do; preflights say what they depend on, too.
constexpr auto kPreflight = [](const Send& send) { return send.purpose == Purpose::preflight; };

TEST(Vary, ACacheThatHonoursItNeverTurnsAVerdict) {
  std::size_t sequences = 0;
  for (const CredentialsMode credentials : {CredentialsMode::omit, CredentialsMode::include}) {
    const Turned turned = replay_all(world_of_origins(), 1, readers(credentials), true, kGet);
    EXPECT_EQ(turned.verdicts, 0u);
    sequences += turned.sequences;
  }
  std::cout << "[ SEQUENCES ] " << sequences << "\n";
}

TEST(Vary, ACacheOfPreflightsThatHonoursItNeverTurnsAVerdict) {
  for (const CredentialsMode credentials : {CredentialsMode::omit, CredentialsMode::include}) {
    EXPECT_EQ(replay_all(world_of_origins(), 1, writers(credentials), true, kPreflight).verdicts, 0u);
    // Lists in full, `*`, and what is echoed.
    EXPECT_EQ(replay_all(world_of_lists(), 11, writers(credentials), true, kPreflight).verdicts, 0u);
  }
}

// What the two tests above would see.
TEST(Vary, ACacheThatIgnoresItTurnsVerdicts) {
  EXPECT_GT(replay_all(world_of_origins(), 1, readers(CredentialsMode::omit), false, kGet).verdicts, 0u);
  EXPECT_GT(replay_all(world_of_origins(), 1, writers(CredentialsMode::omit), false, kPreflight).verdicts, 0u);
}

// There is nothing to vary by where the answer is the same for all.
TEST(Vary, AnAnswerForAnybodyIsStoredOnce) {
  const World world = world_of_origins();
  for (const PolicyCase& policy_case : world.policies) {
    if (policy_case.name != "*") continue;
    policy::Compilation compilation = policy::compile(policy_case.document);
    std::size_t asked = 0;
    const Network server = [&](const Send& send) {
      ++asked;
      return serve(*compilation.policy, send).response;
    };
    HttpCache cache(true);
    const Network through_cache = [&](const Send& send) { return cache.answer(send, server); };
    for (const ClientRequest& request : readers(CredentialsMode::omit)) {
      PreflightCache preflights;
      EXPECT_TRUE(ask(request, through_cache, preflights).verdict.allowed);
    }
    EXPECT_EQ(asked, 1u);
    return;
  }
  FAIL() << "there is no policy for anybody";
}

}  // namespace
}  // namespace crosscheck::halves
