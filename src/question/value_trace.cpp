#include "question/value_trace.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/header.h"
#include "crosscheck/url/utf8.h"

namespace crosscheck::question {

namespace {

constexpr std::array<std::string_view, 3> kForbiddenMethods = {"CONNECT", "TRACE", "TRACK"};

// Whether a method is so near to a forbidden one that it is what a reader asks about.
bool looks_forbidden(std::string_view method) {
  return std::any_of(kForbiddenMethods.begin(), kForbiddenMethods.end(), [&](std::string_view forbidden) {
    const std::size_t size = std::min(method.size(), forbidden.size());
    return size > 2 && equals_ignoring_ascii_case(method.substr(0, size), forbidden.substr(0, size));
  });
}

// How quoted strings show in a combined value.
struct Quotes {
  bool any = false;
  bool unclosed = false;      // the last one runs to the end
  bool escaped = false;       // a backslash takes a code point along
  bool across_lines = false;  // one of them holds the comma between two lines
};

// `ends` are the places in `combined` where a line ends and another one follows.
Quotes quotes_in(std::string_view combined, const std::vector<std::size_t>& ends) {
  Quotes quotes;
  bool inside = false;
  for (std::size_t i = 0; i < combined.size(); ++i) {
    if (inside && std::find(ends.begin(), ends.end(), i) != ends.end()) quotes.across_lines = true;
    if (inside && combined[i] == '\\') {
      quotes.escaped = true;
      ++i;
    } else if (combined[i] == '"') {
      inside = !inside;
      quotes.any = true;
    }
  }
  quotes.unclosed = inside;
  return quotes;
}

std::vector<std::size_t> line_ends(HeaderListView headers, std::string_view name) {
  std::vector<std::size_t> ends;
  std::size_t size = 0;
  for (const HeaderView& header : headers) {
    if (!equals_ignoring_ascii_case(header.name, name)) continue;
    size += header.value.size();
    ends.push_back(size);
    size += 2;
  }
  if (!ends.empty()) ends.pop_back();
  return ends;
}

// Byte for byte but for bit 0x20, by which careless code folds more than letters.
bool equal_but_for_bit_0x20(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

void trace_absent(HeaderListView headers, std::string_view name, Trace trace) {
  trace.step(Rule::GDS_1, Outcome::no, "There is no value to be split: that is null, not an empty list.");
  const auto near =
      std::find_if(headers.begin(), headers.end(), [&](const HeaderView& header) { return equal_but_for_bit_0x20(header.name, name); });
  if (near != headers.end()) {
    trace.step(Rule::HDR_5, Outcome::no, [&] { return quoted(near->name) + " is not " + quoted(name) + ": only letters have a case."; });
  } else if (!headers.empty()) {
    trace.step(Rule::HDR_6, Outcome::no, [&] {
      return "None of " + std::to_string(headers.size()) + " line(s) bears the name " + quoted(name) + ", so what is got is null.";
    });
  }
}

bool begins_or_ends_with_other_space(std::string_view item) {
  const auto is_other_space = [](char c) { return c == '\v' || c == '\f' || c == '\r' || c == '\n'; };
  return !item.empty() && (is_other_space(item.front()) || is_other_space(item.back()));
}

}  // namespace

void trace_normalize_method(std::string_view method, std::string_view normalized, bool forbidden, Trace trace) {
  if (!trace) return;
  const bool changed = method != normalized;
  const auto normalization = [&] {
    trace.step(Rule::MTH_4, changed ? Outcome::set : Outcome::no,
               changed ? quoted(method) + " is normalized to " + quoted(normalized) + "."
                       : quoted(method) + " stays as it is: only DELETE, GET, HEAD, OPTIONS, POST and PUT are upper-cased.");
  };
  // WHY: what the question is about comes last, since the two answers do not hang on each other.
  const bool forbidden_last = forbidden || looks_forbidden(method);
  if (forbidden_last) normalization();
  trace.step(Rule::MTH_3, forbidden ? Outcome::yes : Outcome::no,
             forbidden ? "CONNECT, TRACE and TRACK are forbidden in any case." : "The method is not CONNECT, TRACE or TRACK.");
  if (forbidden_last) return;
  normalization();
  if (!changed && !std::all_of(method.begin(), method.end(), is_ascii_alpha)) {
    trace.step(Rule::MTH_1, Outcome::yes, [&] { return quoted(method) + " is a token, and any token is a method."; });
  }
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
    trace_absent(headers, name, trace);
    return;
  }
  const std::string combined = get(headers, name).value_or("");
  trace.step(Rule::GDS_1, Outcome::yes,
             std::to_string(count(headers, name)) + " line(s) bear the name; together they are " + quoted(combined) + ".");
  const auto respelled = std::find_if(headers.begin(), headers.end(), [&](const HeaderView& header) {
    return header.name != name && equals_ignoring_ascii_case(header.name, name);
  });
  if (respelled != headers.end()) {
    trace.step(Rule::HDR_5, Outcome::yes, [&] { return quoted(respelled->name) + " is " + quoted(name) + " in another case."; });
  }
  const bool decoded = !is_ascii_string(combined);
  if (values->size() > 1 || decoded) {
    trace.step(Rule::GDS_2, Outcome::set,
               "Split at commas outside of quotes, that makes " + std::to_string(values->size()) + " item(s)" +
                   (decoded ? ", each byte a code point." : "."));
  }
  // Where trimming left less than stood between the commas.
  std::size_t kept = values->size() - 1;
  for (const std::string& value : *values) kept += value.size();
  if (kept != combined.size()) trace.step(Rule::GDS_4, Outcome::dropped, "Tabs and spaces around an item are left out.");
  if (values->back().empty()) {
    trace.step(Rule::GDS_5, Outcome::set, "Nothing stands behind the last comma, or nothing at all: that is an empty item.");
  }
  if (std::any_of(values->begin(), values->end(), begins_or_ends_with_other_space)) {
    trace.step(Rule::WSP_1, Outcome::no, "Vertical tab, form feed, CR and LF are neither tab nor space: they stay.");
  }
  const Quotes quotes = quotes_in(combined, line_ends(headers, name));
  if (!quotes.any) return;
  trace.step(Rule::GDS_3, Outcome::set, "A quoted string stays whole, with its quotes and backslashes.");
  // WHY: inside quotes a backslash takes the next code point along, and the end of the value ends the string.
  if (quotes.across_lines) {
    trace.step(Rule::HDR_7, Outcome::set,
               "What a quoted string holds at the end of a line is the comma and the space that join it to the next.");
  } else if (quotes.unclosed) {
    trace.step(Rule::GDS_6, Outcome::set, "The last quoted string is not closed: it runs to the end.");
  } else if (quotes.escaped) {
    trace.step(Rule::GDS_6, Outcome::set, "A backslash takes the next code point into the quoted string.");
  }
}

void trace_parse_range(std::string_view value, bool allow_whitespace, const Result<RangeValue, FailedStep>& range, Trace trace) {
  if (!trace) return;
  const int step = range ? 19 : static_cast<int>(range.error().number);
  if (step <= 2) {
    trace.step(Rule::RNG_1, Outcome::failure, "The value does not start with `bytes`, in lower case.");
    return;
  }
  const bool sign_comes_later = step <= 7 && value.find('=') == 6 && !is_http_tab_or_space(value[5]);
  if (!sign_comes_later) trace.step(Rule::RNG_2, Outcome::set, "Reading goes on behind `bytes`.");
  if (step <= 7) {
    trace.step(Rule::RNG_3, Outcome::failure,
               allow_whitespace ? "`=` has to follow `bytes`." : "`=` has to follow `bytes`, without whitespace between them.");
    if (sign_comes_later) trace.step(Rule::RNG_2, Outcome::set, "Behind `bytes`, which is at index 5, stands something else.");
  } else if (step <= 13) {
    std::string_view rest = value.substr(value.find('=') + 1);
    if (allow_whitespace) rest = trim_http_tab_or_space(rest);
    if (!rest.empty() && is_http_tab_or_space(rest.front())) {
      trace.step(Rule::RNG_3, Outcome::failure, "Whitespace is not allowed behind `=`.");
    } else if (!rest.empty() && !is_ascii_digit(rest.front())) {
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
