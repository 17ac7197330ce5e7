#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "fuzz/mutation.h"

namespace crosscheck::fuzz {
namespace {

// A value, or a member with its key: where it stands in the text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - begin; }
};

constexpr auto kValues = std::to_array<std::string_view>({"null",
                                                          "true",
                                                          "false",
                                                          "0",
                                                          "-0",
                                                          "1e3",
                                                          "0.5",
                                                          "200",
                                                          "1e400",
                                                          "\"\"",
                                                          "\"*\"",
                                                          "\"null\"",
                                                          "\"include\"",
                                                          "\"\\u0000\"",
                                                          "\"\\ud800\"",
                                                          "\"\\u00ff\"",
                                                          "\"\\u0100\"",
                                                          "[]",
                                                          "{}",
                                                          "[[]]",
                                                          "\"http://a.test\"",
                                                          "\"https://*.a.test\"",
                                                          "[\"*\"]",
                                                          "[[\"X-A\",\"1\"]]"});

// Every value and every member, found without judging the text: brackets and quotes alone.
std::vector<Span> spans_of(std::string_view text) {
  constexpr std::size_t kMost = 512;
  std::vector<Span> spans;
  std::vector<std::size_t> open;
  std::size_t i = 0;
  const auto end_of_string = [&](std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1 : 0;
    return std::min(at + 1, text.size());
  };
  while (i < text.size() && spans.size() < kMost) {
    const char c = text[i];
    if (c == '"') {
      const std::size_t end = end_of_string(i);
      spans.push_back({i, end});
      i = end;
    } else if (c == '{' || c == '[') {
      open.push_back(i++);
    } else if (c == '}' || c == ']') {
      ++i;
      if (open.empty()) continue;
      spans.push_back({open.back(), i});
      open.pop_back();
    } else if (c == ',' || c == ':' || c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      ++i;
    } else {
      const std::size_t end = std::min(text.find_first_of(",:]} \n\r\t\"[{", i), text.size());
      spans.push_back({i, end});
      i = end;
    }
  }
  // A key and its value are a member.
  std::vector<std::size_t> end_of_value(text.size() + 1);  // by where it begins; 0 where none does
  for (const Span& span : spans) end_of_value[span.begin] = span.end;
  for (std::size_t n = spans.size(), at = 0; at < n; ++at) {
    std::size_t colon = spans[at].end;
    while (colon < text.size() && text[colon] == ' ') ++colon;
    if (colon >= text.size() || text[colon] != ':') continue;
    ++colon;
    while (colon < text.size() && text[colon] == ' ') ++colon;
    if (const std::size_t end = end_of_value[colon]; end > 0) spans.push_back({spans[at].begin, end});
  }
  return spans;
}

std::string replaced(std::string_view text, const Span& span, std::string_view by) {
  std::string result(text.substr(0, span.begin));
  result += by;
  result += text.substr(span.end);
  return result;
}

// Takes a comma beside it along.
std::string without(std::string_view text, Span span) {
  if (span.end < text.size() && text[span.end] == ',') {
    ++span.end;
  } else if (span.begin > 0 && text[span.begin - 1] == ',') {
    --span.begin;
  }
  return replaced(text, span, "");
}

}  // namespace

std::string mutate_json(std::string_view text, Dice& dice, const MutateBytes& mutate_bytes) {
  constexpr std::size_t kMostAdded = 64;
  const std::vector<Span> spans = spans_of(text);
  if (spans.empty()) return mutate_bytes(text, text.size() + kMostAdded);
  const Span span = spans[dice.roll(spans.size())];
  const Span other = spans[dice.roll(spans.size())];
  const std::string_view value = text.substr(span.begin, span.size());
  const std::string_view other_value = text.substr(other.begin, other.size());
  switch (dice.roll(8)) {
    case 0:
      // A comma that is left over is worth a try.
      return dice.one_in(3) ? replaced(text, span, "") : without(text, span);
    case 1:
      return replaced(text, span, std::string(value) + "," + std::string(value));
    case 2:
      return replaced(text, span, other_value);
    case 3:
      return replaced(text, span, kValues[dice.roll(kValues.size())]);
    case 4:
      return replaced(text, span, std::string(value) + "," + std::string(other_value));
    case 5: {
      // Each in the place of the other, where neither holds the other.
      const auto [first, second] = span.begin < other.begin ? std::pair(span, other) : std::pair(other, span);
      if (first.end > second.begin) return replaced(text, span, other_value);
      const std::string with_second = replaced(text, second, text.substr(first.begin, first.size()));
      return replaced(with_second, first, text.substr(second.begin, second.size()));
    }
    default: {
      // What stands between the quotes, so that they stay.
      if (value.size() < 2 || value.front() != '"' || value.back() != '"') {
        return replaced(text, span, mutate_bytes(value, value.size() + kMostAdded));
      }
      const std::string_view inside = value.substr(1, value.size() - 2);
      return replaced(text, {span.begin + 1, span.end - 1}, mutate_bytes(inside, inside.size() + kMostAdded));
    }
  }
}

std::string cross_jsons(std::string_view one, std::string_view other, Dice& dice) {
  const std::vector<Span> spans = spans_of(one);
  const std::vector<Span> others = spans_of(other);
  if (spans.empty() || others.empty()) return std::string(one);
  const Span from = others[dice.roll(others.size())];
  return replaced(one, spans[dice.roll(spans.size())], other.substr(from.begin, from.size()));
}

}  // namespace crosscheck::fuzz
