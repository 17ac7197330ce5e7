#include <algorithm>
#include <string>

#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/list_grammar.h"
#include "crosscheck/http/token.h"
#include "question/value_trace.h"

namespace crosscheck::question {
namespace {

// What keeps a line from being a list of tokens.
struct ListFault {
  enum class Kind {
    no_comma,     // two tokens with nothing but whitespace between them, or whitespace at an end of the line
    other_space,  // a vertical tab, form feed, CR or LF beside a token
    no_token,
  } kind = Kind::no_comma;
  std::string_view element;
};

// Of a line that is no list: its first element that is no token.
ListFault list_fault(std::string_view line) {
  std::size_t start = 0;
  while (start <= line.size()) {
    const std::size_t comma = std::min(line.find(',', start), line.size());
    const std::string_view element = trim_http_tab_or_space(line.substr(start, comma - start));
    if (!element.empty() && !is_token(element)) {
      const std::string_view other_space("\v\f\r\n", 4);
      const std::size_t first = element.find_first_not_of(other_space);
      const std::string_view inner =
          first == std::string_view::npos ? std::string_view() : element.substr(first, element.find_last_not_of(other_space) - first + 1);
      if (inner.size() < element.size() && (inner.empty() || is_token(inner))) return {ListFault::Kind::other_space, element};
      const bool spaces_alone =
          std::all_of(element.begin(), element.end(), [](char c) { return is_token_byte(c) || c == ' ' || c == '\t'; });
      return {spaces_alone ? ListFault::Kind::no_comma : ListFault::Kind::no_token, element};
    }
    start = comma + 1;
  }
  return {};
}

bool is_about_methods(std::string_view name) { return equals_ignoring_ascii_case(name, "access-control-allow-methods"); }

// ABNF-5, and behind it what a token is.
void trace_list_failure(std::string_view line, std::string_view name, Trace trace) {
  const ListFault fault = list_fault(line);
  trace.step(Rule::ABNF_5, Outcome::failure, [&] { return quoted(line) + " is no comma-separated list of tokens."; });
  switch (fault.kind) {
    case ListFault::Kind::no_comma:
      return;
    case ListFault::Kind::other_space:
      trace.step(Rule::WSP_1, Outcome::no,
                 "Around an element stand tabs and spaces alone; vertical tab, form feed, CR and LF are neither.");
      return;
    case ListFault::Kind::no_token:
      trace.step(is_about_methods(name) ? Rule::MTH_1 : Rule::HDR_1, Outcome::no, [&] {
        return quoted(fault.element) + " is no token, and so no " + (is_about_methods(name) ? "method." : "header name.");
      });
  }
}

// The lines that bear the name.
std::vector<std::string_view> lines_of(HeaderListView headers, std::string_view name) {
  std::vector<std::string_view> lines;
  for (const HeaderView& header : headers) {
    if (equals_ignoring_ascii_case(header.name, name)) lines.push_back(header.value);
  }
  return lines;
}

void trace_failure(const std::vector<std::string_view>& lines, bool is_list_header, std::string_view name, Trace trace) {
  const auto line = is_list_header ? std::find_if_not(lines.begin(), lines.end(), is_list) : lines.begin();
  if (is_list_header) {
    trace_list_failure(*line, name, trace);
  } else {
    trace.step(Rule::ABNF_6, Outcome::failure, [&] { return quoted(*line) + " is not one number of digits alone."; });
    if (line->empty()) trace.step(Rule::EXT_4, Outcome::failure, "An empty value is neither absent nor an empty list: it does not parse.");
  }
  if (lines.size() > 1) trace.step(Rule::EXT_3, Outcome::failure, "One line that fails takes the values of all others with it.");
}

}  // namespace

void trace_extract_header_list(const ExtractedValues& extracted, HeaderGrammar grammar, HeaderListView headers, std::string_view name,
                               Trace trace) {
  if (!trace) return;
  if (std::holds_alternative<Absent>(extracted)) {
    trace.step(Rule::EXT_1, Outcome::no, "No line bears the name: that is null, not an empty list.");
    return;
  }
  const std::vector<std::string_view> lines = lines_of(headers, name);
  trace.step(Rule::EXT_1, Outcome::yes, std::to_string(lines.size()) + " line(s) bear the name.");
  const bool is_list_header = grammar == HeaderGrammar::token_list;
  if (const auto* malformed = std::get_if<Malformed>(&extracted)) {
    if (malformed->why == Malformed::Why::more_than_one_line) {
      trace.step(Rule::EXT_2, Outcome::failure, "The header may stand there once only.");
    } else {
      trace_failure(lines, is_list_header, name, trace);
    }
    return;
  }
  const std::size_t values = std::get<std::vector<std::string_view>>(extracted).size();
  trace.step(is_list_header ? Rule::ABNF_5 : Rule::ABNF_6, Outcome::success,
             is_list_header ? "Each line is a list of tokens." : "The value is a number of digits alone.");
  if (std::any_of(lines.begin(), lines.end(), [](std::string_view line) { return line.find_first_of("\t ") != std::string_view::npos; })) {
    trace.step(Rule::WSP_1, Outcome::yes, "Tabs and spaces beside a comma are left out.");
  }
  if (values == 0) trace.step(Rule::EXT_4, Outcome::success, "No value stands there, which a list allows: it is empty, and no failure.");
  if (lines.size() > 1) trace.step(Rule::EXT_3, Outcome::success, "The values of all lines, in order.");
}

}  // namespace crosscheck::question
