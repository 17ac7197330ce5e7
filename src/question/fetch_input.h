// Requests and responses as questions write them.
#pragma once

#include <optional>
#include <string>

#include "crosscheck/fetch/client_request.h"
#include "crosscheck/fetch/fetch.h"
#include "crosscheck/fetch/response.h"
#include "question/reading.h"

namespace crosscheck::question {

// The object `request` of `parent`. A harmless value where there was a fault.
ClientRequest read_request(const ObjectReader& parent, std::string_view key);

// A response, and for which request alone it is.
struct GivenResponse {
  NetworkResponse response;
  std::optional<Purpose> purpose;
};
// `with_purpose`: whether it may have the key `for`.
GivenResponse read_response(Reading& reading, std::optional<NodeIndex> node, bool with_purpose);

}  // namespace crosscheck::question
