#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "crosscheck/policy/check.h"
#include "crosscheck/policy/origin_entry.h"
#include "crosscheck/policy/text_table.h"
#include "crosscheck/url/host.h"
#include "crosscheck/url/site.h"

namespace crosscheck::policy {
namespace {

class OriginsCheck {
 public:
  OriginsCheck(const SinglePolicy& policy, std::string_view base, const CheckedPatterns& patterns, RegexBudget& budget)
      : policy_(policy), entries_(policy.origins ? policy.origins->entries : kNoEntries), list_(pointer_to(base, "origins")), base_(base) {
    std::size_t bytes = 0;
    for (const std::string& entry : entries_) bytes += entry.size();
    checked_.matcher = OriginMatcher(entries_.size(), bytes);
    is_repeat_.resize(entries_.size());
    bool usable = true;
    for (const OriginRegex& regex : patterns.regexes) usable = usable && regex.ok();
    if (usable) {
      RegexSet regexes(patterns.regexes);
      std::vector<std::string> all_examples;
      for (const OriginPattern& pattern : policy_.origin_patterns) {
        for (const auto& examples : {pattern.matches, pattern.rejects}) {
          if (examples) all_examples.insert(all_examples.end(), examples->begin(), examples->end());
        }
      }
      regexes.warm_up(all_examples, budget);
      checked_.matcher.set_regexes(std::move(regexes));
    }
  }

  CheckedOrigins run() {
    check_sources();
    read_entries();
    check_neighbours();
    return std::move(checked_);
  }

 private:
  static inline const std::vector<std::string> kNoEntries{};

  void add(FaultKind kind, std::string pointer, std::string message, std::string fix) {
    checked_.faults.push_back(make_fault(kind, std::move(pointer), std::move(message), std::move(fix)));
  }
  std::string at(std::size_t index) const { return pointer_to(list_, index); }

  // V01, V04, V06, and "*" in place of the list.
  void check_sources() {
    if (entries_.empty() && !(policy_.origins && policy_.origins->is_star) && policy_.origin_patterns.empty() && !policy_.null_origin) {
      add(FaultKind::allows_no_origin, policy_.origins ? list_ : base_,
          "The policy allows no origin: neither `origins` nor `origin_patterns` nor `null_origin` names one.",
          "Write \"origins\": [\"https://app.example\"], or let a route that shares nothing be \"off\".");
    }
    if (policy_.origins && policy_.origins->is_star) found_star(list_);
    if (policy_.null_origin && policy_.credentials) {
      add(FaultKind::null_origin_with_credentials, pointer_to(base_, "null_origin"),
          "`null` is the origin of every sandboxed frame, so that any site can have it, and `credentials` is true.",
          "Write \"null_origin\": false.");
    }
  }

  void found_star(std::string pointer) {
    checked_.any = true;
    if (policy_.credentials) {
      add(FaultKind::any_origin_with_credentials, std::move(pointer),
          "Every origin is allowed, and `credentials` is true: every site may act for the user.",
          "List the origins, or write \"credentials\": false.");
    }
  }

  // WHY in groups: the slots of a group come from memory at the same time, which takes a third off what a million origins take.
  void read_entries() {
    std::array<std::uint64_t, 16> hashes{};
    for (std::size_t begin = 0; begin < entries_.size(); begin += hashes.size()) {
      const std::size_t end = std::min(begin + hashes.size(), entries_.size());
      for (std::size_t i = begin; i < end; ++i) hashes[i - begin] = checked_.matcher.prefetch(entries_[i]);
      for (std::size_t i = begin; i < end; ++i) read_entry(i, hashes[i - begin]);
    }
  }

  void read_entry(std::size_t index, std::uint64_t hash) {
    const std::string& text = entries_[index];
    if (text == "*") {
      if (checked_.any) {
        add(FaultKind::redundant_entry, at(index), "`*` stands in the list already.", "Leave it out.");
        return;
      }
      checked_.star_index = static_cast<std::uint32_t>(index);
      found_star(at(index));
      if (has_others(entries_)) {
        add(FaultKind::misplaced_wildcard, at(index), "`*` allows every origin, and other entries stand beside it.",
            "Write \"origins\": \"*\", or leave `*` out.");
      }
      return;
    }
    const std::optional<OriginEntry> entry = parse_origin_entry(text);
    if (!entry) {
      OriginEntryFault fault = explain_origin_entry(text);
      add(fault.wildcard_misplaced ? FaultKind::misplaced_wildcard : FaultKind::not_an_origin, at(index), std::move(fault.message),
          std::move(fault.fix));
      return;
    }
    const std::uint32_t first = checked_.matcher.insert(*entry, text, static_cast<std::uint32_t>(index), hash);
    some_port_ = some_port_ || entry->any_port || !entry->port.empty();
    if (scheme_.empty()) scheme_ = entry->scheme;
    some_other_scheme_ = some_other_scheme_ || !equal_bytes(entry->scheme, scheme_);
    if (first != index) {
      is_repeat_[index] = true;
      add(FaultKind::redundant_entry, at(index), in_backquotes(text) + " stands at " + in_backquotes(at(first)) + " already.",
          "Leave it out.");
      return;
    }
    if (entry->wildcard) check_suffix(*entry, text, index);
    if (entry->scheme == "http" && !is_loopback(entry->host)) {
      add(policy_.credentials ? FaultKind::insecure_origin_with_credentials : FaultKind::insecure_origin, at(index),
          in_backquotes(text) + " is not encrypted: anybody on the network's way can put a script there.",
          "Write \"https" + text.substr(4) + "\".");
    }
  }

