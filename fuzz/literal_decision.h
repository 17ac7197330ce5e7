// A server's decision as the description of the policy document says it, one entry after another: what compiled policies are held against.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/document.h"
#include "crosscheck/reason/reason.h"

namespace crosscheck::fuzz {

struct LiteralDecision {
  std::string type;
  std::optional<bool> allowed;
  std::optional<Reason> reason;
  std::optional<int> status;
  std::vector<Header> headers;
};

// Of a document that compiles.
LiteralDecision literal_decide(const policy::Document& document, std::string_view method, std::string_view path, HeaderListView headers);

// The policy that rules a path; null where it is off.
const policy::SinglePolicy* policy_for(const policy::Document& document, std::string_view path);
// Whether the policy lets a serialized origin ask, whatever its credentials.
bool literal_allows_origin(const policy::SinglePolicy& policy, std::string_view origin);
// Whether a list of the policy is any.
bool is_any(const policy::StarOrList& list);
// Its entries but for `*`.
std::vector<std::string> entries_of(const policy::StarOrList& list);

}  // namespace crosscheck::fuzz
