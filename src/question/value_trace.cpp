#include "question/value_trace.h"

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/header.h"

namespace crosscheck::question {

void trace_normalize_method(std::string_view method, std::string_view normalized, bool forbidden, Trace trace) {
  if (!trace) return;
  const bool changed = method != normalized;
  const auto normalization = [&] {
    trace.step(Rule::MTH_4, changed ? Outcome::set : Outcome::no,
               changed ? quoted(method) + " is normalized to " + quoted(normalized) + "."
                       : quoted(method) + " stays as it is: only DELETE, GET, HEAD, OPTIONS, POST and PUT are upper-cased.");
  };
  if (forbidden) normalization();
  trace.step(Rule::MTH_3, forbidden ? Outcome::yes : Outcome::no,
             forbidden ? "CONNECT, TRACE and TRACK are forbidden in any case." : "The method is not CONNECT, TRACE or TRACK.");
  if (!forbidden) normalization();
}

void trace_safelisted_method(std::string_view method, bool safelisted, Trace trace) {
  trace.step(Rule::MTH_2, safelisted ? Outcome::yes : Outcome::no, [&] {
    return quoted(method) + (safelisted ? " is one of GET, HEAD and POST." : " is not GET, HEAD or POST, byte for byte.");
  });
}

void trace_get_decode_split(HeaderListView headers, std::string_view name, const std::optional<std::vector<std::string>>& values,
                            Trace trace) {
  if (!trace) return;
  if (!values) {
    trace.step(Rule::GDS_1, Outcome::no, "No line bears the name.");
    return;
  }
  const std::string combined = get(headers, name).value_or("");
  trace.step(Rule::GDS_1, Outcome::yes,
             std::to_string(count(headers, name)) + " line(s) bear the name; together they are " + quoted(combined) + ".");
  trace.step(Rule::GDS_2, Outcome::set, "Split at commas outside of quotes, that makes " + std::to_string(values->size()) + " item(s).");
  // Where trimming left less than stood between the commas.
  std::size_t kept = values->size() - 1;
  for (const std::string& value : *values) kept += value.size();
  if (kept != combined.size()) trace.step(Rule::GDS_4, Outcome::dropped, "Tabs and spaces around an item are left out.");
  if (values->back().empty())
    trace.step(Rule::GDS_5, Outcome::set, "Nothing stands behind the last comma, or nothing at all: that is an empty item.");
  if (combined.find('"') == std::string::npos) return;
  trace.step(Rule::GDS_3, Outcome::set, "A quoted string stays whole, with its quotes and backslashes.");
  // Inside quotes a backslash takes the next code point along, and the end of the value ends the string.
  bool inside = false;
  bool escaped = false;
  for (std::size_t i = 0; i < combined.size(); ++i) {
    if (inside && combined[i] == '\\') {
      escaped = true;
      ++i;
    } else if (combined[i] == '"') {
      inside = !inside;
    }
  }
  if (inside) {
    trace.step(Rule::GDS_6, Outcome::set, "The last quoted string is not closed: it runs to the end.");
  } else if (escaped) {
    trace.step(Rule::GDS_6, Outcome::set, "A backslash takes the next code point into the quoted string.");
  }
}

void trace_extract_header_list(const ExtractedValues& extracted, HeaderGrammar grammar, HeaderListView headers, std::string_view name,
                               Trace trace) {
  if (!trace) return;
  if (std::holds_alternative<Absent>(extracted)) {
    trace.step(Rule::EXT_1, Outcome::no, "No line bears the name: that is null, not an empty list.");
    return;
  }
  const std::size_t lines = count(headers, name);
  trace.step(Rule::EXT_1, Outcome::yes, std::to_string(lines) + " line(s) bear the name.");
  const bool is_list = grammar == HeaderGrammar::token_list;
  const Rule abnf = is_list ? Rule::ABNF_5 : Rule::ABNF_6;
  if (const auto* malformed = std::get_if<Malformed>(&extracted)) {
    if (malformed->why == Malformed::Why::more_than_one_line) {
      trace.step(Rule::EXT_2, Outcome::failure, "The header may stand there once only.");
      return;
    }
    trace.step(abnf, Outcome::failure,
               is_list ? "A line is no comma-separated list of tokens." : "The value is not one number of digits alone.");
    trace.step(Rule::EXT_4, Outcome::failure, "What does not parse by its grammar is a failure.");
    if (lines > 1) trace.step(Rule::EXT_3, Outcome::failure, "One line that fails takes the values of all others with it.");
    return;
  }
  const std::size_t values = std::get<std::vector<std::string_view>>(extracted).size();
  trace.step(abnf, Outcome::success, is_list ? "Each line is a list of tokens." : "The value is a number of digits alone.");
  trace.step(Rule::EXT_4, Outcome::success, std::to_string(values) + " value(s) stand there; a list may hold none.");
  if (lines > 1) trace.step(Rule::EXT_3, Outcome::success, "The values of all lines, in order.");
}

void trace_parse_range(std::string_view value, const Result<RangeValue, FailedStep>& range, Trace trace) {
  if (!trace) return;
  const int step = range ? 19 : static_cast<int>(range.error().number);
  if (step <= 2) {
    trace.step(Rule::RNG_1, Outcome::failure, "The value does not start with `bytes`, in lower case.");
    return;
  }
  trace.step(Rule::RNG_2, Outcome::set, "Reading goes on behind `bytes`.");
  if (step <= 7) {
    trace.step(Rule::RNG_3, Outcome::failure, "`=` has to follow `bytes`.");
  } else if (step <= 13) {
    const std::string_view rest = trim_http_tab_or_space(value.substr(value.find('=') + 1));
    if (!rest.empty() && !is_ascii_digit(rest.front())) {
      trace.step(Rule::RNG_4, Outcome::failure, "What follows `=` is neither a digit nor `-`.");
    } else {
      trace.step(Rule::RNG_5, Outcome::failure, "`-` has to follow the start.");
    }
  } else if (step <= 16) {
    trace.step(Rule::RNG_6, Outcome::failure, "Nothing may stand behind the digits of the end.");
  } else if (step == 17) {
    trace.step(Rule::RNG_7, Outcome::failure, "Neither a start nor an end is given.");
  } else if (step == 18) {
    trace.step(Rule::RNG_8, Outcome::failure, "The range ends before it starts.");
  } else {
    trace.step(Rule::RNG_9, Outcome::success, "The value is a range.");
  }
}

}  // namespace crosscheck::question
