#include "suite/report_html.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "suite/report_asked.h"
#include "suite/report_html_assets.h"
#include "suite/report_json.h"
#include "suite/report_page.h"

namespace crosscheck::suite {
namespace {

std::string_view word_of(Standing standing) {
  switch (standing) {
    case Standing::refused:
    case Standing::fails:
      return "bad";
    case Standing::incomplete:
    case Standing::vacuous:
      return "warn";
    case Standing::holds:
      return "good";
  }
  return {};
}

std::string_view symbol_of(Standing standing) {
  return standing == Standing::holds ? "\u2713" : word_of(standing) == "bad" ? "\u2717" : "\u26A0";
}

// One cell for the script: only the outcome where there is nothing more to say, null where the log is silent.
Json cell_of(const LogLine* line, const Column& column) {
  if (line == nullptr) return {};
  if (!is_difference(*line) && line->detail.empty() && !line->question) return to_string(line->outcome);
  Json cell = result_members(*line);
  if (is_bad(line->outcome, line->level)) cell["bad"] = true;
  if (line->question) cell["asked"] = asked_in_a_line(*line->question);
  if (is_difference(*line)) cell["commands"] = commands_again(*line, column);
  return cell;
}

Json row_of(const Row& row, const ReportMatrix& matrix, const std::vector<std::size_t>& shown) {
  const LogLine& about = *row.about;
  Json json = {{"id", about.vector}, {"rev", about.rev}, {"area", about.area}, {"title", about.title}, {"kind", about.kind}};
  json["level"] = to_string(about.level);
  json["covers"] = about.covers;
  json["flags"] = about.flags;
  if (!about.rule.empty()) json["rule"] = about.rule;
  if (!about.spec.empty()) json["spec"] = about.spec;
  json["cells"] = Json::array();
  for (const std::size_t at : shown) json["cells"].push_back(cell_of(row.cells[at], matrix.columns[at]));
  return json;
}

// The columns of which something was told: a refused implementation has a verdict, and no cell.
std::vector<std::size_t> columns_shown(const ReportMatrix& matrix) {
  std::vector<std::size_t> shown;
  for (std::size_t at = 0; at < matrix.columns.size(); ++at) {
    if (std::any_of(matrix.rows.begin(), matrix.rows.end(), [at](const Row& row) { return row.cells[at] != nullptr; })) shown.push_back(at);
  }
  return shown;
}

// JSON in which no markup can begin: a `<` is an escape.
std::string island(const ReportMatrix& matrix) {
  const std::vector<std::size_t> shown = columns_shown(matrix);
  Json data = {{"columns", Json::array()}, {"rows", Json::array()}};
  for (const std::size_t at : shown) data["columns"].push_back({{"name", matrix.columns[at].name}});
  for (const Row& row : matrix.rows) data["rows"].push_back(row_of(row, matrix, shown));
  std::string text;
  for (const char c : as_line(data)) {
    if (c == '<') {
      text += "\\u003c";
    } else {
      text += c;
    }
  }
  return text;
}

class Page {
 public:
  explicit Page(const ReportMatrix& matrix) : matrix_(matrix) {}

  std::string written() {
    head();
    about();
    out_ += "<main>\n";
    verdicts();
    vectors();
    without_script();
    reading();
    out_ +=
        "</main>\n<footer><p>Made by crosscheck. This page is one file: it needs no network and asks no other host for "
        "anything.</p></footer>\n";
    add("<script type=\"application/json\" id=\"data\">{}</script>\n", island(matrix_));
    add("<script>{}</script>\n</body>\n</html>\n", report_script());
    return std::move(out_);
  }

 private:
  template <class... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
  }

  void head() {
    std::string names;
    for (const Column& column : matrix_.columns) names += (names.empty() ? "" : ", ") + column.name;
    out_ += page_head({"CORS conformance: " + names, report_style(), report_script(), "vectors", "Skip to the vectors"});
  }

  void about() {
    out_ += "<header>\n<p class=\"brand\">crosscheck</p>\n<h1>CORS conformance report</h1>\n";
    out_ +=
        "<p class=\"lead\">CORS decides which web pages may read what other sites answer. Each <em>vector</em> is one question about it, "
        "with the "
        "answer that the Fetch Standard gives. This page shows who answered how.</p>\n";
    const RunLog* last = nullptr;
    for (const Column& column : matrix_.columns) {
      if (column.log == last) continue;
      last = column.log;
      run(*last);
    }
    out_ += "</header>\n";
  }

  void run(const RunLog& log) {
    const LogHeader& header = log.header;
    std::string tested;
    for (const ImplementationInfo& info : header.implementations) tested += (tested.empty() ? "" : ", ") + info.name;
    out_ += "<dl class=\"about\">\n";
    const auto fact = [&](std::string_view term, const std::string& html) { add("<div><dt>{}</dt><dd>{}</dd></div>\n", term, html); };
    fact("Tested", html_text(tested));
    fact("When", page_time(header.started));
    fact("With", fmt::format("crosscheck {}", html_text(header.suite_version)));
    fact("Held against", fmt::format("Fetch Standard at <code>{}</code>", html_text(header.standard_commit.substr(0, 7))));
    fact("Vectors", fmt::format("{} of {}{}", header.selected, header.vectors,
                                header.shard.empty() ? "" : html_text(fmt::format(" (shard {})", header.shard))));
    if (header.profile != "standard") fact("Profile", html_text(header.profile));
    if (log.footer.signal) fact("Ended by", fmt::format("signal {}", *log.footer.signal));
    out_ += page_command(header.command) + "</dl>\n";
  }

