#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "check/report_curl.h"
#include "check/report_message.h"
#include "check/report_words.h"
#include "check/report_writers.h"
#include "crosscheck/reason/reason.h"
#include "question/version.h"
#include "suite/report_html_assets.h"
#include "suite/report_page.h"

namespace crosscheck::check {
namespace {

using suite::html_lines;
using suite::html_sentence;
using suite::html_text;

// What the suite's style has no rule for.
constexpr std::string_view kOwnStyle =
    ".area > summary h3 { font-family: var(--sans); }\n"
    ".area > div { padding: 0 1rem 1rem; }\n"
    "section > h3 { font-size: 1rem; margin: 1.2rem 0 0.4rem; }\n"
    ".area h4 { font-size: 0.8rem; font-weight: 600; color: var(--muted); margin: 1rem 0 0.2rem; }\n"
    ".severity { font-weight: 650; margin-right: 0.4rem; }\n"
    ".area.bad .severity { color: var(--bad); }\n"
    ".area.warn .severity { color: var(--warn); }\n"
    ".said { display: block; margin: 0.15rem 0 0 1.1rem; color: var(--muted); font-size: 0.95rem; }\n"
    ".proves-nothing { border-left: 4px solid var(--warn); background: var(--warn-back); border-radius: 8px; padding: 0.8rem 1rem; "
    "margin-bottom: 1rem; }\n"
    ".rules { min-width: 0; table-layout: auto; }\n"
    ".rules th, .rules td { vertical-align: top; }\n"
    ".rules thead th { width: auto; }\n"
    ".rules td:last-child { width: 9rem; }\n"
    ".sentences { padding-left: 1.2rem; }\n"
    ".sentences li { margin: 0.25rem 0; overflow-wrap: anywhere; }\n"
    "@media (max-width: 48rem) { .area .rules tbody td { padding: 0 1rem; } .area .rules td:last-child { width: auto; } }\n";

std::string_view word_of(Standing standing) { return standing == Standing::holds ? "good" : standing == Standing::fails ? "bad" : "warn"; }

std::string_view class_of(const ReportedFinding& finding) {
  return !is_bad(finding) ? "quiet" : finding.severity == Level::must ? "bad" : "warn";
}

class Page {
 public:
  explicit Page(const FindingsReport& report) : report_(report), findings_(findings_in_order(report)) {}

  std::string written() {
    head();
    about();
    out_ += "<main>\n";
    verdict();
    findings();
    inferred();
    properties();
    sentences("facts", "Conventions it follows", report_.facts);
    sentences("assumed", "Assumed", report_.assumptions);
    reading();
    out_ +=
        "</main>\n<footer><p>Made by crosscheck. This page is one file without a script: it needs no network and asks no other host for "
        "anything.</p></footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  template <class... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
  }

  std::string_view title() const { return report_.kind == ReportKind::audit ? "CORS audit" : "CORS check"; }

  void head() {
    const std::string style = std::string(suite::report_style()) + std::string(kOwnStyle);
    out_ +=
        suite::page_head({fmt::format("{}: {}", title(), fmt::join(report_.targets, ", ")), style, {}, "findings", "Skip to the findings"});
  }

  void about() {
    add("<header>\n<p class=\"brand\">crosscheck</p>\n<h1>{}</h1>\n<p class=\"lead\">", title());
    out_ +=
        report_.kind == ReportKind::audit
            ? "CORS decides which web pages may read what this server answers. It was asked as browsers and attackers ask, and this page "
              "says what its answers let pages do.</p>\n"
            : "CORS decides which web pages may read what this server answers. It was asked as browsers and attackers ask, and what its "
              "answers let pages do was held against its policy.</p>\n";
    out_ += "<dl class=\"about\">\n";
    const auto fact = [&](std::string_view term, const std::string& html) { add("<div><dt>{}</dt><dd>{}</dd></div>\n", term, html); };
    fact("Server", html_text(fmt::format("{}", fmt::join(report_.targets, " "))));
    fact("When", suite::page_time(report_.started));
    fact("With", fmt::format("crosscheck {}", kVersion));
    if (!report_.policy_name.empty()) fact("Policy", fmt::format("<code>{}</code>", html_text(report_.policy_name)));
    fact("Asked", html_text(counted(report_.probes, "probe")));
    if (report_.cells_declared != 0)
      fact("Declared verdicts", fmt::format("{} of {} tested", report_.cells_tested, report_.cells_declared));
    fact("Seed", fmt::format("{}", report_.seed));
    out_ += suite::page_command(report_.command) + "</dl>\n</header>\n";
  }

