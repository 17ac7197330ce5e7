#include "crosscheck/fetch/headers_guard.h"

#include <optional>
#include <string>

#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "crosscheck/http/header.h"

namespace crosscheck {
namespace {

// Whether a script may give the header that value in mode "no-cors"; if not, `rule` is the row that lets it vanish.
bool passes_no_cors_guard(std::string_view name, std::string_view value, Rule rule, const Profile& profile, Trace trace) {
  if (is_no_cors_safelisted_request_header(name, value, profile)) return true;
  if (trace) is_no_cors_safelisted_request_header(name, value, profile, trace);
  trace.step(rule, Outcome::dropped, [&] { return "no-cors-header-dropped: " + quoted(name) + " is left out without an error."; });
  return false;
}

// https://fetch.spec.whatwg.org/#concept-headers-remove-privileged-no-cors-request-headers
void remove_privileged_no_cors_request_headers(HeaderList& list, Trace trace) {
  // 1 (API-3). DEVIATION (AMB-26): the loop is over the names that the definition lists, which are one (PRV-1).
  constexpr std::string_view kRange = "range";
  if (!list.contains(kRange)) return;
  list.remove(kRange);
  trace.step(Rule::API_3, Outcome::dropped, "`Range` goes, as a script has changed the headers in mode \"no-cors\".");
}

}  // namespace

// https://fetch.spec.whatwg.org/#headers-validate
HeadersMutation headers_validate(HeadersGuard guard, std::string_view name, std::string_view value, Trace trace) {
  // 1 (API-1): the bytes come before the guard.
  if (!is_header_name(name)) {
    trace.step(Rule::API_1, Outcome::failure, "The API throws for an invalid header name.");
    trace.step(Rule::HDR_1, Outcome::no, [&] { return quoted(name) + " is not a header name."; });
    return HeadersMutation::type_error;
  }
  if (!is_header_value(value)) {
    trace.step(Rule::API_1, Outcome::failure, "The API throws for an invalid header value.");
    trace.step(Rule::HDR_2, Outcome::no, [&] { return quoted(value) + ", given for " + quoted(name) + ", is not a header value."; });
    if (trace && guard == HeadersGuard::request && is_forbidden_request_header(name, value)) {
      trace.step(Rule::API_1, Outcome::failure, "It throws although the guard would have left the header out: validity comes first.");
    }
    return HeadersMutation::type_error;
  }
  // 2 (API-1)
  if (guard == HeadersGuard::immutable) {
    trace.step(Rule::API_1, Outcome::failure, "The API throws, as these headers cannot be changed.");
    return HeadersMutation::type_error;
  }
  // 3 (API-1)
  if (guard == HeadersGuard::request && is_forbidden_request_header(name, value)) {
    if (trace) is_forbidden_request_header(name, value, trace);
    trace.step(Rule::API_1, Outcome::dropped,
               [&] { return "forbidden-request-header: " + quoted(name) + " is left out without an error."; });
    return HeadersMutation::ignored;
  }
  // 4 (API-1)
  if (guard == HeadersGuard::response && is_forbidden_response_header_name(name)) {
    trace.step(Rule::API_1, Outcome::dropped,
               [&] { return "The forbidden response-header " + quoted(name) + " is left out without an error."; });
    return HeadersMutation::ignored;
  }
  // 5 (API-1)
  return HeadersMutation::done;
}

// https://fetch.spec.whatwg.org/#concept-headers-append
HeadersMutation headers_append(HeaderList& list, HeadersGuard guard, std::string_view name, std::string_view value, const Profile& profile,
                               Trace trace) {
  // 1 (API-1)
  value = normalize_header_value(value);
  // 2 (API-1)
  if (const HeadersMutation validity = headers_validate(guard, name, value, trace); validity != HeadersMutation::done) return validity;
  // 3 (API-2): what is judged is the value that the header would have then.
  if (guard == HeadersGuard::request_no_cors) {
    std::optional<std::string> temporary_value = list.get(name);
    if (temporary_value) {
      temporary_value->append(", ").append(value);
    } else {
      temporary_value = std::string(value);
    }
    if (!passes_no_cors_guard(name, *temporary_value, Rule::API_2, profile, trace)) return HeadersMutation::ignored;
  }
  // 4
  list.append(name, value);
  // 5 (API-3)
  if (guard == HeadersGuard::request_no_cors) remove_privileged_no_cors_request_headers(list, trace);
  return HeadersMutation::done;
}

// https://fetch.spec.whatwg.org/#dom-headers-set
HeadersMutation headers_set(HeaderList& list, HeadersGuard guard, std::string_view name, std::string_view value, const Profile& profile,
                            Trace trace) {
  // 1 (API-1)
  value = normalize_header_value(value);
  // 2 (API-1)
  if (const HeadersMutation validity = headers_validate(guard, name, value, trace); validity != HeadersMutation::done) return validity;
  // 3 (API-4): the new value alone, since it replaces the others.
  if (guard == HeadersGuard::request_no_cors && !passes_no_cors_guard(name, value, Rule::API_4, profile, trace)) {
    return HeadersMutation::ignored;
  }
  // 4
  list.set(name, value);
  // 5 (API-3)
  if (guard == HeadersGuard::request_no_cors) remove_privileged_no_cors_request_headers(list, trace);
  return HeadersMutation::done;
}

// https://fetch.spec.whatwg.org/#dom-headers-delete
HeadersMutation headers_delete(HeaderList& list, HeadersGuard guard, std::string_view name, Trace trace) {
  // 1 (API-1): the value is a dummy.
  if (const HeadersMutation validity = headers_validate(guard, name, "", trace); validity != HeadersMutation::done) return validity;
  // 2 (API-3)
  if (guard == HeadersGuard::request_no_cors && !is_no_cors_safelisted_request_header_name(name) &&
      !is_privileged_no_cors_request_header_name(name)) {
    trace.step(Rule::API_3, Outcome::no, [&] { return "A script cannot delete " + quoted(name) + " in mode \"no-cors\"."; });
    return HeadersMutation::ignored;
  }
  // 3 (API-3): deleting what is not there changes nothing, so `Range` stays.
  if (!list.contains(name)) return HeadersMutation::done;
  // 4
  list.remove(name);
  // 5 (API-3)
  if (guard == HeadersGuard::request_no_cors) remove_privileged_no_cors_request_headers(list, trace);
  return HeadersMutation::done;
}

}  // namespace crosscheck
