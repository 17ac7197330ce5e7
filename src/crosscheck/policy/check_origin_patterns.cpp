#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "crosscheck/policy/check.h"
#include "crosscheck/policy/origin_entry.h"

namespace crosscheck::policy {
namespace {

// Hosts that nobody meant: whatever matches all of a row, with one scheme and one port, matches any. The second row is for expressions that take
// domains without a subdomain, or letters alone.
constexpr std::array<std::array<std::string_view, 3>, 2> kAnybody{
    {{"q7rkz0.uw3e-unrelated.test", "www.8d1fjx.example", "xn--o39aq4b.zzvh.invalid"},
     {"unrelated.test", "somebodyelse.example", "zzvh.invalid"}}};

// WHY schemes and ports are not mixed: an expression without a port, or one that asks for a port, matches any site all the same.
bool matches_anybody(const OriginRegex& regex) {
  for (const auto& hosts : kAnybody) {
    for (const std::string scheme : {"https://", "http://"}) {
      for (const std::string port : {"", ":49731"}) {
        const auto matches = [&](std::string_view host) { return regex.matches(scheme + std::string(host) + port); };
        if (std::all_of(hosts.begin(), hosts.end(), matches)) return true;
      }
    }
  }
  return false;
}

constexpr std::array<std::string_view, 4> kBefore{"https://evil.test/", "https://evil.test?", "https://evil.test#", "x"};
constexpr std::array<std::string_view, 4> kAfter{".evil.test", "/evil.test", "evil", "@evil.test"};

// More bytes than any of these adds to an example.
constexpr std::size_t kAdded = 20;

// An example with an attacker's text around it that the expression matches too.
std::optional<std::string> with_attackers_text(const OriginRegex& regex, const std::vector<std::string>& examples) {
  for (const std::string& example : examples) {
    for (const std::string_view before : kBefore) {
      if (std::string text = std::string(before) + example; regex.matches(text)) return text;
    }
    for (const std::string_view after : kAfter) {
      if (std::string text = example + std::string(after); regex.matches(text)) return text;
    }
  }
  return std::nullopt;
}

// An example with a letter in place of a dot that the expression matches too. WHY not every dot of any text: a host has no more of them.
constexpr std::size_t kMostDots = 127;

std::optional<std::string> with_letter_for_dot(const OriginRegex& regex, const std::vector<std::string>& examples) {
  for (const std::string& example : examples) {
    std::size_t dots = 0;
    for (std::size_t dot = example.find('.'); dot != std::string::npos && dots != kMostDots; dot = example.find('.', dot + 1), ++dots) {
      for (const char letter : {'x', 'a'}) {
        std::string text = example;
        text[dot] = letter;
        if (regex.matches(text)) return text;
      }
    }
  }
  return std::nullopt;
}

// How many texts the three functions around this one, and the question whether it matches, ask about for an example.
std::size_t texts_of(std::string_view example) {
  const auto dots = static_cast<std::size_t>(std::count(example.begin(), example.end(), '.'));
  return 2 + kBefore.size() + kAfter.size() + 2 * std::min(dots, kMostDots);
}

// Whether it is an origin of http: elsewhere than on this machine.
bool is_insecure(std::string_view example) {
  const std::optional<OriginEntry> origin = parse_origin_entry(example);
  return origin && origin->is_exact() && origin->scheme == "http" && !is_loopback(origin->host);
}

// An example with http: in place of https: that the expression matches too, as `https?` does. Nothing where an example is of http: itself, which is
// told at its own place.
std::optional<std::string> with_http_for_https(const OriginRegex& regex, const std::vector<std::string>& examples) {
  constexpr std::string_view kHttps = "https:";
  if (std::any_of(examples.begin(), examples.end(), is_insecure)) return std::nullopt;
  for (const std::string& example : examples) {
    if (!example.starts_with(kHttps)) continue;
    if (std::string text = "http:" + example.substr(kHttps.size()); is_insecure(text) && regex.matches(text)) return text;
  }
  return std::nullopt;
}

std::string why_not_asked(std::string_view example) {
  if (example.size() > OriginRegex::kLongestOrigin) {
    return ", since no expression is asked about more than " + std::to_string(OriginRegex::kLongestOrigin) + " bytes";
  }
  return OriginRegex::may_match(example) ? "" : ", which no expression is asked about (`null_origin` allows `null`)";
}

class PatternCheck {
 public:
  PatternCheck(const OriginPattern& pattern, const OriginRegex& regex, std::string pointer, bool credentials)
      : pattern_(pattern), regex_(regex), pointer_(std::move(pointer)), credentials_(credentials) {}

  std::vector<Fault> run(RegexBudget& budget) {
    if (!regex_.ok()) {
      add(FaultKind::bad_pattern, "regex", "RE2 cannot compile " + in_backquotes(pattern_.regex) + ": " + regex_.error() + ".",
          "Write it in RE2's syntax, which has no back references and no look-around, with few large counts and classes such as {1000} and "
          "\\pL.");
    } else if (!pays_for_examples(budget)) {
      faults_.push_back(make_fault(FaultKind::bad_pattern, pointer_,
                                   "The examples of the document are too long together for expressions of this size.",
                                   "Leave out examples, or let them be shorter."));
      return std::move(faults_);
    } else {
      check_dangers();
    }
    check_examples("matches", pattern_.matches, true);
    check_examples("rejects", pattern_.rejects, false);
    return std::move(faults_);
  }

