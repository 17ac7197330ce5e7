// Requests and responses as questions write them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "crosscheck/fetch/client_request.h"
#include "crosscheck/fetch/fetch.h"
#include "crosscheck/fetch/response.h"
#include "question/reading.h"

namespace crosscheck::question {

// The object `request` of `parent`. A harmless value where there was a fault.
ClientRequest read_request(const ObjectReader& parent, std::string_view key);

// A response, and for which request alone it is. Its header lines are valid as long as the reading.
struct GivenResponse {
  bool network_error = false;
  int status = 0;
  std::vector<HeaderView> headers;
  std::optional<Purpose> purpose;

  NetworkResponseView response() const { return {network_error, status, headers}; }
};
// `with_purpose`: whether it may have the key `for`.
GivenResponse read_response(Reading& reading, std::optional<NodeIndex> node, bool with_purpose);

}  // namespace crosscheck::question