  static bool has_others(const std::vector<std::string>& entries) {
    for (const std::string& entry : entries) {
      if (entry != "*") return true;
    }
    return false;
  }

  // V09, V37.
  void check_suffix(const OriginEntry& entry, const std::string& text, std::size_t index) {
    switch (explicit_public_suffix(Host{HostKind::domain, std::string(entry.host)})) {
      case PublicSuffix::none:
        break;
      case PublicSuffix::registry:
        add(FaultKind::wildcard_on_public_suffix, at(index),
            in_backquotes(text) + " allows every domain that anybody registers below " + in_backquotes(entry.host) +
                " (public suffix list of " + public_suffix_list_date() + ").",
            "Write the domain that is yours: \"" + std::string(entry.scheme) + "://*.example." + std::string(entry.host) + "\".");
        break;
      case PublicSuffix::hosting:
        add(FaultKind::tenant_suffix, at(index),
            in_backquotes(text) + " allows every tenant of " + in_backquotes(entry.host) +
                ", where anybody gets a name (public suffix list of " + public_suffix_list_date() + ").",
            "List the names that are yours.");
        break;
    }
  }

  // V33 for what a pattern covers, and V44.
  void check_neighbours() {
    // WHY: entries with one scheme and without ports, which long lists mostly are, cannot differ by these alone.
    const bool patterns = checked_.matcher.has_patterns();
    if (!patterns && !some_port_ && !some_other_scheme_) return;
    TextTable by_host_and_port(some_other_scheme_ ? entries_.size() : 0);
    TextTable by_scheme_and_host(some_port_ ? entries_.size() : 0);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const std::string& text = entries_[i];
      const std::optional<OriginEntry> entry = text == "*" || is_repeat_[i] ? std::nullopt : parse_origin_entry(text);
      if (!entry) continue;
      const auto index = static_cast<std::uint32_t>(i);
      if (const OriginMatcher::Match wider = patterns ? checked_.matcher.find_wider(*entry, text, index) : OriginMatcher::Match{}) {
        const std::string by =
            wider.key == Entry::Key::origins ? at(wider.index) : pointer_to(pointer_to(base_, "origin_patterns"), wider.index);
        add(FaultKind::redundant_entry, at(i), in_backquotes(text) + " is covered by " + in_backquotes(by) + ".", "Leave it out.");
        continue;
      }
      const std::string_view view = text;
      const std::size_t host_at = entry->scheme.size() + 3;
      const std::size_t port_size = entry->any_port ? 2 : entry->port.empty() ? 0 : entry->port.size() + 1;
      const std::uint32_t other_scheme = some_other_scheme_ ? by_host_and_port.insert(view.substr(host_at), index) : index;
      const std::uint32_t other_port = some_port_ ? by_scheme_and_host.insert(view.substr(0, view.size() - port_size), index) : index;
      if (other_scheme != index) {
        near(i, other_scheme, "scheme");
      } else if (other_port != index) {
        near(i, other_port, "port");
      }
    }
  }

  void near(std::size_t index, std::uint32_t other, const std::string& what) {
    add(FaultKind::near_duplicate_origins, at(index),
        in_backquotes(entries_[index]) + " and " + in_backquotes(entries_[other]) + " differ by their " + what + " alone.",
        "Leave out the one that is not in use.");
  }

  const SinglePolicy& policy_;
  const std::vector<std::string>& entries_;
  std::string list_;
  std::string base_;
  CheckedOrigins checked_;
  std::vector<bool> is_repeat_;  // of each entry
  std::string_view scheme_;      // of the first entry
  bool some_other_scheme_ = false;
  bool some_port_ = false;
};

}  // namespace

CheckedOrigins check_origins(const SinglePolicy& policy, std::string_view base, const CheckedPatterns& patterns, RegexBudget& budget) {
  return OriginsCheck(policy, base, patterns, budget).run();
}

}  // namespace crosscheck::policy
