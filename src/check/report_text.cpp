#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "check/report_curl.h"
#include "check/report_message.h"
#include "check/report_words.h"
#include "check/report_writers.h"
#include "suite/terminal_text.h"

namespace crosscheck::check {
namespace {

using suite::cut;
using suite::kColumns;
using suite::kGreen;
using suite::kRed;
using suite::kYellow;
using suite::painted;
using suite::printable;
using suite::wrapped;

constexpr std::size_t kLabelColumns = 12;
// One property that fails for everybody must not bury the others, nor all of them the verdict; every other format has them all.
constexpr std::size_t kMostOfOne = 3;
constexpr std::size_t kMostTold = 30;
constexpr std::size_t kMostLines = 8;  // of a message

class TextReport {
 public:
  TextReport(const FindingsReport& report, bool colours) : report_(report), colours_(colours) {}

  std::string written() {
    if (const std::string nothing = why_nothing_is_proved(report_); !nothing.empty()) {
      line(painted("This proves nothing.", kRed, colours_));
      paragraph(nothing, "  ");
      line("");
    }
    inferred();
    findings();
    listed("Conventions it follows", report_.facts);
    untested();
    listed("Known, and not found any more", gone());
    listed("Assumed", report_.assumptions);
    verdict();
    return std::move(out_);
  }

 private:
  void line(std::string_view text) { fmt::format_to(std::back_inserter(out_), "{}\n", text); }
  void paragraph(std::string_view text, std::string_view indent) {
    for (const std::string& each : wrapped(printable(text), kColumns - indent.size())) line(fmt::format("{}{}", indent, each));
  }
  void listed(std::string_view title, const std::vector<std::string>& sentences) {
    if (sentences.empty()) return;
    line(fmt::format("{}:", title));
    for (const std::string& sentence : sentences) {
      std::string_view indent = "- ";
      for (const std::string& each : wrapped(printable(sentence), kColumns - 4)) {
        line(fmt::format("  {}{}", indent, each));
        indent = "  ";
      }
    }
    line("");
  }
  // The label stands before the first line alone.
  void labelled(std::string_view label, const std::vector<std::string>& lines) {
    for (std::size_t at = 0; at < lines.size(); ++at) line(fmt::format("  {:<{}}{}", at == 0 ? label : "", kLabelColumns - 2, lines[at]));
  }
  void labelled(std::string_view label, std::string_view text) {
    if (!text.empty()) labelled(label, wrapped(printable(text), kColumns - kLabelColumns));
  }
  std::string_view colour_of(const ReportedFinding& finding) const {
    return !is_bad(finding) ? std::string_view("") : finding.severity == Level::must ? kRed : kYellow;
  }

  void findings() {
    std::map<std::string, std::size_t> told_of;
    std::map<std::string, std::size_t> left_of;
    std::size_t told = 0;
    for (const ReportedFinding* const finding : findings_in_order(report_)) {
      std::size_t& of_this = told_of[finding->property];
      if (told == kMostTold || of_this == kMostOfOne) {
        ++left_of[title_of(report_, *finding)];
        continue;
      }
      ++of_this;
      ++told;
      tell(*finding);
    }
    for (const auto& [title, count] : left_of) {
      line(fmt::format("\u2026 and {} of {}", counted(count, "more finding"), printable(title)));
    }
    if (!left_of.empty()) line("  --format json, or html, has them all\n");
  }

