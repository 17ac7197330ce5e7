#include "crosscheck/http/mime_type.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/quoted_string.h"

namespace crosscheck {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point: TAB, U+0020-U+007E, U+0080-U+00FF.
bool is_quoted_string_token_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x09 || (byte >= 0x20 && byte != 0x7F);
}

// Of parameters with one name only the first stays. WHY: by sorting, so that a million of them do not cost their square.
Parameters keep_first_of_each_name(Parameters parameters) {
  std::vector<std::size_t> order(parameters.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const int names = parameters[a].first.compare(parameters[b].first);
    return names != 0 ? names < 0 : a < b;
  });
  std::vector<bool> repeats(parameters.size(), false);
  for (std::size_t i = 1; i < order.size(); ++i) {
    repeats[order[i]] = parameters[order[i]].first == parameters[order[i - 1]].first;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (repeats[i]) continue;
    if (kept != i) parameters[kept] = std::move(parameters[i]);
    ++kept;
  }
  parameters.resize(kept);
  return parameters;
}

// Step 11 of the parser. `rest` is what follows the subtype: empty, or beginning with a semicolon.
Parameters parse_parameters(std::string_view rest) {
  Parameters parameters;
  std::size_t position = 0;
  const auto past_end = [&] { return position >= rest.size(); };
  const auto collect_until = [&](std::string_view stops) {
    const std::size_t start = position;
    position = std::min(rest.find_first_of(stops, start), rest.size());
    return rest.substr(start, position - start);
  };
  // 11 (MIM-4)
  while (!past_end()) {
    // 11.1-11.2: the semicolon, and whitespace.
    ++position;
    while (!past_end() && is_http_whitespace(rest[position])) ++position;
    // 11.3-11.5: the name. Without `=` there is no parameter.
    const std::string_view name = collect_until(";=");
    if (!past_end()) {
      if (rest[position] == ';') continue;
      ++position;
    }
    // 11.6
    if (past_end()) break;
    // 11.7-11.9: the value; what follows a closing quote is passed over.
    std::string value;
    if (rest[position] == '"') {
      const std::size_t start = position;
      position = end_of_http_quoted_string(rest, position);
      value = http_quoted_string_value(rest.substr(start, position - start));
      collect_until(";");
    } else {
      value = trim_trailing_http_whitespace(collect_until(";"));
      if (value.empty()) continue;
    }
    // 11.10: what is not a token, or not a value that can be quoted, is passed over without failing.
    if (!is_token(name) || !std::all_of(value.begin(), value.end(), is_quoted_string_token_byte)) continue;
    parameters.emplace_back(byte_lowercase(name), std::move(value));
  }
  return keep_first_of_each_name(std::move(parameters));
}

struct EssenceAndRest {
  MimeEssence essence;
  std::string_view rest;
};

// https://mimesniff.spec.whatwg.org/#parse-a-mime-type, steps 1 to 9.
Result<EssenceAndRest, FailedStep> split_mime_type(std::string_view input) {
  // 1 (MIM-1)
  input = trim_http_whitespace(input);
  // 2-5 (MIM-2)
  const std::size_t slash = std::min(input.find('/'), input.size());
  const std::string_view type = input.substr(0, slash);
  if (!is_token(type)) return FailedStep{4};
  if (slash == input.size()) return FailedStep{5};
  // 6-9 (MIM-3): whitespace goes at the end only; before the subtype it is a fault.
  const std::size_t semicolon = std::min(input.find(';', slash + 1), input.size());
  const std::string_view subtype = trim_trailing_http_whitespace(input.substr(slash + 1, semicolon - slash - 1));
  if (!is_token(subtype)) return FailedStep{9};
  return EssenceAndRest{MimeEssence{type, subtype}, input.substr(semicolon)};
}

bool equals_when_lowercased(std::string_view bytes, std::string_view lowercase) {
  return std::equal(bytes.begin(), bytes.end(), lowercase.begin(), lowercase.end(), [](char a, char b) { return to_ascii_lower(a) == b; });
}

}  // namespace

bool MimeEssence::is(std::string_view essence) const {
  // 10 (MIM-4): the parser lower-cases; here the comparison does.
  return essence.size() == type.size() + 1 + subtype.size() && essence[type.size()] == '/' &&
         equals_when_lowercased(type, essence.substr(0, type.size())) && equals_when_lowercased(subtype, essence.substr(type.size() + 1));
}

Result<MimeEssence, FailedStep> parse_mime_type_essence(std::string_view input) {
  const Result<EssenceAndRest, FailedStep> split = split_mime_type(input);
  if (!split) return split.error();
  return split->essence;
}

// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
Result<MimeType, FailedStep> parse_mime_type(std::string_view input) {
  // 1-9
  const Result<EssenceAndRest, FailedStep> split = split_mime_type(input);
  if (!split) return split.error();
  // 10-12 (MIM-4): parameters never make it fail.
  return MimeType{byte_lowercase(split->essence.type), byte_lowercase(split->essence.subtype), parse_parameters(split->rest)};
}

// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
std::string serialize_mime_type(const MimeType& mime_type) {
  // 1
  std::string serialization = mime_type.essence();
  // 2: each parameter; a value that is no token stands between quotes.
  for (const auto& [name, value] : mime_type.parameters) {
    serialization.append(";").append(name).append("=");
    if (is_token(value)) {
      serialization.append(value);
      continue;
    }
    serialization.push_back('"');
    for (const char c : value) {
      if (c == '"' || c == '\\') serialization.push_back('\\');
      serialization.push_back(c);
    }
    serialization.push_back('"');
  }
  // 3
  return serialization;
}

}  // namespace crosscheck
