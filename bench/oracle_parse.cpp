// What a batch is held against: simdjson that parses the same lines, and does nothing with them.
//
// Reads the file named by its argument, one document a line, over and over for about a second, and prints how many lines a second of processor
// time it has parsed.
#include <simdjson.h>

#include <cstddef>
#include <cstdio>
#include <ctime>
#include <string_view>

namespace {

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The number of lines; 0 where one of them does not parse. Each is a document of its own, as it is for the oracle.
std::size_t parse_lines(simdjson::dom::parser& parser, std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    // WHY without padding of its own: what lies behind the line is the next one, and behind the last one the padding of the file.
    if (parser.parse(text.data(), end, false).error() != simdjson::SUCCESS) return 0;
    ++count;
    text.remove_prefix(end + 1);
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  simdjson::padded_string text;
  if (argc != 2 || simdjson::padded_string::load(argv[1]).get(text) != simdjson::SUCCESS) {
    std::fputs("usage: crosscheck_oracle_parse FILE\n", stderr);
    return 2;
  }
  const std::string_view lines = text;
  if (lines.empty() || lines.back() != '\n') {
    std::fputs("crosscheck_oracle_parse: the file does not end with a line\n", stderr);
    return 2;
  }
  simdjson::dom::parser parser;
  std::size_t parsed = 0;
  const double start = processor_seconds();
  double time = 0;
  while (time < 1) {
    const std::size_t count = parse_lines(parser, lines);
    if (count == 0) {
      std::fputs("crosscheck_oracle_parse: a line is no JSON\n", stderr);
      return 1;
    }
    parsed += count;
    time = processor_seconds() - start;
  }
  std::printf("%.0f\n", static_cast<double>(parsed) / time);
  return 0;
}
