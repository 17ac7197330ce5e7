#include "check/infer_origins.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "check/infer_near.h"
#include "check/infer_shape.h"
#include "crosscheck/policy/fault.h"
#include "crosscheck/policy/origin_entry.h"

namespace crosscheck::check {
namespace {

constexpr std::size_t kStrangers = 3;

// What a danger of this kind is about.
struct NearDanger {
  Near near;
  AuditRuleId rule;
};
constexpr std::array kNearDangers = {
    NearDanger{Near::left_glued, AuditRuleId::A06},   NearDanger{Near::left_glued_parent, AuditRuleId::A06},
    NearDanger{Near::right_label, AuditRuleId::A07},  NearDanger{Near::right_glued, AuditRuleId::A07},
    NearDanger{Near::longer_port, AuditRuleId::A07},  NearDanger{Near::dot_as_letter, AuditRuleId::A08},
    NearDanger{Near::cut_front, AuditRuleId::A09},    NearDanger{Near::cut_end, AuditRuleId::A09},
    NearDanger{Near::other_scheme, AuditRuleId::A10}, NearDanger{Near::any_scheme, AuditRuleId::A10},
    NearDanger{Near::other_port, AuditRuleId::A11},   NearDanger{Near::subdomain, AuditRuleId::A12},
    NearDanger{Near::sibling, AuditRuleId::A12},      NearDanger{Near::neighbour, AuditRuleId::A14},
};

std::string_view how(const OriginAnswer& answer) {
  const bool credentials = answer.is_let_in_with_credentials();
  if (answer.telling().probe.is_preflight()) return credentials ? "passes a preflight, with credentials" : "passes a preflight";
  return credentials ? "may read, with credentials" : "may read";
}

class OriginInference {
 public:
  OriginInference(Prober& prober, std::string_view path, std::string_view drawn) : prober_(prober), path_(path), drawn_(drawn) {}

  InferredOrigins infer(std::span<const std::string> given) {
    found_.stranger = stranger(0);
    std::vector<OriginAsked> asked;
    for (std::size_t number = 0; number < kStrangers; ++number) asked.push_back({stranger(number), "an origin that nobody named"});
    asked.push_back({fmt::format("http://{}.test", drawn_), "an http origin that nobody named"});
    asked.push_back({"null", "the origin null"});
    for (const std::string& origin : given) asked.push_back({origin, "the origin " + origin});
    const std::vector<OriginAnswer> answers = ask(asked);
    judge_strangers(answers);
    judge_null(answers[kStrangers + 1]);
    for (std::size_t at = 0; at < given.size(); ++at) judge_given(answers[kStrangers + 2 + at]);
    if (found_.any == AnyOrigin::no) {
      if (friends_.empty()) follow_what_is_named(answers);
      for (const OriginAnswer& each : friends_) judge_near(each);
    }
    if (!friends_.empty()) found_.friendly = friends_.front().origin;
    if (found_.any != AnyOrigin::no && !found_.friendly) found_.friendly = found_.stranger;
    found_.credentials = credentials_;
    if (!found_.friendly && !found_.null_origin) {
      say("None of the origins that were asked about is let in.");
      judge_effect(answers);
    }
    if (found_.friendly) say(credentials_ ? "Credentials are allowed." : "Credentials are not allowed.");
    return std::move(found_);
  }

 private:
  std::string stranger(std::size_t number) const { return fmt::format("https://{}{}.test", drawn_, std::string(number, 'z')); }
  void say(std::string sentence) { found_.sentences.push_back(std::move(sentence)); }

  std::vector<OriginAnswer> ask(const std::vector<OriginAsked>& asked) {
    std::vector<OriginAnswer> answers = ask_about_origins(prober_, path_, asked);
    for (const OriginAnswer& each : answers) {
      if (each.actual.seen.has_cors_header() || each.preflight.seen.has_cors_header()) found_.any_cors_header = true;
      if (each.is_let_in_with_credentials()) credentials_ = true;
    }
    return answers;
  }

  void danger(AuditRuleId rule, const OriginAnswer& answer, std::string summary, std::optional<Level> severity = std::nullopt) {
    found_.dangers.push_back(
        {rule, severity.value_or(audit_rule(rule).severity), answer.label, std::move(summary), answer.telling(), Direction::permissive});
  }

