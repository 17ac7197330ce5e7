// Whether a policy allows an origin: correctly, and with each bug of origin matching.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "mutants.h"
#include "policy.h"

namespace crosscheck::zoo {

// An origin's bytes, taken apart at their separators. Nothing is checked, and nothing is lost: the parts joined are the origin.
struct OriginParts {
  std::string_view scheme;  // with "://"; empty where there is none
  std::string_view host;
  std::string_view port;  // with its colon; empty where there is none
};
OriginParts parts_of(std::string_view origin);

// An entry of `origins`, by the words of the policy document: exact, `scheme://*.base`, `:*`.
bool entry_matches(std::string_view entry, std::string_view origin);
// One of `origin_patterns`, in full.
bool pattern_matches(const std::string& regex, std::string_view origin);

// Whether the policy allows `origin`, which is what stands in the one line of `Origin`.
bool allows_origin(const Policy& policy, std::string_view origin);

// The same with a bug of M04 to M37 that lies in the comparison of bytes. For every other mutant it is `allows_origin`.
bool allows_origin_with(Mutant mutant, const Policy& policy, std::string_view origin);

}  // namespace crosscheck::zoo
