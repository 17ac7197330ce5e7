#include "crosscheck/policy/compiled.h"

#include "crosscheck/http/method.h"
#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::policy {

bool CompiledPolicy::allows_origin_otherwise(Decision& decision) const noexcept {
  const std::string_view origin = decision.origin_;
  if (const OriginMatcher::Match match = origins.find_by_pattern(origin)) {
    decision.entry_index_ = match.index;
    decision.entry_key_ = match.key;
  } else if (null_origin && origin == "null") {
    decision.entry_index_ = Entry::kNone;
    decision.entry_key_ = Entry::Key::null_origin;
  } else if (any_origin && is_serialized_origin(origin)) {
    decision.entry_index_ = star_index;
  } else {
    return false;
  }
  decision.refusal_ = Decision::Refusal::none;
  return true;
}

// SRV-18: byte for byte.
bool CompiledPolicy::allows_method(std::string_view method) const noexcept {
  return any_method || methods.find(method) != TextTable::kAbsent || is_cors_safelisted_method(method);
}

void CompiledPolicy::decide_preflight(Decision& decision, FoundLines origin, FoundLines requested_method,
                                      const RequestedNames& requested_names) const noexcept {
  using Refusal = Decision::Refusal;
  if (!allows_origin(decision, origin)) {
    decision.answer_ = &answers.preflight_origin_refused;
    return;
  }
  // Step 3 (SRV-18)
  const std::string_view method = *requested_method.first;
  if (requested_method.count > 1) {
    decision.refusal_ = Refusal::method_malformed;
  } else if (!allows_method(method)) {
    decision.refusal_ = is_method(method) ? Refusal::method : Refusal::method_malformed;
  } else if (any_method && !is_method(method)) {
    decision.refusal_ = Refusal::method_malformed;
  } else {
    switch (requested_names.is_none() ? NamesVerdict::allowed : names.judge(requested_names)) {
      case NamesVerdict::allowed:
        decision.requested_method_ = method;
        decision.requested_names_ = requested_names;
        decision.has_entry_ = true;
        decision.answer_ = &answers.preflight_allowed;
        return;
      case NamesVerdict::excessive: decision.refusal_ = Refusal::headers_excessive; break;
      case NamesVerdict::malformed: decision.refusal_ = Refusal::headers_malformed; break;
      case NamesVerdict::not_allowed: decision.refusal_ = Refusal::header; break;
    }
  }
  decision.answer_ = &answers.preflight_refused;
}

void CompiledDocument::decide_preflight_by_route(Decision& decision, std::string_view path, FoundLines origin, FoundLines requested_method,
                                                 const RequestedNames& requested_names) const noexcept {
  if (const CompiledPolicy* const policy = route_for(path, decision)) {
    policy->decide_preflight(decision, origin, requested_method, requested_names);
  } else {
    decide_off(decision, off.preflight);
  }
}

void CompiledDocument::decide_actual_by_route(Decision& decision, std::string_view path, FoundLines origin) const noexcept {
  if (const CompiledPolicy* const policy = route_for(path, decision)) {
    policy->decide_actual(decision, origin);
  } else if (origin.count == 0) {
    decision.answer_ = &off.other;
  } else {
    decide_off(decision, off.actual);
  }
}

// The first route that has the path wins, whole.
const CompiledPolicy* CompiledDocument::route_for(std::string_view path, Decision& decision) const noexcept {
  for (std::size_t i = 0; i < routes.size(); ++i) {
    if (!routes[i].has(path)) continue;
    decision.route_ = static_cast<std::uint32_t>(i);
    return routes[i].policy.get();
  }
  return nullptr;
}

// The route's `policy` decided; where no route has the path, nothing did.
void CompiledDocument::decide_off(Decision& decision, const Answer& answer) const noexcept {
  decision.answer_ = &answer;
  decision.refusal_ = Decision::Refusal::off;
  decision.entry_key_ = Entry::Key::off;
  decision.has_entry_ = decision.route_ != Entry::kNone;
}

}  // namespace crosscheck::policy
