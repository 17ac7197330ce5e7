// What the server says about the origin of a request: whether it may, and the value of Access-Control-Allow-Origin.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "mutants.h"
#include "policy.h"
#include "wire/received_request.h"

namespace crosscheck::zoo {

struct OriginDecision {
  bool allowed = false;
  bool credentials = false;  // whether they are allowed too
  // Nothing is sent where it is empty. A correct server's may be there although `allowed` is false: the same for everybody, or `*`.
  std::string allow_origin;
  bool is_constant = false;  // it does not depend on the request, so that no cache has to know of it
};

class OriginDecider {
 public:
  OriginDecider(Style style, Mutant mutant) : style_(style), mutant_(mutant) {}

  // Not const: some bugs are that something is remembered.
  OriginDecision decide(const Policy& policy, const wire::ReceivedRequest& request, std::string_view routed);

 private:
  bool reflects(const Policy& policy, const wire::ReceivedRequest& request, std::string_view routed) const;
  bool allows(const Policy& policy, const wire::ReceivedRequest& request, std::string_view origin);
  bool forgets(const Policy& policy, std::string_view origin);
  OriginDecision correct(const Policy& policy, std::string_view origin, bool allowed) const;
  void spoil(OriginDecision& decision, const Policy& policy, std::string_view origin) const;

  Style style_;
  Mutant mutant_;
  bool matched_before_ = false;   // M38
  bool allowed_before_ = false;   // M98
  std::size_t requests_ = 0;      // M103
  std::set<std::string> cached_;  // M39
};

}  // namespace crosscheck::zoo
