// A compiled policy answers each request with what the description of the policy document says, entry by entry; and so do its bytes.
#include <string>
#include <variant>
#include <vector>

#include "crosscheck/policy/compile.h"
#include "fuzz/check.h"
#include "fuzz/decision_checks.h"
#include "fuzz/literal_decision.h"
#include "fuzz/policy_input.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  const AskedPolicy asked = read_policy(input);
  const policy::Compilation compilation = policy::compile(asked.document);
  notes.note(compilation.policy.has_value());
  if (!compilation.policy) return;
  for (const AskedRequest& request : asked.requests) {
    const policy::Decision decision = compilation.policy->decide(request.method, request.path, request.headers);
    check_bytes(decision, notes);
    check_located(*compilation.policy, decision, request);
    const std::string came = told(decision);
    notes.note(came);
    const LiteralDecision expected = literal_decide(asked.document, request.method, request.path, request.headers);
    check_same(told(expected), came, "a policy answers what its description says");
  }
}

}  // namespace crosscheck::fuzz