  void judge_strangers(const std::vector<OriginAnswer>& answers) {
    const auto strangers = answers.begin() + kStrangers;
    const auto let_in =
        static_cast<std::size_t>(std::count_if(answers.begin(), strangers, [](const auto& each) { return each.is_let_in(); }));
    if (let_in == 0) return;
    if (let_in < kStrangers) return judge_some_strangers(answers);
    const OriginAnswer& first = answers.front();
    const bool star = first.telling().seen.combined(kAllowOrigin) == "*";
    found_.any = star ? AnyOrigin::star : AnyOrigin::reflected;
    const std::string_view by = star ? "Access-Control-Allow-Origin is `*`" : "the request's Origin is sent back";
    // WHY an expression: "*" would say that http: and `null` are let in too.
    const bool http = answers[kStrangers].is_let_in();
    const bool null = answers[kStrangers + 1].is_let_in();
    if (http && (null || first.is_let_in_with_credentials())) {
      found_.entries.is_star = true;
      say(fmt::format("Any origin is let in: {}.", by));
    } else {
      found_.patterns.push_back(
          {http ? "[a-z][a-z0-9+.-]*://.*" : "https://.*", std::vector<std::string>{first.origin}, std::vector<std::string>{"null"}});
      say(fmt::format("Any {}origin but `null` is let in: {}.", http ? "" : "https: ", by));
    }
    if (first.is_let_in_with_credentials()) {
      danger(AuditRuleId::A01, first, fmt::format("Any origin {}: {}.", how(first), by));
    } else {
      danger(AuditRuleId::A02, first, fmt::format("Any origin {}: {}.", how(first), by));
    }
    if (wire::is_loopback(prober_.target().location.endpoint.host)) {
      danger(AuditRuleId::A03, first, "This server is on this machine, and any page that a browser here has open reads it.",
             first.is_let_in_with_credentials() ? Level::must : Level::should);
    }
  }

  // It does not decide by the origin, or not by it alone: no policy says that, and it is hardly meant.
  void judge_some_strangers(const std::vector<OriginAnswer>& answers) {
    say("Some origins that nobody named are let in and some are not: it does not decide by the origin alone.");
    const auto one = std::find_if(answers.begin(), answers.begin() + kStrangers, [](const auto& each) { return each.is_let_in(); });
    const bool credentials = one->is_let_in_with_credentials();
    danger(credentials ? AuditRuleId::A01 : AuditRuleId::A02, *one,
           fmt::format("An origin that nobody named {}, and another like it is refused.", how(*one)),
           credentials ? Level::must : Level::should);
  }

  void judge_null(const OriginAnswer& answer) {
    if (!answer.is_let_in()) return;
    // Where any origin is let in without credentials `null` is one of them.
    const bool is_one_of_any = found_.entries.is_star && !credentials_;
    // `*` lets everybody in, and says nothing of `null`.
    const bool by_star = answer.telling().seen.combined(kAllowOrigin) == "*";
    if (by_star || is_one_of_any) return;
    found_.null_origin = true;
    say("The origin `null` is let in.");
    danger(answer.is_let_in_with_credentials() ? AuditRuleId::A04 : AuditRuleId::A05, answer,
           fmt::format("The origin `null` {}.", how(answer)));
  }

  void judge_given(const OriginAnswer& answer) {
    if (answer.origin == "null") return;
    if (!answer.is_let_in()) return say(fmt::format("{} is not let in.", answer.origin));
    if (!answer.preflight.permitted) say(fmt::format("{} may read, but passes no preflight.", answer.origin));
    if (!answer.actual.permitted) say(fmt::format("{} passes a preflight, but may not read what {} answers to GET.", answer.origin, path_));
    friends_.push_back(answer);
    judge_insecure(answer);
  }

  void judge_insecure(const OriginAnswer& answer) {
    if (found_.any != AnyOrigin::no || !answer.origin.starts_with("http:") || is_loopback_origin(answer.origin)) return;
    if (!answer.is_let_in_with_credentials()) return;
    danger(AuditRuleId::A10, answer,
           fmt::format("{} {}, and whoever sits on the network can put a page there.", answer.origin, how(answer)));
  }

  // An answer that names another origin than the one that asked gives away who is let in.
  void follow_what_is_named(const std::vector<OriginAnswer>& answers) {
    for (const OriginAnswer& each : answers) {
      for (const Exchange* const exchange : {&each.actual, &each.preflight}) {
        const std::string named = exchange->seen.combined(kAllowOrigin);
        if (named == each.origin || !names_an_origin(named)) continue;
        say(fmt::format("An answer to {} names {}, so that one was asked about.", each.label, named));
        std::vector<OriginAnswer> answer = ask({{named, "the origin " + named}});
        if (answer.front().is_let_in()) friends_.push_back(std::move(answer.front()));
        return;
      }
    }
  }

