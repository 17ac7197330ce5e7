// What a Policy shares among its copies: immutable once it is made.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crosscheck/policy/allowed_names.h"
#include "crosscheck/policy/answer.h"
#include "crosscheck/policy/decision.h"
#include "crosscheck/policy/document.h"
#include "crosscheck/policy/header_scan.h"
#include "crosscheck/policy/origin_matcher.h"
#include "crosscheck/policy/text_table.h"

namespace crosscheck::policy {

// One policy.
struct CompiledPolicy {
  explicit CompiledPolicy(AnswerValues values) : answers(std::move(values)) {}

  // SRV-1: whoever sends Origin asks, from wherever it comes. SRV-6: the application answers with any status.
  void decide_actual(Decision& decision, FoundLines origin) const noexcept {
    if (origin.count == 0) {
      decision.answer_ = &answers.other;
    } else if (allows_origin(decision, origin)) {
      decision.has_entry_ = true;
      decision.answer_ = &answers.actual_allowed;
    } else {
      decision.answer_ = &answers.actual_refused;
    }
  }
  void decide_preflight(Decision& decision, FoundLines origin, FoundLines requested_method, const RequestedNames& requested_names) const noexcept;

  // What every decision reads stands first.
  bool anybody = false;      // any origin, and no credentials: there is nothing to ask
  bool any_origin = false;
  bool null_origin = false;
  bool any_method = false;
  bool only_exact = false;  // exact origins are all there is
  std::uint32_t star_index = Entry::kNone;  // of `*` in the list of origins
  OriginMatcher origins;
  TextTable methods;
  AllowedNames names;
  AnswerSheet answers;

 private:
  // Step 2.
  bool allows_origin(Decision& decision, FoundLines origin) const noexcept {
    // With any origin and no credentials there is nothing to ask (SRV-12 is the writer's to weigh).
    if (anybody) {
      decision.entry_index_ = star_index;
      return true;
    }
    decision.origin_ = *origin.first;
    if (origin.count > 1) [[unlikely]] {
      decision.refusal_ = Decision::Refusal::origin_lines;
      return false;
    }
    decision.entry_index_ = origins.find_exact(decision.origin_);
    if (decision.entry_index_ != OriginMatcher::kAbsent) return true;
    decision.refusal_ = Decision::Refusal::origin;
    return !only_exact && allows_origin_otherwise(decision);
  }
  // By a pattern, by a regular expression, as `null`, or because any is allowed.
  bool allows_origin_otherwise(Decision& decision) const noexcept;
  bool allows_method(std::string_view method) const noexcept;
};

struct CompiledRoute {
  std::string path;  // without the `*`
  bool is_prefix = false;
  std::unique_ptr<const CompiledPolicy> policy;  // nothing is off

  bool has(std::string_view asked) const noexcept { return is_prefix ? asked.starts_with(path) : asked == path; }
};

struct CompiledDocument {
  Document normal;  // in its normal form
  std::unique_ptr<const CompiledPolicy> single;
  std::vector<CompiledRoute> routes;
  OffAnswers off;

  // WHY into a decision that is there: it is then never copied.
  void decide_actual(Decision& decision, std::string_view path, FoundLines origin) const noexcept {
    if (single) {
      single->decide_actual(decision, origin);
    } else {
      decide_actual_by_route(decision, path, origin);
    }
  }
  void decide_preflight(Decision& decision, std::string_view path, FoundLines origin, FoundLines requested_method,
                        const RequestedNames& requested_names) const noexcept {
    if (single) {
      single->decide_preflight(decision, origin, requested_method, requested_names);
    } else {
      decide_preflight_by_route(decision, path, origin, requested_method, requested_names);
    }
  }
  // For whoever asks.
  static Decision undecided() noexcept { return Decision(); }

 private:
  void decide_actual_by_route(Decision& decision, std::string_view path, FoundLines origin) const noexcept;
  void decide_preflight_by_route(Decision& decision, std::string_view path, FoundLines origin, FoundLines requested_method,
                                 const RequestedNames& requested_names) const noexcept;
  // The policy of a path, and its route in the decision; nothing is off.
  const CompiledPolicy* route_for(std::string_view path, Decision& decision) const noexcept;
  void decide_off(Decision& decision, const Answer& answer) const noexcept;
};

}  // namespace crosscheck::policy
