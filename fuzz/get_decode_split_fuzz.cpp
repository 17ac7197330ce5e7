// Splitting a header's value at commas outside quotes comes to what the standard's own steps come to, one byte after another.
#include <string>
#include <vector>

#include "crosscheck/http/get_decode_split.h"
#include "crosscheck/http/quoted_string.h"
#include "fuzz/check.h"
#include "fuzz/lines.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
std::vector<std::string> literal_split(std::string_view input) {
  std::vector<std::string> values;
  std::size_t position = 0;
  std::string value;
  while (true) {
    while (position < input.size() && input[position] != '"' && input[position] != ',') value += input[position++];
    if (position < input.size() && input[position] == '"') {
      value += input[position++];
      bool escaped = false;
      while (position < input.size()) {
        const char c = input[position++];
        value += c;
        if (!escaped && c == '"') break;
        escaped = !escaped && c == '\\';
      }
      if (position < input.size()) continue;
    } else if (position < input.size()) {
      ++position;
      values.emplace_back(literal::strip(value, " \t"));
      value.clear();
      continue;
    }
    // WHY looked back at: a comma at the end leaves an empty value behind it.
    values.emplace_back(literal::strip(value, " \t"));
    return values;
  }
}

// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string, with its value.
std::string literal_quoted_value(std::string_view quoted) {
  std::string value;
  for (std::size_t i = 1; i < quoted.size(); ++i) {
    if (quoted[i] == '"') break;
    if (quoted[i] == '\\') {
      value += i + 1 < quoted.size() ? quoted[i + 1] : '\\';
      ++i;
    } else {
      value += quoted[i];
    }
  }
  return value;
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  const Lines lines(input);
  std::vector<HeaderView> headers;
  std::string combined;
  for (const std::string_view line : lines) {
    const std::vector<std::string_view> values = get_decode_and_split_value(line);
    const std::vector<std::string> expected = literal_split(line);
    check(std::vector<std::string>(values.begin(), values.end()) == expected, "a value is split as the steps of the standard split it",
          [&] { return readable(line); });
    notes.note(values.size());
    for (const std::string_view value : values) notes.note(value);
    combined += (headers.empty() ? "" : ", ") + std::string(line);
    headers.push_back({"X-Value", line});
    headers.push_back({"Other", ","});
    if (const std::size_t quote = line.find('"'); quote != std::string_view::npos) {
      const std::size_t end = end_of_http_quoted_string(line, quote);
      check(end > quote && end <= line.size(), "a quoted string ends within what it stands in", [&] { return readable(line); });
      const std::string_view quoted = line.substr(quote, end - quote);
      check_same(http_quoted_string_value(quoted), literal_quoted_value(quoted), "a quoted string means what stands between its quotes");
    }
  }
  const std::optional<std::vector<std::string>> of_lines = get_decode_and_split(headers, "x-VALUE");
  check(of_lines && *of_lines == literal_split(combined), "the lines of a header are split as their combined value is",
        [&] { return readable(combined); });
  check(!get_decode_and_split(headers, "None"), "a header that is not there has no values");
}

}  // namespace crosscheck::fuzz
