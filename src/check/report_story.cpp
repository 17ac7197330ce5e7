#include "check/report_story.h"

#include <fmt/format.h>

#include "check/report_message.h"
#include "check/report_words.h"

namespace crosscheck::check {

std::vector<std::pair<std::string, std::string>> facts_of(const ReportedFinding& finding) {
  std::vector<std::pair<std::string, std::string>> facts;
  const auto add = [&facts](std::string label, std::string text) {
    if (!text.empty()) facts.emplace_back(std::move(label), std::move(text));
  };
  add("probe", finding.probe);
  add("url", finding.url);
  add("wanted", finding.wanted);
  add("browser", finding.verdict);
  add("reason", finding.reason);
  add("fix", finding.fix);
  add("also", fmt::format("{}", fmt::join(finding.also, " ")));
  if (finding.count > 1) add("shown by", fmt::format("{}: {}", counted(finding.count, "probe"), fmt::join(finding.labels, "; ")));
  add("known", known_sentence(finding));
  for (const WireEvidence& each : finding.evidence) {
    add("sent", shown_message(each.sent));
    add("received", shown_message(each.received));
    add("trouble", each.trouble);
    add("try", each.curl);
  }
  return facts;
}

std::string story_of(const ReportedFinding& finding) {
  std::string story = fmt::format("{} ({})\n", finding.summary, kind_of(finding));
  for (const auto& [label, text] : facts_of(finding)) {
    if (text.find('\n') == std::string::npos) {
      story += fmt::format("{}: {}\n", label, text);
      continue;
    }
    story += label + ":\n";
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      story += fmt::format("  {}\n", text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return story;
}

std::vector<const ReportedFinding*> findings_of(const FindingsReport& report, std::string_view property) {
  std::vector<const ReportedFinding*> found;
  for (const ReportedFinding* const finding : findings_in_order(report)) {
    if (finding->property == property) found.push_back(finding);
  }
  return found;
}

}  // namespace crosscheck::check
