// A compiled policy: an immutable value that answers requests. Copies share what was compiled.
//
// Deciding allocates nothing and takes no lock, from any number of threads. The exception is a policy with regular expressions, asked about an origin
// that no entry of `origins` allows: RE2 takes a lock that readers share, and allocates where the origin leads it to a state of its automaton that it
// has not seen. Compiling asks about every example and what is nearly one, so that origins like these allocate nothing, whether they match or not. One
// that goes a way of which there is no example (another branch of an alternative) allocates when it first comes, and never again as long as the
// automaton has room (8 MiB for each expression). Where no memory is left for that the program ends: deciding throws nothing.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/compiled.h"
#include "crosscheck/policy/decision.h"
#include "crosscheck/policy/document.h"
#include "crosscheck/policy/located_headers.h"

namespace crosscheck::policy {

class Policy {
 public:
  // What the server must answer, for any method, path and headers: none of them is trusted. `path` matters where the document has routes, and is
  // compared as given. Linear in the number of headers; what else is read is bounded by the policy, and by the Origin header's length.
  // The decision refers to the policy, to the bytes of the request and to the arrays of views: all must outlive it.
  Decision decide(std::string_view method, std::string_view path, HeaderListView headers) const noexcept;
  Decision decide(std::string_view method, std::string_view path, const LocatedHeaders& headers) const noexcept;

  // What was compiled, in its normal form. Allocates.
  Document normal_form() const;

  // Whether both decide the same because their normal forms are the same.
  friend bool operator==(const Policy& a, const Policy& b);

 private:
  friend class PolicyMaker;
  explicit Policy(std::shared_ptr<const CompiledDocument> compiled);

  std::shared_ptr<const CompiledDocument> compiled_;
};

// Step 1 (SRV-2): OPTIONS with both headers is a preflight, and nothing else is.
// WHY inlined: most decisions are shorter than a call.
[[gnu::always_inline]] inline Decision Policy::decide(std::string_view method, std::string_view path,
                                                      const LocatedHeaders& headers) const noexcept {
  Decision decision = CompiledDocument::undecided();
  if (is_options(method) && !headers.origin.empty() && !headers.requested_method.empty()) {
    compiled_->decide_preflight(decision, path, headers);
  } else {
    compiled_->decide_actual(decision, path, {headers.origin.data(), headers.origin.size()});
  }
  return decision;
}

}  // namespace crosscheck::policy
