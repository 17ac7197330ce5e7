// Policies and requests to their servers in the text form: what questions of the kinds `policy` and `validate-policy` can ask.
//
// Keys of a policy: origins methods request_headers expose_headers pattern matches rejects null_origin credentials max_age
// preflight_status rejected_preflight acknowledge, an entry a line; `any <list>` is the string "*", `none <list>` a list without entries.
// `routes` says that it has routes, `route <path>` begins one, and `off` says that it has no policy. `request <method> <path>` begins a
// request, whose headers follow.
#pragma once

#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/document.h"
#include "fuzz/input.h"

namespace crosscheck::fuzz {

// Views into the input.
struct AskedRequest {
  std::string_view method = "GET";
  std::string_view path = "/";
  std::vector<HeaderView> headers;  // values without tabs and spaces at their ends
};

struct AskedPolicy {
  policy::Document document;
  std::vector<AskedRequest> requests;
};

AskedPolicy read_policy(const Input& input);

}  // namespace crosscheck::fuzz