  void verdicts() {
    out_ += "<section aria-labelledby=\"verdicts\">\n<h2 id=\"verdicts\">Verdicts</h2>\n";
    if (matrix_.columns.empty()) out_ += "<p>No implementation was asked, so nothing is known.</p>\n";
    out_ += "<ul class=\"cards\">\n";
    for (const bool refused : {true, false}) {
      for (const Column& column : matrix_.columns) {
        if ((column.standing() == Standing::refused) == refused) card(column);
      }
    }
    out_ += "</ul>\n</section>\n";
  }

  void card(const Column& column) {
    const Standing standing = column.standing();
    add("<li class=\"card {}\">\n<h3>{} <span class=\"version\">{}</span></h3>\n", word_of(standing), html_text(column.name),
        html_text(column.info->version));
    add("<p class=\"verdict\"><span aria-hidden=\"true\">{}</span> {}</p>\n<p>{}</p>\n", symbol_of(standing), verdict_word(column),
        html_sentence(verdict_sentence(column)));
    if (standing != Standing::refused) {
      out_ += "<ul class=\"levels\">\n";
      for (const Level level : kLevels) {
        const std::string sentence = level_sentence(column, level);
        if (!sentence.empty()) add("<li>{}</li>\n", sentence);
      }
      out_ += "</ul>\n";
    }
    add("<p class=\"target\"><code>{}</code></p>\n</li>\n", html_text(column.info->target));
  }

  void vectors() {
    out_ += "<section aria-labelledby=\"vectors\">\n<h2 id=\"vectors\" tabindex=\"-1\">Vectors</h2>\n";
    out_ += "<form id=\"filters\" class=\"filters\" role=\"search\" aria-label=\"Filter the vectors\" hidden></form>\n";
    out_ += "<p id=\"shown\" class=\"shown\" role=\"status\" aria-live=\"polite\"></p>\n<div id=\"areas\"></div>\n</section>\n";
  }

  // WHY noscript: with a script the browser keeps this as text, so it costs nothing.
  void without_script() {
    out_ += "<noscript>\n<section aria-labelledby=\"differences\">\n<h2 id=\"differences\">What differs</h2>\n";
    out_ += "<p>Without a script this page lists the differences; with one it shows every vector, with filters and traces.</p>\n";
    for (std::size_t at = 0; at < matrix_.columns.size(); ++at) {
      if (matrix_.columns[at].standing() == Standing::refused) continue;
      const std::vector<const LogLine*> lines = differences_of(matrix_, at);
      add("<h3>{}: {}</h3>\n", html_text(matrix_.columns[at].name), counted(lines.size(), "difference"));
      for (const LogLine* line : lines) plain_difference(*line, matrix_.columns[at]);
    }
    out_ += "</section>\n</noscript>\n";
  }

  void plain_difference(const LogLine& line, const Column& column) {
    const std::string_view direction = direction_words(line);
    add("<article class=\"plain\">\n<h4>{}{}{}: <code>{}</code></h4>\n<p>{}</p>\n<dl>\n", to_string(line.outcome),
        direction.empty() ? "" : ", ", direction, html_text(line.vector), html_sentence(line.title));
    const auto fact = [&](std::string_view term, const std::string& value) {
      if (!value.empty()) add("<div><dt>{}</dt><dd><code>{}</code></dd></div>\n", term, html_text(value));
    };
    if (line.question) fact("Asked", asked_in_a_line(*line.question));
    fact("Expected", expected_line(line));
    fact("Got", got_line(line));
    fact("On the wire", wire_line(line));
    if (line.spec.starts_with("https://")) {
      add("<div><dt>Decided by</dt><dd><a href=\"{}\">{}</a></dd></div>\n", html_text(line.spec), html_text(line.rule));
    } else {
      fact("Decided by", line.rule);
    }
    fact("Said", line.detail);
    for (const std::string& command : commands_again(line, column)) fact("Try", command);
    out_ += "</dl>\n</article>\n";
  }

  void reading() {
    out_ +=
        "<section class=\"reading\" aria-labelledby=\"reading\">\n<h2 id=\"reading\">How to read this page</h2>\n<dl>\n"
        "<div><dt>Levels</dt><dd><b>must</b>: the standard demands it, and only this can fail conformance. <b>should</b>: what differs is "
        "<i>non-strict</i>. <b>may</b> and <b>info</b> never fail. <b>lint</b>: hygiene that no step demands.</dd></div>\n"
        "<div><dt>Too permissive</dt><dd>It lets through what must be blocked: pages may read what is not theirs.</dd></div>\n"
        "<div><dt>Too strict</dt><dd>It blocks what must pass: honest pages break.</dd></div>\n"
        "<div><dt>Outcomes</dt><dd><b>skip</b>: not asked, for it takes a capability that is not claimed, or cannot be shown on the "
        "wire of a server or a client. <b>rejected</b>: the implementation refuses the policy in its own words. <b>expected-fail</b>: "
        "listed as known. <b>unexpected-pass</b>: listed as known, and it holds now. "
        "<b>timeout</b>, <b>crash</b>, <b>error</b>: there was no answer that can be compared.</dd></div>\n"
        "<div><dt>Refused</dt><dd>An implementation that fails the greeting or the probes before the vectors: nothing of it "
        "counts.</dd></div>\n"
        "<div><dt>Links</dt><dd>Each cell has an address of its own, and so has every set of filters: copy it from the address "
        "bar.</dd></div>\n"
        "</dl>\n</section>\n";
  }

  const ReportMatrix& matrix_;
  std::string out_;
};

}  // namespace

std::string html_report(const ReportMatrix& matrix) { return Page(matrix).written(); }

}  // namespace crosscheck::suite