  void verdict() {
    out_ += "<section aria-labelledby=\"verdict\">\n<h2 id=\"verdict\">Verdict</h2>\n";
    if (const std::string nothing = why_nothing_is_proved(report_); !nothing.empty()) {
      add("<p class=\"proves-nothing\"><strong>This proves nothing.</strong> {}</p>\n", html_sentence(nothing));
    }
    const Standing standing = standing_of(report_);
    add("<div class=\"card {}\">\n<p class=\"verdict\"><span aria-hidden=\"true\">{}</span> {}</p>\n", word_of(standing),
        symbol_of(standing), verdict_word(report_));
    if (const std::string sentence = verdict_sentence(report_); !sentence.empty()) add("<p>{}</p>\n", html_sentence(sentence));
    out_ += "<ul class=\"levels\">\n";
    for (const Level severity : kSeverities) {
      const std::string sentence = severity_sentence(report_, severity);
      if (!sentence.empty()) add("<li>{}</li>\n", sentence);
    }
    out_ += "</ul>\n</div>\n";
    if (!report_.gone.empty()) {
      std::vector<std::string> gone;
      for (const KnownFinding& known : report_.gone) gone.push_back(gone_sentence(known));
      out_ += "<h3>Known, and not found any more</h3>\n";
      list(gone);
    }
    out_ += "</section>\n";
  }

  void findings() {
    out_ += "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\" tabindex=\"-1\">Findings</h2>\n";
    if (findings_.empty()) out_ += "<p>There is none.</p>\n";
    for (std::size_t at = 0; at < findings_.size(); ++at) finding(*findings_[at], at);
    out_ += "</section>\n";
  }

  void finding(const ReportedFinding& finding, std::size_t at) {
    // A few can be read at once, many cannot.
    const bool open = is_bad(finding) && findings_.size() <= 3;
    add("<details class=\"area {}\"{} id=\"finding-{}\">\n<summary><h3>{}</h3> <span class=\"tally\"><span "
        "class=\"severity\">{}</span></span>"
        "<span class=\"said\">{}</span></summary>\n<div>\n",
        class_of(finding), open ? " open" : "", at + 1, html_text(title_of(report_, finding)), kind_of(finding),
        html_sentence(finding.summary));
    part("What a browser makes of it", html_sentence(finding.verdict));
    part("Why", reason_html(finding.reason));
    part("Wanted", html_sentence(finding.wanted));
    part("What to change", html_sentence(finding.fix));
    part("Known", html_text(known_sentence(finding)));
    for (const WireEvidence& each : finding.evidence) wire(each);
    part("Probe", fmt::format("<code>{}</code>", html_text(finding.probe)));
    part("URL", fmt::format("<code>{}</code>", html_text(finding.url)));
    if (!finding.also.empty()) part("Also broken by it", html_text(fmt::format("{}", fmt::join(finding.also, ", "))));
    if (finding.count > 1) {
      part(fmt::format("Shown by {}", counted(finding.count, "probe")), "");
      list(finding.labels);
    }
    if (const ReportedProperty* const property = property_of(report_, finding.property); property != nullptr) {
      part("The rule", html_sentence(property->sentence + (property->why_it_matters.empty() ? "" : " " + property->why_it_matters)));
      part("Read on", link(property->reference));
    }
    out_ += "</div>\n</details>\n";
  }

  void part(std::string_view title, const std::string& html) {
    if (html.empty() || html == "<code></code>") return;
    add("<h4>{}</h4>\n<p>{}</p>\n", title, html);
  }

  static std::string link(const std::string& url) {
    return url.starts_with("https://") ? fmt::format("<a href=\"{0}\">{0}</a>", html_text(url)) : std::string();
  }

  static std::string reason_html(const std::string& code) {
    const std::optional<Reason> reason = reason_from_code(code);
    if (!reason) return code.empty() ? std::string() : fmt::format("<code>{}</code>", html_text(code));
    return fmt::format("<code>{}</code>: {}", html_text(code), html_sentence(reason_info(*reason).sentence));
  }

