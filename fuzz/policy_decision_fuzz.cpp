// A compiled policy answers each request with what the description of the policy document says, entry by entry; and so do its bytes.
#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/linear_matcher_for_tests.h"
#include "crosscheck/policy/regex_set.h"
#include "fuzz/check.h"
#include "fuzz/decision_checks.h"
#include "fuzz/literal.h"
#include "fuzz/literal_decision.h"
#include "fuzz/policy_input.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

using policy::Entry;

// Whether the entry allows the origin. Of a list without `*` it has to be the first that does, exact ones before patterns.
bool allows(const policy::SinglePolicy& policy, const Entry& entry, std::string_view origin) {
  switch (entry.key) {
    case Entry::Key::origins:
      if (!policy.origins) return false;
      if (is_any(*policy.origins))
        return entry.index == Entry::kNone ? policy.origins->is_star : policy.origins->entries[entry.index] == "*";
      return policy::linear_match(policy.origins->entries, origin) == entry.index;
    case Entry::Key::origin_patterns:
      return policy::OriginRegex::compile(policy.origin_patterns[entry.index].regex).matches(origin);
    case Entry::Key::null_origin:
      return policy.null_origin && origin == "null";
    case Entry::Key::off:
      break;
  }
  return false;
}

// The entry that decides stands in the policy that rules the path, and allows the origin; or the path is off.
void check_entry(const policy::Document& document, const AskedRequest& request, const policy::Decision& decision) {
  const std::optional<Entry> entry = decision.decided_by();
  const policy::SinglePolicy* policy = policy_for(document, request.path);
  check(!policy || entry.has_value() == decision.allowed().value_or(false),
        "an entry decides where the origin is allowed, and nowhere else");
  if (!entry) return;
  const auto* const routes = std::get_if<policy::Routes>(&document);
  check((routes == nullptr) == (entry->route == Entry::kNone), "an entry has a route where there are routes");
  const auto* const of_entry = routes == nullptr ? policy : (*routes)[entry->route].policy ? &*(*routes)[entry->route].policy : nullptr;
  check(of_entry == policy && (policy == nullptr) == (entry->key == Entry::Key::off), "an entry is one of the policy that rules the path");
  if (policy == nullptr) return;
  const auto origin = std::find_if(request.headers.begin(), request.headers.end(),
                                   [](const HeaderView& header) { return literal::same_in_any_case(header.name, "Origin"); });
  check(allows(*policy, *entry, origin->value), "the entry that decides allows the origin", [&] { return entry->pointer(); });
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  const AskedPolicy asked = read_policy(input);
  const policy::Compilation compilation = policy::compile(asked.document);
  notes.note(compilation.policy.has_value());
  if (!compilation.policy) return;
  for (const AskedRequest& request : asked.requests) {
    const policy::Decision decision = compilation.policy->decide(request.method, request.path, request.headers);
    check_bytes(decision, notes);
    check_entry(asked.document, request, decision);
    check_located(*compilation.policy, decision, request);
    const std::string came = told(decision);
    notes.note(came);
    const LiteralDecision expected = literal_decide(asked.document, request.method, request.path, request.headers);
    check_same(told(expected), came, "a policy answers what its description says");
  }
}

}  // namespace crosscheck::fuzz
