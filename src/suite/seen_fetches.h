// What a client did, fetch by fetch: as the origins saw it, and in its own word.
//
// A pure function; any thread may call.
#pragma once

#include <vector>

#include "suite/json_text.h"
#include "suite/moved_question.h"
#include "suite/scripted_origins.h"

namespace crosscheck::suite {

// `words`: the client's answer to each fetch. The result has {"verdict", "response", "sent"} for each, in terms of the question's own origins.
// `response` is without the lines that the scripted connection put there. `sent` is as_seen: of the lines that came, those that CORS decides;
// what an agent sends of its own accord counts where the very value that a script set came.
Json seen_fetches(const Json& words, const std::vector<SeenRequest>& seen, const MovedQuestion& question);

}  // namespace crosscheck::suite
