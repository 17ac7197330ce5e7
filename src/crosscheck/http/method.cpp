#include "crosscheck/http/method.h"

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/token.h"

namespace crosscheck {

// https://fetch.spec.whatwg.org/#concept-method
// MTH-1, ABNF-1: a token; `*` is one.
bool is_method(std::string_view method) { return is_token(method); }

// https://fetch.spec.whatwg.org/#cors-safelisted-method
// MTH-2: byte for byte. `get` becomes safe only where an API normalizes it first.
bool is_cors_safelisted_method(std::string_view method) { return method == "GET" || method == "HEAD" || method == "POST"; }

// https://fetch.spec.whatwg.org/#forbidden-method
// MTH-3: in any case. APIs ask this; the fetch itself does not.
bool is_forbidden_method(std::string_view method) {
  return equals_ignoring_ascii_case(method, "CONNECT") || equals_ignoring_ascii_case(method, "TRACE") ||
         equals_ignoring_ascii_case(method, "TRACK");
}

// https://fetch.spec.whatwg.org/#concept-method-normalize
// MTH-4: these six and no other; `patch` and `query` stay as they are.
std::string_view normalize_method(std::string_view method) {
  for (const std::string_view normal : {"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"}) {
    if (equals_ignoring_ascii_case(method, normal)) return normal;
  }
  return method;
}

}  // namespace crosscheck
