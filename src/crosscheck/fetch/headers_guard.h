// The `Headers` object of a Request: a header list behind a guard.
//
// Pure functions but for the list that they change, which one thread at a time may hand over. Any bytes may be given: what is no name
// or no value is a result.
#pragma once

#include <string_view>

#include "crosscheck/fetch/profile.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// https://fetch.spec.whatwg.org/#concept-headers-guard
enum class HeadersGuard { none, immutable, request, request_no_cors, response };

// What a mutation came to.
enum class HeadersMutation {
  done,
  ignored,     // the guard let it vanish, without an error
  type_error,  // no header name, no header value, or an immutable list
};

// https://fetch.spec.whatwg.org/#headers-validate: `done` where the mutation may go on. The value is normalized already.
HeadersMutation headers_validate(HeadersGuard guard, std::string_view name, std::string_view value, Trace trace = {});

// https://fetch.spec.whatwg.org/#headers-class: the mutations, each on a list that the caller owns.
HeadersMutation headers_append(HeaderList& list, HeadersGuard guard, std::string_view name, std::string_view value,
                               const Profile& profile = standard_profile(), Trace trace = {});
HeadersMutation headers_set(HeaderList& list, HeadersGuard guard, std::string_view name, std::string_view value,
                            const Profile& profile = standard_profile(), Trace trace = {});
HeadersMutation headers_delete(HeaderList& list, HeadersGuard guard, std::string_view name, Trace trace = {});

}  // namespace crosscheck
