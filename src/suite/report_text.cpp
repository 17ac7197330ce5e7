#include "suite/report_text.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "suite/report_asked.h"
#include "suite/terminal_text.h"

namespace crosscheck::suite {
namespace {

constexpr std::size_t kLabel = 12;
// A wrong answer to everything must not bury the verdict; every other format has them all.
constexpr std::size_t kMostTold = 50;

class TextReport {
 public:
  TextReport(const ReportMatrix& matrix, bool colours) : matrix_(matrix), colours_(colours) {}

  std::string written() {
    for (const Column& column : matrix_.columns) {
      if (column.standing() == Standing::refused) refused(column);
    }
    for (std::size_t at = 0; at < matrix_.columns.size(); ++at) differences(at);
    const RunLog* last = nullptr;
    for (const Column& column : matrix_.columns) {
      if (column.log != last) about(*column.log);
      last = column.log;
      verdict(column);
    }
    if (matrix_.columns.empty()) line(painted("No implementation was asked, so nothing is known.", kRed, colours_));
    return std::move(out_);
  }

 private:
  void line(std::string_view text) { fmt::format_to(std::back_inserter(out_), "{}\n", text); }
  void paragraph(std::string_view text, std::string_view indent) {
    for (const std::string& each : wrapped(printable(text), kColumns - indent.size())) line(fmt::format("{}{}", indent, each));
  }
  void labelled(std::string_view label, std::string_view text) {
    if (!text.empty()) line(fmt::format("  {:<10}{}", label, cut(printable(text), kColumns - kLabel)));
  }

  // One line where it fits, a few where it does not.
  void asked(std::string_view text) {
    static constexpr std::size_t kMostLines = 3;
    const std::vector<std::string> lines = wrapped(cut(printable(text), kMostLines * (kColumns - kLabel - 8)), kColumns - kLabel);
    for (std::size_t at = 0; at < lines.size(); ++at)
      line(fmt::format("  {:<10}{}", at == 0 ? "asked" : "", cut(lines[at], kColumns - kLabel)));
  }

  void refused(const Column& column) {
    line(painted(fmt::format("refused {}", printable(column.name)), kRed, colours_));
    paragraph(verdict_sentence(column), "  ");
    line("");
  }

  void differences(std::size_t at) {
    const Column& column = matrix_.columns[at];
    if (column.standing() == Standing::refused) return;
    const std::vector<const LogLine*> lines = differences_of(matrix_, at);
    std::string group;
    std::size_t told = 0;
    for (const LogLine* each : lines) {
      if (told == kMostTold) {
        line(fmt::format("… and {} more of {}: --format json, or html, has them all", lines.size() - told, printable(column.name)));
        line("");
        break;
      }
      const std::string_view direction = direction_words(*each);
      const std::string here =
          fmt::format("{}: {}{}{}", printable(column.name), to_string(each->outcome), direction.empty() ? "" : ", ", direction);
      if (here != group) {
        line(painted(fmt::format("── {}", here), is_bad(each->outcome, each->level) ? kRed : kYellow, colours_));
        line("");
        group = here;
      }
      difference(*each);
      ++told;
    }
  }

  void difference(const LogLine& each) {
    line(painted(fmt::format("{} {}", to_string(each.outcome), printable(each.vector)), is_bad(each.outcome, each.level) ? kRed : kYellow,
                 colours_));
    paragraph(each.title, "  ");
    if (each.question) asked(asked_in_a_line(*each.question));
    labelled("at", each.expected ? (each.pointer.empty() ? "the answer as a whole" : each.pointer) : std::string());
    labelled("expected", expected_line(each));
    labelled("got", got_line(each));
    labelled("wire", wire_line(each));
    labelled("direction", direction_words(each));
    if (!each.rule.empty()) line(fmt::format("  {:<10}{} {}", "decided", printable(each.rule), printable(each.spec)));
    if (!each.detail.empty()) paragraph(each.detail, "  ");
    line("");
  }

  void about(const RunLog& log) {
    const LogHeader& header = log.header;
    if (!out_.empty() && !out_.ends_with("\n\n")) line("");
    std::string all = fmt::format("crosscheck {}, Fetch Standard at {}: {} of {}", header.suite_version,
                                  header.standard_commit.substr(0, 7), header.selected, counted(header.vectors, "vector"));
    if (!header.shard.empty()) all += ", shard " + header.shard;
    if (!header.profile.empty() && header.profile != "standard") all += ", profile " + header.profile;
    if (log.footer.signal) all += fmt::format(", ended by signal {}", *log.footer.signal);
    paragraph(all, "");
    line("");
  }

  void verdict(const Column& column) {
    const Standing standing = column.standing();
    const std::string_view colour = standing == Standing::holds ? kGreen : standing == Standing::incomplete ? kYellow : kRed;
    const std::string version = column.info->version.empty() ? "" : " " + column.info->version;
    line(painted(fmt::format("{}{}: {}", printable(column.name), printable(version), verdict_word(column)), colour, colours_));
    if (standing != Standing::holds || column.at(Level::must).total() != column.at(Level::must).asked()) {
      paragraph(verdict_sentence(column), "  ");
    }
    if (standing == Standing::refused) return;
    for (const Level level : kLevels) {
      const std::string sentence = level_sentence(column, level);
      if (sentence.empty()) continue;
      const LevelCount& count = column.at(level);
      const std::string_view shade = count.bad(level) != 0 ? kRed : count.differs(level) != 0 ? kYellow : kGreen;
      line("  " + painted(sentence, shade, colours_));
    }
  }

  const ReportMatrix& matrix_;
  bool colours_;
  std::string out_;
};

}  // namespace

std::string text_report(const ReportMatrix& matrix, bool colours) { return TextReport(matrix, colours).written(); }

}  // namespace crosscheck::suite