  void wire(const WireEvidence& evidence) {
    out_ += "<div class=\"pair\">\n";
    add("<div><h4>Sent</h4>\n<pre tabindex=\"0\" role=\"region\" aria-label=\"Sent\">{}</pre></div>\n",
        html_lines(shown_message(evidence.sent)));
    const std::string trouble = evidence.trouble.empty() ? "" : "<p>" + html_sentence(evidence.trouble) + "</p>\n";
    add("<div><h4>Received</h4>\n{}", trouble);
    if (!evidence.received.empty()) {
      add("<pre tabindex=\"0\" role=\"region\" aria-label=\"Received\">{}</pre>", html_lines(shown_message(evidence.received)));
    }
    out_ += "</div>\n</div>\n";
    if (evidence.curl.empty()) return;
    add("<h4>Try it</h4>\n<pre tabindex=\"0\" role=\"region\" aria-label=\"Command\">{}</pre>\n",
        html_lines(fmt::format("{}", fmt::join(broken_command(evidence.curl, 100), "\n"))));
  }

  void inferred() {
    if (report_.kind != ReportKind::audit) return;
    out_ += "<section aria-labelledby=\"allows\">\n<h2 id=\"allows\">What it allows</h2>\n";
    list(report_.inferred);
    if (!report_.policy.empty()) {
      add("<h3>As a policy document</h3>\n<pre tabindex=\"0\" role=\"region\" aria-label=\"Policy document\">{}</pre>\n",
          html_lines(report_.policy));
    }
    out_ += "</section>\n";
  }

  void properties() {
    out_ += "<section aria-labelledby=\"rules\">\n<h2 id=\"rules\">Rules</h2>\n";
    for (const Level severity : kSeverities) {
      const std::string sentence = severity_sentence(report_, severity);
      if (count_of(report_, severity).all == 0) continue;
      add("<details class=\"area\">\n<summary><h3>{}</h3> <span class=\"tally\">{}</span></summary>\n<table class=\"rules\">\n"
          "<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">State</th></tr></thead>\n<tbody>\n",
          suite::to_string(severity), sentence.substr(sentence.find(' ') + 1));
      for (const ReportedProperty& property : report_.properties) {
        if (property.severity == severity) row(property);
      }
      out_ += "</tbody>\n</table>\n</details>\n";
    }
    out_ += "</section>\n";
  }

  void row(const ReportedProperty& property) {
    add("<tr><th scope=\"row\"><code>{} {}</code><span class=\"title\">{}</span></th><td>", html_text(property.id),
        html_text(property.name), html_sentence(property.sentence));
    bool told = false;
    for (std::size_t at = 0; at < findings_.size(); ++at) {
      if (findings_[at]->property != property.id) continue;
      add("{}<a href=\"#finding-{}\">{}</a>", told ? "<br>" : "", at + 1, kind_of(*findings_[at]));
      told = true;
    }
    if (!told)
      add("<span class=\"cell {}\">{}</span>", property.state == PropertyState::holds ? "good" : "quiet", to_string(property.state));
    if (!property.not_asked.empty()) add("<span class=\"title\">{}</span>", html_sentence(property.not_asked));
    if (property.probes != 0) add("<span class=\"title\">{}</span>", counted(property.probes, "probe"));
    out_ += "</td></tr>\n";
  }

  void list(const std::vector<std::string>& sentences) {
    if (sentences.empty()) return;
    out_ += "<ul class=\"sentences\">\n";
    for (const std::string& sentence : sentences) add("<li>{}</li>\n", html_sentence(sentence));
    out_ += "</ul>\n";
  }

  void sentences(std::string_view id, std::string_view title, const std::vector<std::string>& all) {
    if (all.empty()) return;
    add("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", id, title);
    list(all);
    out_ += "</section>\n";
  }

  void reading() {
    out_ +=
        "<section class=\"reading\" aria-labelledby=\"reading\">\n<h2 id=\"reading\">How to read this page</h2>\n<dl>\n"
        "<div><dt>Severities</dt><dd><b>must</b>: a browser decides otherwise than is meant, or a header can never work. <b>should</b>: "
        "caches, robustness and hygiene; incidents are behind each. <b>info</b>: a convention, which fails nothing.</dd></div>\n"
        "<div><dt>Too permissive</dt><dd>It lets through what must be blocked: pages may read what is not theirs.</dd></div>\n"
        "<div><dt>Too strict</dt><dd>It blocks what must pass: honest pages break.</dd></div>\n"
        "<div><dt>Not testable, not run</dt><dd>Nothing is known of this rule; the reason stands beside it.</dd></div>\n"
        "</dl>\n</section>\n";
  }

  const FindingsReport& report_;
  std::vector<const ReportedFinding*> findings_;
  std::string out_;
};

}  // namespace

std::string html_report(const FindingsReport& report) { return Page(report).written(); }

}  // namespace crosscheck::check
