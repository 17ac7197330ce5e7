// A compiled policy: an immutable value that answers requests. Copies share what was compiled.
//
// Deciding allocates nothing and takes no lock, from any number of threads; patterns by regular expression are the exception, see regex_set.h.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "crosscheck/http/header_list.h"
#include "crosscheck/policy/decision.h"
#include "crosscheck/policy/document.h"

namespace crosscheck::policy {

struct CompiledDocument;

// The lines of the three headers that a decision reads, in wire order, for servers that have located them already. Values come without tabs and
// spaces at their ends, as HTTP takes them off.
struct LocatedHeaders {
  std::span<const std::string_view> origin;             // Origin
  std::span<const std::string_view> requested_method;   // Access-Control-Request-Method
  std::span<const std::string_view> requested_headers;  // Access-Control-Request-Headers
};

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

}  // namespace crosscheck::policy
