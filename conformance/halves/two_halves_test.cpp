// What a browser makes of a server's answers is what the server's policy means: every question of a small world, asked of every policy.
#include <gtest/gtest.h>

#include <iostream>
#include <utility>

#include "conformance/halves/both_halves.h"
#include "conformance/halves/meaning.h"
#include "conformance/halves/world.h"
#include "crosscheck/policy/compile.h"

namespace crosscheck::halves {
namespace {

constexpr std::size_t kWarmEvery = 4;  // each such policy is also asked by one browser that learns from every answer
constexpr std::size_t kMostTold = 10;  // failures; there may be thousands of the same kind

policy::Policy compiled(const policy::Document& document) {
  policy::Compilation compilation = policy::compile(document);
  for (const policy::Fault& fault : compilation.errors) ADD_FAILURE() << fault.code() << " at " << fault.pointer << ": " << fault.message;
  return std::move(compilation.policy).value();
}

// Asks every question of every policy, and returns how many pairs that were.
std::size_t hold_against_meaning(const World& world) {
  std::size_t pairs = 0;
  std::size_t wrong = 0;
  std::vector<Question> questions = world.questions;
  std::string path;
  for (std::size_t i = 0; i < world.policies.size(); i += kEvery) {
    const PolicyCase& policy_case = world.policies[i];
    const policy::Policy policy = compiled(policy_case.document);
    if (policy_case.path != path) ask_at(questions, path = policy_case.path);
    // What the server thinks of the preflight. WHY it counts: where it lists what is configured, a browser would find out by itself.
    std::optional<bool> thought;
    const Network network = [&](const Send& send) {
      Served served = serve(policy, send);
      if (send.purpose == Purpose::preflight) thought = served.allowed;
      return std::move(served.response);
    };
    PreflightCache warm;
    const bool asks_warm = i / kEvery % kWarmEvery == 0;
    for (const Question& question : questions) {
      ++pairs;
      PreflightCache cold;
      for (PreflightCache* cache : {&cold, &warm}) {
        if (cache == &warm && !asks_warm) continue;
        thought.reset();
        const Exchange exchange = ask(question.request, network, *cache);
        const Verdict expected = meant(policy_case.meaning, question, exchange.answered);
        const bool server_is_right = exchange.preflights == 0 || thought == lets_through(policy_case.meaning, question);
        if (exchange.verdict == expected && server_is_right) continue;
        if (++wrong > kMostTold) continue;
        ADD_FAILURE() << policy_case.name << " (" << world.name << " " << i << "): " << shown(question)
                      << (cache == &warm ? "\n  with a warm preflight cache" : "") << "\n  meant: " << shown(expected)
                      << "\n  seen:  " << shown(exchange.verdict) << " " << exchange.reason
                      << (server_is_right ? "" : "\n  and the server thinks otherwise of the preflight");
      }
    }
  }
  EXPECT_EQ(wrong, 0u) << "of " << pairs << " pairs in the world of " << world.name;
  std::cout << "[    PAIRS ] " << world.name << ": " << pairs << " (" << (world.policies.size() + kEvery - 1) / kEvery << " policies, "
            << world.questions.size() << " questions)\n";
  return pairs;
}

TEST(TwoHalves, ABrowserSeesWhatThePolicyMeans) {
  const std::size_t pairs = hold_against_meaning(world_of_origins()) + hold_against_meaning(world_of_lists()) +
                            hold_against_meaning(world_of_names()) + hold_against_meaning(world_of_routes());
  std::cout << "[    PAIRS ] in all: " << pairs << "\n";
  RecordProperty("pairs", std::to_string(pairs));
  EXPECT_GE(pairs * kEvery, 200'000u);
}

// What `max_age` means: for so long a browser does not ask again, and what it may do does not change.
TEST(TwoHalves, APreflightIsRememberedForMaxAge) {
  struct Remembered {
    std::optional<double> max_age;
    std::vector<std::string> remembered;
    std::vector<std::string> forgotten;
  };
  const std::vector<Remembered> cases{{std::nullopt, {"0", "4.9"}, {"5", "600"}},
                                      {0.0, {}, {"0", "5"}},
                                      {5.0, {"0", "4.9"}, {"5", "600"}},
                                      {600.0, {"0", "5", "599.9"}, {"600", "7200"}}};
  std::vector<Question> questions = questions_of({"https://app.example", "https://xapp.example"}, {{"PUT", "PUT"}, {"DELETE", "DELETE"}},
                                                 {{{}, {}}, {{{"x-a", "1"}}, {"x-a"}}});
  ask_at(questions, "/x");
  const auto later_preflights = [](const Question& question, const Network& network, const std::string& seconds) {
    PreflightCache cache;
    const Exchange first = ask(question.request, network, cache);
    const Exchange later = ask(question.request, network, cache, *Time::from_decimal(seconds));
    EXPECT_EQ(first.verdict, later.verdict) << shown(question);
    EXPECT_EQ(first.preflights, 1u);
    return later.preflights;
  };
  const World world = world_of_origins();
  for (std::size_t i = 0; i < world.policies.size(); i += kEvery) {
    PolicyCase policy_case = world.policies[i];
    for (const Remembered& remembered : cases) {
      std::get<policy::SinglePolicy>(policy_case.document).max_age = remembered.max_age;
      const policy::Policy policy = compiled(policy_case.document);
      const Network network = [&](const Send& send) { return serve(policy, send).response; };
      for (const Question& question : questions) {
        // What was refused is asked anew each time.
        const std::size_t unless_remembered = may_read(policy_case.meaning, question) ? 0 : 1;
        for (const std::string& seconds : remembered.remembered) {
          ASSERT_EQ(later_preflights(question, network, seconds), unless_remembered)
              << policy_case.name << ": " << shown(question) << " after " << seconds;
        }
        for (const std::string& seconds : remembered.forgotten) {
          ASSERT_EQ(later_preflights(question, network, seconds), 1u)
              << policy_case.name << ": " << shown(question) << " after " << seconds;
        }
      }
    }
  }
}

}  // namespace
}  // namespace crosscheck::halves
