// Methods: which are methods at all, which are CORS-safelisted, which are forbidden, how one is normalized.
//
// Pure functions that allocate nothing; any bytes may be given, and any thread may call.
#pragma once

#include <string_view>

namespace crosscheck {

// https://fetch.spec.whatwg.org/#concept-method: a token.
bool is_method(std::string_view method);
// https://fetch.spec.whatwg.org/#cors-safelisted-method: byte for byte GET, HEAD or POST.
bool is_cors_safelisted_method(std::string_view method);
// https://fetch.spec.whatwg.org/#forbidden-method: CONNECT, TRACE or TRACK in any case.
bool is_forbidden_method(std::string_view method);
// https://fetch.spec.whatwg.org/#concept-method-normalize: only DELETE, GET, HEAD, OPTIONS, POST, PUT are upper-cased. The result
// points into `method` or at a constant, so it lives as long as `method` does.
std::string_view normalize_method(std::string_view method);

}  // namespace crosscheck
