// What a Policy shares among its copies: immutable once it is made.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crosscheck/policy/allowed_methods.h"
#include "crosscheck/policy/allowed_names.h"
#include "crosscheck/policy/answer.h"
#include "crosscheck/policy/decision.h"
#include "crosscheck/policy/document.h"
#include "crosscheck/policy/header_scan.h"
#include "crosscheck/policy/located_headers.h"
#include "crosscheck/policy/origin_matcher.h"

namespace crosscheck::policy {

// One policy.
struct CompiledPolicy {
  explicit CompiledPolicy(AnswerValues values) : answers(std::move(values)) {}

  // SRV-1: whoever sends Origin asks, from wherever it comes. SRV-6: the application answers with any status.
  [[gnu::always_inline]] void decide_actual(Decision& decision, FoundLines origin) const noexcept {
    if (origin.count == 0) {
      decision.answer_ = &answers.other;
    } else if (allows_origin(decision, origin)) {
      decision.has_entry_ = true;
      decision.answer_ = &answers.actual_allowed;
    } else {
      decision.answer_ = &answers.actual_refused;
    }
  }
  // Of `headers` each first line is read, and how many lines there are; where several ask for names, they are those of `all` if it is given.
  void decide_preflight(Decision& decision, const LocatedHeaders& headers, const HeaderListView* all) const noexcept;

  // What every decision reads stands first.
  bool anybody = false;  // any origin, and no credentials: there is nothing to ask
  bool any_origin = false;
  bool null_origin = false;
  bool any_method = false;
  bool only_exact = false;                  // exact origins are all there is
  std::uint32_t star_index = Entry::kNone;  // of `*` in the list of origins
  OriginMatcher origins;
  AllowedMethods methods;
  AllowedNames names;
  AnswerSheet answers;

 private:
  // Step 2. WHY inlined: with the table of few origins it is shorter than what a call saves.
  [[gnu::always_inline]] bool allows_origin(Decision& decision, FoundLines origin) const noexcept {
    // With any origin and no credentials there is nothing to ask (SRV-12 is the writer's to weigh).
    if (anybody) {
      decision.entry_index_ = star_index;
      return true;
    }
    const std::string_view asked = *origin.first;
    decision.origin_.set(asked);
    if (origin.count > 1) [[unlikely]] {
      decision.refusal_ = Decision::Refusal::origin_lines;
      return false;
    }
    decision.entry_index_ = origins.find_exact(asked);
    if (decision.entry_index_ != OriginMatcher::kAbsent) return true;
    decision.refusal_ = Decision::Refusal::origin;
    return !only_exact && allows_origin_otherwise(decision);
  }
  // By a pattern, by a regular expression, as `null`, or because any is allowed.
  [[gnu::noinline]] bool allows_origin_otherwise(Decision& decision) const noexcept;
  // WHY apart: what most preflights need not save registers for.
  [[gnu::noinline]] bool allows_unlisted_method(Decision& decision, std::span<const std::string_view> requested_method) const noexcept;
  [[gnu::noinline]] void judge_names(Decision& decision, const LocatedHeaders& headers, const HeaderListView* all) const noexcept;
};

struct CompiledRoute {
  std::string path;  // without the `*`
  bool is_prefix = false;
  std::unique_ptr<const CompiledPolicy> policy;  // nothing is off

  bool has(std::string_view asked) const noexcept { return is_prefix ? asked.starts_with(path) : asked == path; }
};

struct CompiledDocument {
  std::unique_ptr<const CompiledPolicy> single;  // nothing where there are routes
  std::vector<CompiledRoute> routes;
  OffAnswers off;
  Document normal;  // in its normal form, but for lists of origins that are all exact: these stand in `origins` alone

  // All of the normal form.
  Document normal_form() const;

  // WHY into a decision that is there: it is then never copied.
  [[gnu::always_inline]] void decide_actual(Decision& decision, std::string_view path, FoundLines origin) const noexcept {
    if (single) {
      single->decide_actual(decision, origin);
    } else {
      decide_actual_by_route(decision, path, origin);
    }
  }
  [[gnu::always_inline]] void decide_preflight(Decision& decision, std::string_view path, const LocatedHeaders& headers,
                                               const HeaderListView* all = nullptr) const noexcept {
    if (single) {
      single->decide_preflight(decision, headers, all);
    } else {
      decide_preflight_by_route(decision, path, headers, all);
    }
  }
  // What the two above fill in; nothing may be asked of it before.
  static Decision undecided() noexcept { return Decision(); }

 private:
  void decide_actual_by_route(Decision& decision, std::string_view path, FoundLines origin) const noexcept;
  void decide_preflight_by_route(Decision& decision, std::string_view path, const LocatedHeaders& headers,
                                 const HeaderListView* all) const noexcept;
  // The policy of a path, and its route in the decision; nothing is off.
  const CompiledPolicy* route_for(std::string_view path, Decision& decision) const noexcept;
  void decide_off(Decision& decision, const Answer& answer) const noexcept;
};

}  // namespace crosscheck::policy
