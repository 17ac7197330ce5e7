// The policies that decide.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "crosscheck/policy/compile.h"

namespace crosscheck::bench {

policy::SinglePolicy one_origin();  // one exact origin and nothing else
policy::SinglePolicy one_origin_credentials();
policy::SinglePolicy any_origin();
policy::SinglePolicy three_patterns();
policy::SinglePolicy thousand_patterns();
policy::SinglePolicy two_expressions();  // of RE2
policy::SinglePolicy twenty_headers();   // one origin, four methods, twenty headers, max_age
policy::SinglePolicy twenty_headers_diagnostic();
policy::SinglePolicy any_origin_twenty_headers();
policy::SinglePolicy any_headers_credentials();  // one origin, `*` for headers, which is echoed
policy::SinglePolicy many_origins(std::size_t count);

// The origin with the number, of many_origins: 32 bytes. Numbers are below 2^20.
std::string numbered_origin(std::size_t number);

// Compiles, or ends the program with the faults: a benchmark of a policy that does not compile measures nothing.
policy::Policy compiled(const policy::SinglePolicy& document);

// Policies of many origins, each compiled when it is first asked for.
class ManyOrigins {
 public:
  const policy::Policy& of(std::size_t count);

 private:
  std::map<std::size_t, policy::Policy> policies_;
};

}  // namespace crosscheck::bench
