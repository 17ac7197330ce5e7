// A whole fetch as one function, read from top to bottom: what the state machine is held against.
//
// What the API does first is read in straight_request.h, ports and schemes in straight_scheme.h, the CORS check and the preflight's in
// straight_checks.h, TAO and the resource policy in straight_response_checks.h. Shared with the engine are URLs, which the target `url` holds,
// origins (`origin`), and what is read a second time nowhere: registrable domains, the words of referrer policies, bytes as code points. The
// cache is the model that `preflight_cache` is held against.
#pragma once

#include "crosscheck/fetch/preflight_cache_model_for_tests.h"
#include "fuzz/fetch_input.h"
#include "fuzz/told.h"

namespace crosscheck::fuzz {

// The fetch that is asked for, by the standard alone, with this cache; the responses are given in order.
Told straight_fetch(const AskedFetch& asked, ListOfEntries& cache);

}  // namespace crosscheck::fuzz
