// Whether a question of the kind `fetch` can be put to a client that really fetches, and how it reads then.
//
// Pure functions but for the engine that they ask; one thread at a time for each engine.
#pragma once

#include <string>
#include <vector>

#include "crosscheck/base/result.h"
#include "question/evaluate.h"
#include "suite/json_text.h"
#include "suite/moved_origins.h"

namespace crosscheck::suite {

// Why it cannot, in a sentence's second half: "seconds pass between its fetches, …".
struct NotFetchable {
  std::string why;
};

// A question with an end: where a request would wait for ever its connection is closed, which is a network error.
struct FetchableQuestion {
  Json input;
  std::string profile;
  Json meant;                        // the engine's answer
  std::vector<std::string> origins;  // those that are contacted
};
// Not fetchable: what has to be refused, what needs time to pass, what goes on differently when a wait ends in an error, what HTTP cannot carry.
Result<FetchableQuestion, NotFetchable> fetchable_question(const Json& input, const std::string& profile, Evaluator& engine);

// The same at other origins.
struct MovedQuestion {
  Json input;  // with the responses
  OriginMove move;
  Json expected;  // the engine's answer to each fetch
};
// `urls`: where each of the question's origins is served. Not fetchable: what means something else there.
Result<MovedQuestion, NotFetchable> moved_question(const FetchableQuestion& question, const std::vector<std::string>& urls,
                                                   Evaluator& engine);

// What a client is told.
Json without_responses(const Json& input);

}  // namespace crosscheck::suite
