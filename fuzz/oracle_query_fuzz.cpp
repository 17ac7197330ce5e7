// A query, a percent-encoded path and a Host header of the oracle mean what their bytes mean, read one after another, and nothing else is taken.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/check.h"
#include "fuzz/guarded.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"
#include "oracle/host_list.h"
#include "oracle/query.h"

namespace crosscheck::fuzz {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

const std::vector<std::string_view>& known_names() {
  static const std::vector<std::string_view> kNames{"area", "tag", "level"};
  return kNames;
}

// https://url.spec.whatwg.org/#percent-decode, but that a % without its digits is refused.
std::optional<std::string> literal_decoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      bytes += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const std::size_t high = kDigits.find(literal::lower(text[i + 1]));
    const std::size_t low = kDigits.find(literal::lower(text[i + 2]));
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return bytes;
}

// https://url.spec.whatwg.org/#concept-urlencoded-parser, without its last step: bytes stay bytes. Nothing where a % has no digits.
std::optional<Pairs> literal_form(std::string_view query) {
  Pairs pairs;
  for (const std::string_view sequence : literal::split(query, '&')) {
    if (sequence.empty()) continue;
    const std::size_t equals = sequence.find('=');
    std::array<std::string, 2> parts{std::string(sequence.substr(0, equals)),
                                     std::string(equals == std::string_view::npos ? "" : sequence.substr(equals + 1))};
    for (std::string& part : parts) {
      for (char& c : part) c = c == '+' ? ' ' : c;
      const std::optional<std::string> decoded = literal_decoded(part);
      if (!decoded) return std::nullopt;
      part = *decoded;
    }
    pairs.emplace_back(parts[0], parts[1]);
  }
  return pairs;
}

// What the oracle asks of a query beyond that it is one.
bool is_answerable(const Pairs& pairs) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& [name, value] = pairs[i];
    if (std::find(known_names().begin(), known_names().end(), name) == known_names().end() || value.empty()) return false;
    for (std::size_t before = 0; before < i; ++before) {
      if (pairs[before].first == name) return false;
    }
  }
  return true;
}

// As a form may write it: each byte by its number, a space as +, and empty sequences before and between.
std::string encoded(const Pairs& pairs) {
  constexpr std::string_view kDigits = "0123456789aBcDeF";
  std::string text;
  for (const auto& [name, value] : pairs) {
    text += "&&";
    for (const auto& [part, end] : {std::pair(&name, "="), std::pair(&value, "")}) {
      for (const char c : *part) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == ' ') {
          text += '+';
        } else {
          text += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        }
      }
      text += end;
    }
  }
  return text;
}

Pairs pairs_of(const std::vector<oracle::Parameter>& parameters) {
  Pairs pairs;
  for (const oracle::Parameter& one : parameters) pairs.emplace_back(one.name, one.value);
  return pairs;
}

// Names as they were allowed, and how a Host header writes them.
constexpr std::array kAllowed{std::string_view("Oracle.example"), std::string_view("fd00::1"), std::string_view("[FE80::2]")};
constexpr std::array kWritten{std::string_view("localhost"),      std::string_view("127.0.0.1"), std::string_view("[::1]"),
                              std::string_view("oracle.example"), std::string_view("[fd00::1]"), std::string_view("[fe80::2]")};

// A name, perhaps the dot that ends one, perhaps a colon and a port.
bool is_literal_host(std::string_view host) {
  const std::string lowered = literal::lower(host);
  return std::any_of(kWritten.begin(), kWritten.end(), [&](std::string_view name) {
    std::string_view rest = lowered;
    if (!rest.starts_with(name)) return false;
    rest.remove_prefix(name.size());
    if (rest.starts_with('.')) rest.remove_prefix(1);
    return rest.empty() || (rest.front() == ':' && std::all_of(rest.begin() + 1, rest.end(), literal::is_digit));
  });
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  Guarded guarded(input.size(), 1);
  const std::string_view bytes = guarded.copy(input);

  const std::optional<std::string> decoded = oracle::percent_decoded(bytes);
  notes.note(decoded.value_or("refused"));
  check(decoded == literal_decoded(bytes), "a path means the bytes that its percent signs and digits mean",
        [&] { return readable(bytes); });

  const Result<std::vector<oracle::Parameter>, oracle::QueryError> query = oracle::parse_query(bytes, known_names());
  const std::optional<Pairs> pairs = literal_form(bytes);
  check(query.has_value() == (pairs && is_answerable(*pairs)), "a query is taken that is a form of known names, each once and with a value",
        [&] { return readable(bytes); });
  if (query) {
    check(pairs_of(*query) == *pairs, "a query means the pairs that stand in it", [&] { return readable(bytes); });
    const std::string written = encoded(*pairs);
    const auto again = oracle::parse_query(written, known_names());
    check(again && pairs_of(*again) == *pairs, "a query that is written in percent signs means the same",
          [&] { return readable(written); });
    for (const oracle::Parameter& one : *query) notes.note(one.name + "=" + one.value);
  } else {
    notes.note(query.error().message);
    check(!query.error().message.empty(), "a query is refused for a reason");
  }

  static const oracle::HostList kHosts({kAllowed.begin(), kAllowed.end()});
  const bool allowed = kHosts.allows(bytes);
  notes.note(allowed);
  check(allowed == is_literal_host(bytes), "the oracle is asked under its own names, whatever the port", [&] { return readable(bytes); });
}

}  // namespace crosscheck::fuzz
