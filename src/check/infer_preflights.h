// What an origin that is let in may ask for and read: methods, request headers, exposed headers, how long a preflight holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/infer_origins.h"
#include "check/prober.h"
#include "crosscheck/policy/document.h"

namespace crosscheck::check {

// Fills in everything of `policy` but its origins and credentials, of which `origins` says what is known; sentences and dangers are added to those of
// `origins`. Names that a server lists are asked about as well as those that pages use; a list that takes a name that nobody has is "*".
struct InferredRequests {
  policy::SinglePolicy policy;
  InferredOrigins origins;
};
InferredRequests infer_requests(Prober& prober, std::string_view path, InferredOrigins origins, std::string_view drawn);

}  // namespace crosscheck::check
