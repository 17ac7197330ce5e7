// A policy document compiles, or every fault says where it is and what to write instead; its normal form means the same and is its own.
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "crosscheck/policy/compile.h"
#include "fuzz/check.h"
#include "fuzz/decision_checks.h"
#include "fuzz/policy_input.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

void check_faults(const std::vector<policy::Fault>& faults, bool are_warnings, Notes& notes) {
  for (const policy::Fault& fault : faults) {
    notes.note(fault.code());
    notes.note(fault.pointer);
    check(fault.pointer.empty() || fault.pointer.starts_with('/'), "a fault says where it is", [&] { return fault.pointer; });
    check(!fault.message.empty(), "a fault says what is wrong", [&] { return std::string(fault.code()); });
    check(!fault.fix.empty(), "a fault says what to write instead", [&] { return std::string(fault.code()); });
    check(fault.reference().starts_with("https://"), "a fault has a reference", [&] { return std::string(fault.code()); });
    check(fault.is_warning() == are_warnings, "errors and warnings stand apart", [&] { return std::string(fault.code()); });
  }
}

// Every origin that the document writes down, and near misses of each.
std::set<std::string> origins_of(const policy::Document& document) {
  std::set<std::string> origins{"null", "https://a.test", "http://a.test:8080"};
  const auto add = [&](const policy::SinglePolicy& policy) {
    if (!policy.origins) return;
    for (std::string entry : policy.origins->entries) {
      if (const std::size_t star = entry.find("*."); star != std::string::npos) entry.replace(star, 1, "x.y");
      if (entry.ends_with(":*")) entry.replace(entry.size() - 1, 1, "8080");
      origins.insert(entry + "x");
      origins.insert(entry + ":8080");
      origins.insert(entry.substr(0, entry.size() - (entry.empty() ? 0 : 1)));
      origins.insert(std::move(entry));
    }
  };
  if (const auto* const single = std::get_if<policy::SinglePolicy>(&document)) {
    add(*single);
  } else {
    for (const policy::Route& route : std::get<policy::Routes>(document)) {
      if (route.policy) add(*route.policy);
    }
  }
  return origins;
}

// Who may ask, for each origin: what compiled tables say and what going through the entries says.
void check_origins(const policy::Policy& policy, const policy::Document& document, Notes& notes) {
  const auto* const single = std::get_if<policy::SinglePolicy>(&document);
  if (single == nullptr) return;
  for (const std::string& origin : origins_of(document)) {
    const HeaderView header{"Origin", origin};
    const bool allowed = policy.decide("GET", "/", HeaderListView(&header, 1)).allowed().value_or(false);
    notes.note(allowed);
    const bool asks_nobody = single->origins && is_any(*single->origins) && !single->credentials;
    check(allowed == (asks_nobody || literal_allows_origin(*single, origin)), "compiled tables allow the origins that the entries allow",
          [&] { return readable(origin); });
  }
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  const AskedPolicy asked = read_policy(input);
  const policy::Compilation compilation = policy::compile(asked.document);
  check(compilation.policy.has_value() == compilation.errors.empty(), "a policy that is refused says why, and no other does");
  check_faults(compilation.errors, false, notes);
  check_faults(compilation.warnings, true, notes);
  if (!compilation.policy) return;

  const policy::Document normal = policy::normal_form(asked.document);
  check(policy::normal_form(normal) == normal, "a normal form is its own normal form");
  const policy::Compilation again = policy::compile(normal);
  check(again.policy.has_value(), "the normal form of a policy compiles",
        [&] { return again.errors.empty() ? "" : again.errors[0].message; });
  check(*again.policy == *compilation.policy, "a policy and its normal form are the same");
  check(compilation.policy->normal_form() == normal, "a compiled policy knows its normal form");
  check_origins(*compilation.policy, asked.document, notes);
  for (const AskedRequest& request : asked.requests) {
    const std::string one = told(compilation.policy->decide(request.method, request.path, request.headers));
    notes.note(one);
    check_same(told(again.policy->decide(request.method, request.path, request.headers)), one,
               "a policy and its normal form decide the same");
  }
}

}  // namespace crosscheck::fuzz