 private:
  void add(FaultKind kind, std::string_view key, std::string message, std::string fix) {
    faults_.push_back(make_fault(kind, pointer_to(pointer_, key), std::move(message), std::move(fix)));
  }

  // Where there is not enough left, nothing is left afterwards.
  bool pays_for_examples(RegexBudget& budget) const {
    std::size_t bytes = 0;
    if (pattern_.matches) {
      for (const std::string& example : *pattern_.matches) bytes += texts_of(example) * (example.size() + kAdded);
    }
    if (pattern_.rejects) {
      for (const std::string& example : *pattern_.rejects) bytes += example.size();
    }
    const std::size_t steps = bytes * regex_.instructions();
    const bool pays = steps <= budget.example_steps;
    budget.example_steps = pays ? budget.example_steps - steps : 0;
    return pays;
  }

  void check_dangers() {
    if (credentials_ && matches_anybody(regex_)) {
      add(FaultKind::any_origin_by_pattern, "regex",
          "The expression matches origins that have nothing to do with each other, and `credentials` is true: every site may act for the "
          "user.",
          "Name the domain in the expression.");
    }
    if (!pattern_.matches) return;
    if (const std::optional<std::string> text = with_attackers_text(regex_, *pattern_.matches)) {
      add(FaultKind::unanchored_pattern, "regex",
          "The expression matches " + in_backquotes(*text) + " too, in which an attacker chose a part.",
          "Leave no room before the scheme and behind the domain: write what may stand there, such as [a-z0-9-]+, instead of what may "
          "not.");
    }
    if (const std::optional<std::string> text = with_letter_for_dot(regex_, *pattern_.matches)) {
      add(FaultKind::unescaped_dot, "regex",
          "The expression matches " + in_backquotes(*text) + " too, where a letter stands in place of a dot.", "Write \\. for a dot.");
    }
    if (const std::optional<std::string> text = with_http_for_https(regex_, *pattern_.matches)) {
      add_insecure(pointer_to(pointer_, "regex"), *text, "Leave no room for http: write https:// without a question mark behind the s.");
    }
  }

  void add_insecure(std::string pointer, std::string_view origin, std::string fix) {
    const FaultKind kind = credentials_ ? FaultKind::insecure_origin_with_credentials : FaultKind::insecure_origin;
    faults_.push_back(make_fault(
        kind, std::move(pointer),
        "The expression allows " + in_backquotes(origin) + ", where anybody on the network's way can put a script.", std::move(fix)));
  }

  void check_examples(std::string_view key, const std::optional<std::vector<std::string>>& examples, bool should_match) {
    const std::string should = should_match ? "matches" : "rejects";
    if (!examples || examples->empty()) {
      faults_.push_back(make_fault(FaultKind::example_contradicts, examples ? pointer_to(pointer_, key) : pointer_,
                                   "The expression has no example of what it " + should + ".",
                                   "Add \"" + std::string(key) + "\": a list with one origin or more."));
      return;
    }
    if (!regex_.ok()) return;
    const std::string list = pointer_to(pointer_, key);
    for (std::size_t i = 0; i < examples->size(); ++i) {
      const std::string& example = (*examples)[i];
      if (regex_.matches(example) != should_match) {
        const std::string why = should_match ? why_not_asked(example) : "";
        faults_.push_back(
            make_fault(FaultKind::example_contradicts, pointer_to(list, i),
                       "The expression " + std::string(should_match ? "rejects " : "matches ") + in_backquotes(example) + why + ".",
                       "Correct the expression, or move the example to `" + std::string(should_match ? "rejects" : "matches") + "`."));
      } else if (should_match && is_insecure(example)) {
        add_insecure(pointer_to(list, i), example, "Let the expression begin with https.");
      }
    }
  }

  const OriginPattern& pattern_;
  const OriginRegex& regex_;
  std::string pointer_;
  bool credentials_;
  std::vector<Fault> faults_;
};

}  // namespace

CheckedPatterns check_origin_patterns(const SinglePolicy& policy, std::string_view base, RegexBudget& budget) {
  CheckedPatterns checked;
  const std::string list = pointer_to(base, "origin_patterns");
  std::map<std::string_view, std::size_t> seen;
  for (std::size_t i = 0; i < policy.origin_patterns.size(); ++i) {
    const OriginPattern& pattern = policy.origin_patterns[i];
    const std::string pointer = pointer_to(list, i);
    checked.regexes.push_back(OriginRegex::compile_within(budget, pattern.regex));
    std::vector<Fault> faults = PatternCheck(pattern, checked.regexes.back(), pointer, policy.credentials).run(budget);
    checked.faults.insert(checked.faults.end(), std::make_move_iterator(faults.begin()), std::make_move_iterator(faults.end()));
    if (const auto [first, is_new] = seen.emplace(pattern.regex, i); !is_new) {
      checked.faults.push_back(make_fault(FaultKind::redundant_entry, pointer_to(pointer, "regex"),
                                          "The same expression stands at " + in_backquotes(pointer_to(list, first->second)) + ".",
                                          "Leave one of them out."));
    }
  }
  return checked;
}

}  // namespace crosscheck::policy
