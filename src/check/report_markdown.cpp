#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "check/report_message.h"
#include "check/report_words.h"
#include "check/report_writers.h"
#include "suite/report_markdown.h"
#include "suite/terminal_text.h"

namespace crosscheck::check {
namespace {

using suite::markdown_code;
using suite::markdown_text;

// A comment on GitHub takes 65,536 characters.
constexpr std::size_t kMostOfComment = 60'000;
constexpr std::size_t kMostListed = 8192;  // bytes
constexpr std::size_t kLongestText = 600;
constexpr std::size_t kLongestMessage = 1024;
constexpr std::size_t kLongestCommand = 1024;
constexpr std::size_t kLongestPolicy = 16'384;

// Several lines as they are, in a fence that nothing in them ends.
std::string block(std::string_view text, std::string_view indent) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  std::string out = fmt::format("{}{}\n", indent, fence);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out += fmt::format("{}{}\n", indent, suite::printable(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out + fmt::format("{}{}\n", indent, fence);
}

class Markdown {
 public:
  explicit Markdown(const FindingsReport& report) : report_(report) {}

  std::string written() {
    add("## CORS {}: {}\n\n", report_.kind == ReportKind::audit ? "audit" : "check", targets());
    if (const std::string nothing = why_nothing_is_proved(report_); !nothing.empty())
      add("\u26A0 **This proves nothing.** {}\n\n", text(nothing));
    add("{} **{}** {}\n\n", symbol_of(standing_of(report_)), verdict_word(report_), text(verdict_sentence(report_)));
    counts();
    std::vector<std::string> gone;
    for (const KnownFinding& known : report_.gone) gone.push_back(gone_sentence(known));
    list(gone);
    std::string before = std::move(out_);
    out_.clear();
    policy();
    if (!report_.assumptions.empty()) {
      out_ += "<details><summary>Assumed</summary>\n\n";
      list(report_.assumptions);
      out_ += "</details>\n";
    }
    const std::string behind = std::move(out_);
    out_ = std::move(before);
    findings(kMostOfComment - std::min(kMostOfComment, behind.size()));
    return std::move(out_) + behind;
  }

 private:
  template <class... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
  }

  std::string targets() const {
    std::string text;
    for (const std::string& target : report_.targets) text += (text.empty() ? "" : ", ") + markdown_code(suite::cut(target, kLongestText));
    return text;
  }

  void counts() {
    out_ += "| severity | properties tested | failing | findings | known | not testable | not run |\n|---|---|---|---|---|---|---|\n";
    for (const Level severity : kSeverities) {
      const SeverityCount count = count_of(report_, severity);
      if (count.all == 0 && count.findings == 0) continue;
      add("| {} | {} | {} | {} | {} | {} | {} |\n", suite::to_string(severity), count.tested, count.failing, count.findings, count.known,
          count.not_testable, count.not_run);
    }
    std::string cells;
    if (report_.cells_declared != 0)
      cells = fmt::format(", {} of {} declared verdicts tested", report_.cells_tested, report_.cells_declared);
    add("\n{}{}, seed {}\n\n", counted(report_.probes, "probe"), cells, report_.seed);
  }

  // As many as fit: the rest is counted.
  void findings(std::size_t most_bytes) {
    const std::vector<const ReportedFinding*> findings = findings_in_order(report_);
    if (findings.empty()) return;
    const bool bad = std::any_of(findings.begin(), findings.end(), [](const ReportedFinding* each) { return is_bad(*each); });
    // GitHub shows HTML inside a Markdown page; the blank line lets Markdown begin again.
    add("<details{}><summary>{}</summary>\n\n", bad ? " open" : "", counted(findings.size(), "finding"));
    std::size_t told = 0;
    for (; told < findings.size(); ++told) {
      const std::size_t before = out_.size();
      finding(*findings[told]);
      if (out_.size() <= most_bytes) continue;
      out_.resize(before);
      break;
    }
    if (told < findings.size()) add("- \u2026 and {} more\n", findings.size() - told);
    out_ += "\n</details>\n\n";
  }

  void finding(const ReportedFinding& finding) {
    add("- **{}** ({}) \u2014 {}\n", markdown_text(title_of(report_, finding)), kind_of(finding), text(finding.summary));
    fact("probe", markdown_code(suite::cut(finding.probe, kLongestText)), finding.probe);
    fact("url", markdown_code(suite::cut(finding.url, kLongestText)), finding.url);
    fact("browser:", text(finding.verdict), finding.verdict);
    fact("wanted:", text(finding.wanted), finding.wanted);
    fact("fix:", text(finding.fix), finding.fix);
    fact("", markdown_text(known_sentence(finding)), known_sentence(finding));
    for (const WireEvidence& each : finding.evidence) {
      out_ += "  - on the wire\n\n";
      std::string wire = shown_message(std::string_view(each.sent).substr(0, head_size(each.sent)), kLongestMessage);
      wire += each.trouble.empty() ? "" : "\n" + each.trouble + "\n";
      wire += "\n" + shown_message(std::string_view(each.received).substr(0, head_size(each.received)), kLongestMessage);
      out_ += block(wire, "    ");
      out_ += "\n";
      if (each.curl.size() <= kLongestCommand) fact("try", markdown_code(each.curl), each.curl);
    }
  }

  static std::string text(const std::string& sentence) { return suite::markdown_sentence(suite::cut(sentence, kLongestText)); }

  void fact(std::string_view label, const std::string& shown, const std::string& value) {
    if (!value.empty()) add("  - {}{}{}\n", label, label.empty() ? "" : " ", shown);
  }

  void list(const std::vector<std::string>& sentences) {
    const std::size_t most_bytes = out_.size() + kMostListed;
    std::size_t told = 0;
    for (; told < sentences.size() && out_.size() < most_bytes; ++told) add("- {}\n", text(sentences[told]));
    if (told < sentences.size()) add("- \u2026 and {} more\n", sentences.size() - told);
    if (!sentences.empty()) out_ += "\n";
  }

  void policy() {
    if (report_.kind != ReportKind::audit) return;
    if (!report_.inferred.empty()) out_ += "What it allows, as far as was asked:\n\n";
    list(report_.inferred);
    if (report_.policy.empty() || report_.policy.size() > kLongestPolicy) return;
    out_ += "<details><summary>As a policy document</summary>\n\n" + block(report_.policy, "") + "\n</details>\n\n";
  }

  const FindingsReport& report_;
  std::string out_;
};

}  // namespace

std::string markdown_report(const FindingsReport& report) { return Markdown(report).written(); }

}  // namespace crosscheck::check
