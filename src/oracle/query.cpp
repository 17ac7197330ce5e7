#include "oracle/query.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include <fmt/format.h>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/nearest.h"
#include "question/reading.h"

namespace crosscheck::oracle {
namespace {

QueryError unknown_parameter(std::string_view name, const std::vector<std::string_view>& known) {
  if (known.empty()) return QueryError{fmt::format("There is no parameter {}; this address takes none.", question::shown(name))};
  const std::string_view meant = nearest(name, known);
  return QueryError{fmt::format("There is no parameter {}{} There are {}.", question::shown(name),
                                meant.empty() ? "." : fmt::format("; did you mean {}?", question::shown(meant)), fmt::join(known, ", "))};
}

std::optional<std::string> form_decoded(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decoded(spaced);
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      bytes += text[i];
      continue;
    }
    const std::string_view digits = text.substr(i + 1, 2);
    unsigned value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != 2 || error != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
    bytes += static_cast<char>(static_cast<unsigned char>(value));
    i += 2;
  }
  return bytes;
}

Result<std::vector<Parameter>, QueryError> parse_query(std::string_view query, const std::vector<std::string_view>& known) {
  std::vector<Parameter> parameters;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::optional<std::string> name = form_decoded(pair.substr(0, equals));
    const std::optional<std::string> value = form_decoded(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value)
      return QueryError{fmt::format("In {} a % stands without two hexadecimal digits; a % itself is written %25.", question::shown(pair))};
    if (std::find(known.begin(), known.end(), *name) == known.end()) return unknown_parameter(*name, known);
    if (value->empty()) return QueryError{fmt::format("The parameter {} has no value; leave it out, or give it one.", *name)};
    const bool twice = std::any_of(parameters.begin(), parameters.end(), [&](const Parameter& one) { return one.name == *name; });
    if (twice) return QueryError{fmt::format("The parameter {} comes twice; it can come once.", *name)};
    parameters.push_back({*name, *value});
  }
  return parameters;
}

}  // namespace crosscheck::oracle
