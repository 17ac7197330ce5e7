#include "crosscheck/policy/compiled.h"

#include "crosscheck/http/method.h"
#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::policy {

bool CompiledPolicy::allows_origin_otherwise(Decision& decision) const noexcept {
  const std::string_view origin = decision.origin_.value;
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

namespace {

// WHY: one line, as browsers send it, need not be looked for again.
RequestedNames requested_names(std::span<const std::string_view> lines, const HeaderListView* all) {
  if (lines.size() == 1) return RequestedNames(lines.front());
  return lines.size() == 0 || all == nullptr ? RequestedNames(lines) : RequestedNames(*all);
}

}  // namespace

void CompiledPolicy::decide_preflight(Decision& decision, const LocatedHeaders& headers, const HeaderListView* all) const noexcept {
  if (!allows_origin(decision, {headers.origin.data(), headers.origin.size()})) {
    decision.answer_ = &answers.preflight_origin_refused;
    return;
  }
  // Step 3 (SRV-18): one line, and byte for byte.
  if (headers.requested_method.size() > 1 || !methods.contains(headers.requested_method.front())) [[unlikely]] {
    if (!allows_unlisted_method(decision, headers.requested_method)) return;
  }
  decision.has_entry_ = true;
  decision.answer_ = &answers.preflight_allowed;
  if (!headers.requested_headers.empty() || answers.preflight_allowed.echoes_request) judge_names(decision, headers, all);
}

bool CompiledPolicy::allows_unlisted_method(Decision& decision, std::span<const std::string_view> requested_method) const noexcept {
  const bool malformed = requested_method.size() > 1 || !is_method(requested_method.front());
  if (any_method && !malformed) return true;
  decision.refusal_ = malformed ? Decision::Refusal::method_malformed : Decision::Refusal::method;
  decision.answer_ = &answers.preflight_refused;
  return false;
}

// The answer is there already. Where it is the same whatever is asked for, the names are read when somebody wants to know.
void CompiledPolicy::judge_names(Decision& decision, const LocatedHeaders& headers, const HeaderListView* all) const noexcept {
  const RequestedNames requested = requested_names(headers.requested_headers, all);
  if (!requested.is_none()) {
    if (answers.same_for_all_names) {
      decision.requested_names_.set(requested);
      decision.allowed_names_.set(&names);
      decision.refusal_ = Decision::Refusal::unread;
      return;
    }
    decision.refusal_ = Decision::refusal_of_names(requested, names);
    if (decision.refusal_ != Decision::Refusal::none) {
      decision.answer_ = &answers.preflight_refused;
      decision.has_entry_ = false;
      return;
    }
  }
  if (!answers.preflight_allowed.echoes_request) return;
  decision.requested_method_.set(headers.requested_method.front());
  decision.requested_names_.set(requested);
}

void CompiledDocument::decide_preflight_by_route(Decision& decision, std::string_view path, const LocatedHeaders& headers,
                                                 const HeaderListView* all) const noexcept {
  if (const CompiledPolicy* const policy = route_for(path, decision)) {
    policy->decide_preflight(decision, headers, all);
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

Document CompiledDocument::normal_form() const {
  Document document = normal;
  const auto fill_in = [](SinglePolicy& policy, const CompiledPolicy& compiled) {
    if (compiled.any_origin || !compiled.origins.has_only_exact()) return;
    compiled.origins.for_each_exact([&](std::string_view origin) { policy.origins->entries.emplace_back(origin); });
  };
  if (single) {
    fill_in(std::get<SinglePolicy>(document), *single);
  } else {
    Routes& all = std::get<Routes>(document);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].policy) fill_in(*all[i].policy, *routes[i].policy);
    }
  }
  return document;
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