  // Where nobody is let in, a header that was meant to and cannot. Where somebody is, a check against what was inferred finds those.
  void judge_effect(const std::vector<OriginAnswer>& answers) {
    for (const OriginAnswer& each : answers) {
      for (const Exchange* const exchange : {&each.actual, &each.preflight}) {
        const std::string value = exchange->seen.combined(kAllowOrigin);
        if (exchange->seen.count(kAllowOrigin) == 0 || value == "null" || names_an_origin(value)) continue;
        found_.dangers.push_back({AuditRuleId::A15, audit_rule(AuditRuleId::A15).severity, each.label,
                                  fmt::format("Access-Control-Allow-Origin is {}, which lets nobody in.", policy::in_backquotes(value)),
                                  *exchange, Direction::strict});
        return;
      }
    }
  }

  void judge_near(const OriginAnswer& friendly) {
    const std::vector<NearOrigin> near = near_origins(friendly.origin, drawn_);
    std::vector<OriginAsked> asked;
    for (const NearOrigin& each : near) asked.push_back({each.origin, each.label});
    const std::vector<OriginAnswer> answers = ask(asked);
    OriginShape shape(friendly.origin);
    for (std::size_t at = 0; at < near.size(); ++at) {
      // Itself, whatever it is answered now: it was let in.
      if (answers[at].is_let_in() || near[at].near == Near::itself) shape.let_in(near[at]);
    }
    for (std::size_t at = 0; at < near.size(); ++at) {
      if (answers[at].is_let_in()) judge_one_near(near[at], answers[at], shape);
    }
    for (std::string& entry : shape.entries()) add_entry(std::move(entry));
    if (shape.is_loose()) add_pattern(shape.pattern(found_.stranger));
    for (const std::string& exact : shape.exact()) add_entry(exact);
    say_shape(friendly.origin, shape);
  }

  void add_entry(std::string entry) {
    std::vector<std::string>& entries = found_.entries.entries;
    if (std::find(entries.begin(), entries.end(), entry) == entries.end()) entries.push_back(std::move(entry));
  }

  // Two origins may be let in by one expression.
  void add_pattern(policy::OriginPattern pattern) {
    const bool is_new =
        std::none_of(found_.patterns.begin(), found_.patterns.end(), [&](const auto& each) { return each.regex == pattern.regex; });
    if (is_new) found_.patterns.push_back(std::move(pattern));
  }

  void judge_one_near(const NearOrigin& near, const OriginAnswer& answer, const OriginShape& shape) {
    const auto found =
        std::find_if(kNearDangers.begin(), kNearDangers.end(), [&](const NearDanger& each) { return each.near == near.near; });
    if (found == kNearDangers.end()) return;
    if (shape.is_part(near)) return;  // no danger of its own
    if (near.near == Near::other_scheme && near.origin.starts_with("https:")) return;
    // One port shows it as well as two.
    const bool is_told = std::any_of(found_.dangers.begin(), found_.dangers.end(), [&](const Danger& each) {
      const bool is_same_port = near.near == Near::other_port && each.probe.ends_with(" of " + shape.origin());
      return each.rule == found->rule && (each.probe == answer.label || is_same_port);
    });
    if (is_told) return;
    const bool credentials = answer.is_let_in_with_credentials();
    std::optional<Level> severity;
    if (found->rule == AuditRuleId::A10 && !credentials) severity = Level::should;
    if (found->rule == AuditRuleId::A12 && credentials) severity = Level::should;
    // A development server on loopback: its other ports are the same developer's.
    if (found->rule == AuditRuleId::A10 && is_loopback_origin(near.origin)) severity = Level::info;
    if (found->rule == AuditRuleId::A11 && is_loopback_origin(near.origin)) severity = Level::info;
    danger(found->rule, answer, fmt::format("{} {}; it is {}.", near.origin, how(answer), near.label), severity);
  }

  static bool is_loopback_origin(std::string_view origin) {
    const auto entry = policy::parse_origin_entry(origin);
    return entry && policy::is_loopback(entry->host);
  }

  void say_shape(const std::string& origin, const OriginShape& shape) {
    if (shape.is_loose()) {
      say(fmt::format("{} is let in, and so is what the expression {} matches.", origin, shape.pattern(found_.stranger).regex));
      return;
    }
    const std::vector<std::string> entries = shape.entries();
    say(fmt::format("{} is let in{}.", origin,
                    entries.size() == 1 && entries.front() == origin ? ", and nothing near to it"
                                                                     : fmt::format(", as one of {}", fmt::join(entries, ", "))));
  }

  Prober& prober_;
  std::string path_;
  std::string drawn_;
  InferredOrigins found_;
  std::vector<OriginAnswer> friends_;
  bool credentials_ = false;
};

}  // namespace

InferredOrigins infer_origins(Prober& prober, std::string_view path, std::span<const std::string> origins, std::string_view drawn) {
  return OriginInference(prober, path, drawn).infer(origins);
}

}  // namespace crosscheck::check
