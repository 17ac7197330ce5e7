// Responses: what came from the network, and what a script is shown of it.
//
// Values: they own their bytes, and may be read from any thread.
#pragma once

#include <string>
#include <vector>

#include "crosscheck/fetch/modes.h"
#include "crosscheck/http/header_list.h"

namespace crosscheck {

// What the network gave for one request: a status and header lines as they stood on the wire, without tabs and spaces around values;
// or a network error in place of them.
struct NetworkResponse {
  bool network_error = false;
  int status = 200;
  HeaderList headers;

  static NetworkResponse error() { return {true, 0, {}}; }
};

// The same, borrowed: its header lines belong to whoever made it.
struct NetworkResponseView {
  bool network_error = false;
  int status = 200;
  HeaderListView headers;
};

// https://fetch.spec.whatwg.org/#concept-filtered-response as a script sees it.
struct FilteredResponse {
  ResponseType type = ResponseType::basic;
  int status = 200;             // 0 for opaque and opaqueredirect
  std::string url;              // without fragment; empty for opaque
  bool redirected = false;      // https://fetch.spec.whatwg.org/#dom-response-redirected
  std::vector<Header> headers;  // as `Headers` iterates them: lower-case, sorted, combined
};

}  // namespace crosscheck
