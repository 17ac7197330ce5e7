#include "suite/report_markdown.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "suite/markup_text.h"
#include "suite/report_asked.h"
#include "suite/terminal_text.h"

namespace crosscheck::suite {
namespace {

constexpr std::size_t kMostListed = 50;
// A summary page takes one mebibyte in all.
constexpr std::size_t kLongestCode = 300;

std::string_view symbol(Standing standing) {
  switch (standing) {
    case Standing::holds:
      return "\u2713";
    case Standing::fails:
    case Standing::refused:
      return "\u2717";
    default:
      return "\u26A0";
  }
}

void table(std::string& out, const ReportMatrix& matrix) {
  out += "| implementation | verdict | counts |\n|---|---|---|\n";
  for (const Column& column : matrix.columns) {
    std::string counts;
    for (const Level level : kLevels) {
      const std::string sentence = column.standing() == Standing::refused ? std::string() : level_sentence(column, level);
      if (!sentence.empty()) counts += (counts.empty() ? "" : "<br>") + sentence;
    }
    fmt::format_to(std::back_inserter(out), "| {} {} | {} **{}** | {} |\n", markdown_text(column.name), markdown_text(column.info->version),
                   symbol(column.standing()), verdict_word(column), counts);
  }
  out += "\n";
}

void difference(std::string& out, const LogLine& line) {
  const std::string_view direction = direction_words(line);
  fmt::format_to(std::back_inserter(out), "- **{}{}{}** {} — {}\n", to_string(line.outcome), direction.empty() ? "" : ", ", direction,
                 markdown_code(line.vector), markdown_sentence(line.title));
  const auto add = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) fmt::format_to(std::back_inserter(out), "  - {} {}\n", label, markdown_code(cut(text, kLongestCode)));
  };
  if (line.question) add("asked", asked_in_a_line(*line.question));
  add("expected", expected_line(line));
  add("got", got_line(line));
  if (!line.rule.empty()) {
    const bool linked = line.spec.starts_with("https://") && line.spec.find_first_of(" ()<>\"\\\r\n") == std::string::npos;
    const std::string rule = markdown_text(line.rule);
    fmt::format_to(std::back_inserter(out), "  - decided by {}\n", linked ? fmt::format("[{}]({})", rule, line.spec) : rule);
  }
  if (!line.detail.empty()) fmt::format_to(std::back_inserter(out), "  - {}\n", markdown_text(cut(line.detail, kLongestCode)));
}

void differences(std::string& out, const ReportMatrix& matrix, std::size_t at) {
  const Column& column = matrix.columns[at];
  if (column.standing() == Standing::refused) return;
  const std::vector<const LogLine*> lines = differences_of(matrix, at);
  if (lines.empty()) return;
  // GitHub shows HTML inside a Markdown page; the blank line lets Markdown begin again.
  fmt::format_to(std::back_inserter(out), "<details{}><summary>{}: {} bad, {} in all</summary>\n\n", column.bad() == 0 ? "" : " open",
                 markdown_text(column.name), column.at(Level::must).bad(Level::must), counted(lines.size(), "difference"));
  for (std::size_t told = 0; told < std::min(lines.size(), kMostListed); ++told) difference(out, *lines[told]);
  if (lines.size() > kMostListed) fmt::format_to(std::back_inserter(out), "- … and {} more\n", lines.size() - kMostListed);
  out += "\n</details>\n\n";
}

}  // namespace

std::string markdown_text(std::string_view text) {
  std::string safe;
  for (const char c : with_entities(printable(text), "&<>")) {
    if (c == '@') {
      // WHY a space without width: a mention would write to somebody, and it is looked for where escapes are gone.
      safe += "&#64;&#8203;";
    } else if (c == '#') {
      safe += "&#35;&#8203;";  // WHY: a number behind it is an issue
    } else if (std::string_view("\\`*_{}[]()+!|~$").find(c) != std::string_view::npos) {
      safe += '\\';
      safe += c;
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string markdown_sentence(std::string_view text) {
  if (std::count(text.begin(), text.end(), '`') % 2 != 0) return markdown_text(text);
  std::string safe;
  bool inside = false;
  while (true) {
    const std::size_t end = text.find('`');
    const std::string_view part = text.substr(0, end);
    safe += inside && !part.empty() ? markdown_code(part) : markdown_text(part);
    if (end == std::string_view::npos) return safe;
    text.remove_prefix(end + 1);
    inside = !inside;
  }
}

std::string markdown_code(std::string_view text) {
  const std::string safe = printable(text);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : safe) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool padded = safe.starts_with('`') || safe.ends_with('`') || safe.find_first_not_of(' ') == std::string::npos;
  return fmt::format("{0}{1}{2}{1}{0}", fence, padded ? " " : "", safe);
}

std::string markdown_report(const ReportMatrix& matrix) {
  std::string out = "## CORS conformance\n\n";
  const RunLog* last = nullptr;
  for (const Column& column : matrix.columns) {
    if (column.log == last) continue;
    last = column.log;
    const LogHeader& header = last->header;
    fmt::format_to(std::back_inserter(out), "crosscheck {}, Fetch Standard at {}, {} of {}, {}\n\n", markdown_text(header.suite_version),
                   markdown_text(header.standard_commit.substr(0, 7)), header.selected, counted(header.vectors, "vector"),
                   markdown_text(header.started));
  }
  if (matrix.columns.empty()) return out + "No implementation was asked, so nothing is known.\n";
  for (const Column& column : matrix.columns) {
    if (column.standing() == Standing::holds) continue;
    fmt::format_to(std::back_inserter(out), "{} **{}**: {}\n\n", symbol(column.standing()), markdown_text(column.name),
                   markdown_sentence(verdict_sentence(column)));
  }
  table(out, matrix);
  for (std::size_t at = 0; at < matrix.columns.size(); ++at) differences(out, matrix, at);
  return out;
}

}  // namespace crosscheck::suite