  void tell(const ReportedFinding& finding) {
    const std::string heading = fmt::format("{}  {}", printable(title_of(report_, finding)), kind_of(finding));
    const std::string_view colour = colour_of(finding);
    line(colour.empty() ? heading : painted(heading, colour, colours_));
    paragraph(finding.summary, "  ");
    labelled("probe", cut(printable(finding.probe), 4 * (kColumns - kLabelColumns)));
    labelled("url", cut(printable(finding.url), kColumns - kLabelColumns));
    for (const WireEvidence& each : finding.evidence) {
      labelled("sent", head_lines(each.sent, kColumns - kLabelColumns, kMostLines));
      labelled("received", head_lines(each.received, kColumns - kLabelColumns, kMostLines));
      labelled("trouble", each.trouble);
    }
    labelled("browser", finding.verdict);
    labelled("reason", finding.reason);
    labelled("wanted", finding.wanted);
    labelled("fix", finding.fix);
    if (!finding.also.empty()) labelled("also", fmt::format("{}", fmt::join(finding.also, " ")));
    if (finding.count > 1) labelled("shown by", fmt::format("{}{}", counted(finding.count, "probe"), labels_of(finding)));
    if (finding.known) labelled("", known_sentence(finding));
    for (const WireEvidence& each : finding.evidence) labelled("try", broken_command(printable(each.curl), kColumns - kLabelColumns));
    line("");
  }

  static std::string labels_of(const ReportedFinding& finding) {
    static constexpr std::size_t kMostLabels = 4;
    if (finding.labels.size() < 2) return {};
    const std::size_t shown = std::min(finding.labels.size(), kMostLabels);
    const auto end = finding.labels.begin() + static_cast<std::ptrdiff_t>(shown);
    return fmt::format(": {}{}", fmt::join(finding.labels.begin(), end, "; "), finding.count > shown ? "; \u2026" : "");
  }

  void inferred() {
    listed("What it allows, as far as was asked", report_.inferred);
    if (report_.kind != ReportKind::audit || report_.policy.empty()) return;
    line("As a policy document:\n");
    std::string_view rest = report_.policy;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      line(printable(rest.substr(0, end)));
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    line("");
  }

  // By reason, as most have one in common.
  void untested() {
    std::vector<std::pair<std::string, std::string>> by_reason;
    for (const ReportedProperty& property : report_.properties) {
      if (property.state != PropertyState::not_testable && property.state != PropertyState::not_run) continue;
      const std::string why = property.not_asked.empty() ? "it was not asked" : property.not_asked;
      const auto found = std::find_if(by_reason.begin(), by_reason.end(), [&](const auto& each) { return each.first == why; });
      if (found == by_reason.end()) {
        by_reason.emplace_back(why, property.id);
      } else {
        found->second += " " + property.id;
      }
    }
    std::vector<std::string> sentences;
    for (const auto& [why, ids] : by_reason) sentences.push_back(fmt::format("{}: {}", ids, why));
    listed("Not tested", sentences);
  }

  std::vector<std::string> gone() const {
    std::vector<std::string> sentences;
    for (const KnownFinding& known : report_.gone) sentences.push_back(gone_sentence(known));
    return sentences;
  }

  void verdict() {
    const Standing standing = standing_of(report_);
    const std::string_view colour = standing == Standing::holds ? kGreen : standing == Standing::incomplete ? kYellow : kRed;
    for (const std::string& target : report_.targets) {
      line(painted(cut(fmt::format("{}: {}", printable(target), verdict_word(report_)), 2 * kColumns), colour, colours_));
    }
    const std::string sentence_of_all = verdict_sentence(report_);
    if (!sentence_of_all.empty()) paragraph(sentence_of_all, "  ");
    for (const Level severity : kSeverities) {
      const std::string sentence = severity_sentence(report_, severity);
      const SeverityCount count = count_of(report_, severity);
      const std::string_view shade = count.failing == 0 || severity == Level::info ? kGreen : severity == Level::must ? kRed : kYellow;
      if (!sentence.empty()) line("  " + painted(sentence, shade, colours_));
    }
    std::string asked = counted(report_.probes, "probe");
    if (report_.cells_declared != 0) {
      asked += fmt::format(", {} of {} tested", report_.cells_tested, counted(report_.cells_declared, "declared verdict"));
    }
    line(fmt::format("  {}, seed {}", asked, report_.seed));
  }

  const FindingsReport& report_;
  bool colours_;
  std::string out_;
};

}  // namespace

std::string text_report(const FindingsReport& report, bool colours) { return TextReport(report, colours).written(); }

}  // namespace crosscheck::check
