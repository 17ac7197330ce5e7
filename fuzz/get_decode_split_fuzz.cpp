// Splitting a header's value at commas outside quotes comes to what the standard's own steps come to, one byte after another.
#include <string>
#include <vector>

#include "crosscheck/http/get_decode_split.h"
#include "crosscheck/http/quoted_string.h"
#include "fuzz/check.h"
#include "fuzz/lines.h"
#include "fuzz/literal_get_decode_split.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {

void run(std::string_view input, Notes& notes) {
  const Lines lines(input);
  std::vector<HeaderView> headers;
  std::string combined;
  for (const std::string_view line : lines) {
    const std::vector<std::string_view> values = get_decode_and_split_value(line);
    const std::vector<std::string> expected = literal::get_decode_and_split(line);
    check(std::vector<std::string>(values.begin(), values.end()) == expected, "a value is split as the steps of the standard split it",
          [&] { return readable(line); });
    notes.note(values.size());
    for (const std::string_view value : values) notes.note(value);
    combined += (headers.empty() ? "" : ", ") + std::string(line);
    headers.push_back({"X-Value", line});
    headers.push_back({"Other", ","});
    if (const std::size_t quote = line.find('"'); quote != std::string_view::npos) {
      const std::size_t end = end_of_http_quoted_string(line, quote);
      std::size_t position = quote;
      const std::string value = literal::collect_http_quoted_string(line, position, true);
      check(end == position, "a quoted string ends where the steps of the standard stop", [&] { return readable(line); });
      check_same(http_quoted_string_value(line.substr(quote, end - quote)), value, "a quoted string means what stands between its quotes");
    }
  }
  const std::optional<std::vector<std::string>> of_lines = get_decode_and_split(headers, "x-VALUE");
  check(of_lines && *of_lines == literal::get_decode_and_split(combined), "the lines of a header are split as their combined value is",
        [&] { return readable(combined); });
  check(!get_decode_and_split(headers, "None"), "a header that is not there has no values");
}

}  // namespace crosscheck::fuzz
