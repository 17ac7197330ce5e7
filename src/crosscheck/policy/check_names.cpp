#include <algorithm>
#include <span>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/method.h"
#include "crosscheck/policy/check.h"
#include "crosscheck/policy/header_classes_table.h"
#include "crosscheck/policy/text_table.h"

namespace crosscheck::policy {
namespace {

bool is_in(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_forbidden_request_header(std::string_view lower_case) {
  return is_in(kForbiddenRequestHeaders, lower_case) || lower_case.starts_with("proxy-") || lower_case.starts_with("sec-");
}

// One list of names: what all such lists share.
class ListCheck {
 public:
  ListCheck(const StarOrList& list, std::string pointer) : list_(list), pointer_(std::move(pointer)), seen_(list.entries.size()) {}

  void add(FaultKind kind, std::size_t index, std::string message, std::string fix) {
    faults_.push_back(make_fault(kind, pointer_to(pointer_, index), std::move(message), std::move(fix)));
  }
  // At the "*", wherever it stands.
  void add_at_star(FaultKind kind, std::string message, std::string fix) {
    if (list_.is_star) {
      faults_.push_back(make_fault(kind, pointer_, std::move(message), std::move(fix)));
    } else {
      const auto star = std::find(list_.entries.begin(), list_.entries.end(), "*");
      add(kind, static_cast<std::size_t>(star - list_.entries.begin()), std::move(message), std::move(fix));
    }
  }
  // V33 where the name stood in the list before; `compared` is how it is compared.
  bool is_repeat(std::size_t index, std::string_view compared) {
    const std::uint32_t first = seen_.insert(compared, static_cast<std::uint32_t>(index));
    if (first == index) return false;
    add(FaultKind::redundant_entry, index,
        in_backquotes(list_.entries[index]) + " stands at " + in_backquotes(pointer_to(pointer_, first)) + " already.", "Leave it out.");
    return true;
  }
  std::vector<Fault> take() { return std::move(faults_); }

 private:
  const StarOrList& list_;
  std::string pointer_;
  TextTable seen_;
  std::vector<Fault> faults_;
};

void check_method(ListCheck& check, std::size_t index, const std::string& method, bool any) {
  const std::string shown = in_backquotes(method);
  if (!is_method(method)) {
    check.add(FaultKind::bad_method, index, shown + " is no method: a method is a token.", "Write a method such as \"PUT\".");
  } else if (is_forbidden_method(method)) {
    check.add(FaultKind::bad_method, index, shown + " is forbidden: no script can send it.", "Leave it out.");
  } else if (check.is_repeat(index, method)) {
    return;
  } else if (is_cors_safelisted_method(method)) {
    check.add(FaultKind::redundant_entry, index, shown + " is always allowed.", "Leave it out.");
  } else if (any) {
    check.add(FaultKind::redundant_entry, index, shown + " stands beside `*`, which allows every method.", "Leave it out.");
  } else if (is_cors_safelisted_method(byte_uppercase(method))) {
    check.add(
        FaultKind::method_case, index,
        shown + " is compared byte for byte and will not match " + in_backquotes(byte_uppercase(method)) + ", which is always allowed.",
        "Leave it out.");
  } else if (byte_uppercase(method) != method) {
    check.add(FaultKind::method_case, index,
              shown + " is compared byte for byte and will not match " + in_backquotes(byte_uppercase(method)) + ".",
              "Write \"" + byte_uppercase(method) + "\", if that is what is sent.");
  } else if (method == "OPTIONS") {
    check.add(FaultKind::options_as_method, index, "`OPTIONS` is listed as a method that scripts may send; a preflight needs no entry.",
              "Leave it out, unless scripts send it themselves.");
  }
}

void check_request_header(ListCheck& check, std::size_t index, const std::string& name, bool any, bool credentials) {
  const std::string lower_case = byte_lowercase(name);
  const std::string shown = in_backquotes(name);
  if (!is_header_name(name)) {
    check.add(FaultKind::bad_header_name, index, shown + " is no header name: a name is a token.",
              "Write one name in each entry, such as \"content-type\".");
  } else if (is_forbidden_request_header(lower_case)) {
    check.add(FaultKind::forbidden_request_header, index, shown + " is a forbidden request-header: no script can send it.",
              "Leave it out.");
  } else if (is_in(kHeadersOfResponsesAlone, lower_case)) {
    check.add(FaultKind::header_of_the_other_side, index, shown + " is a header of responses.",
              "Leave it out; `request_headers` lists what scripts send.");
  } else if (check.is_repeat(index, lower_case)) {
    return;
  } else if (any && (credentials || lower_case != "authorization")) {
    check.add(FaultKind::redundant_entry, index, shown + " stands beside `*`, which allows it.", "Leave it out.");
  }
}

void check_exposed_header(ListCheck& check, std::size_t index, const std::string& name, bool any) {
  const std::string lower_case = byte_lowercase(name);
  const std::string shown = in_backquotes(name);
  if (!is_header_name(name)) {
    check.add(FaultKind::bad_header_name, index, shown + " is no header name: a name is a token.",
              "Write one name in each entry, such as \"x-request-id\".");
  } else if (is_in(kForbiddenResponseHeaders, lower_case)) {
    check.add(FaultKind::exposes_set_cookie, index, shown + " is never readable by a script.", "Leave it out.");
  } else if (is_in(kHeadersOfRequestsAlone, lower_case)) {
    check.add(FaultKind::header_of_the_other_side, index, shown + " is a header of requests.",
              "Leave it out; `expose_headers` lists what responses have.");
  } else if (check.is_repeat(index, lower_case)) {
    return;
  } else if (is_in(kSafelistedResponseHeaders, lower_case)) {
    check.add(FaultKind::redundant_entry, index, shown + " is always exposed.", "Leave it out.");
  } else if (any) {
    check.add(FaultKind::redundant_entry, index, shown + " stands beside `*`, which exposes every header.", "Leave it out.");
  }
}

// Calls `visit(index, name)` for each entry but "*", of which only a repeat is a fault.
template <class Visit>
void for_each_name(ListCheck& check, const StarOrList& list, Visit&& visit) {
  for (std::size_t i = 0; i < list.entries.size(); ++i) {
    if (list.entries[i] == "*") {
      check.is_repeat(i, "*");
    } else {
      visit(i, list.entries[i]);
    }
  }
}

}  // namespace

bool has_star(const StarOrList& list) {
  return list.is_star || std::find(list.entries.begin(), list.entries.end(), "*") != list.entries.end();
}

std::vector<Fault> check_methods(const SinglePolicy& policy, std::string_view base) {
  ListCheck check(policy.methods, pointer_to(base, "methods"));
  const bool any = has_star(policy.methods);
  for_each_name(check, policy.methods, [&](std::size_t index, const std::string& method) { check_method(check, index, method, any); });
  if (any && policy.credentials) {
    check.add_at_star(FaultKind::any_echoed,
                      "With `credentials` a browser takes `*` for a method of that name, so that the requested method is echoed.",
                      "List the methods.");
  }
  return check.take();
}

std::vector<Fault> check_header_names(const SinglePolicy& policy, std::string_view base) {
  ListCheck requests(policy.request_headers, pointer_to(base, "request_headers"));
  const bool any = has_star(policy.request_headers);
  for_each_name(requests, policy.request_headers,
                [&](std::size_t index, const std::string& name) { check_request_header(requests, index, name, any, policy.credentials); });
  const bool lists_authorization = std::any_of(policy.request_headers.entries.begin(), policy.request_headers.entries.end(),
                                               [](const std::string& name) { return equals_ignoring_ascii_case(name, "authorization"); });
  if (any && policy.credentials) {
    requests.add_at_star(FaultKind::any_echoed,
                         "With `credentials` a browser takes `*` for a header of that name, so that the requested names are echoed.",
                         "List the names.");
  } else if (any && !lists_authorization) {
    requests.add_at_star(FaultKind::authorization_not_covered, "`*` does not stand for `Authorization`.",
                         "Write [\"*\", \"authorization\"], if scripts send it.");
  }

  ListCheck exposed(policy.expose_headers, pointer_to(base, "expose_headers"));
  const bool any_exposed = has_star(policy.expose_headers);
  for_each_name(exposed, policy.expose_headers,
                [&](std::size_t index, const std::string& name) { check_exposed_header(exposed, index, name, any_exposed); });
  if (any_exposed && policy.credentials) {
    exposed.add_at_star(FaultKind::expose_any_with_credentials,
                        "With `credentials` a browser takes `*` for a header of that name, so that nothing is exposed.", "List the names.");
  }

  std::vector<Fault> faults = requests.take();
  std::vector<Fault> more = exposed.take();
  faults.insert(faults.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return faults;
}

}  // namespace crosscheck::policy
