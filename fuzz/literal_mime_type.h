// MIME types parsed and serialized step by step, as the MIME Sniffing Standard writes it down.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crosscheck/base/result.h"
#include "fuzz/literal.h"
#include "fuzz/literal_get_decode_split.h"

namespace crosscheck::fuzz::literal {

constexpr std::string_view kHttpWhitespace = "\n\r\t ";

// https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point
inline bool is_http_quoted_string_token_code_point(char c) {
  const auto code_point = static_cast<unsigned char>(c);
  return (code_point >= 0x20 && code_point <= 0x7E) || code_point >= 0x80 || code_point == 0x09;
}

// https://mimesniff.spec.whatwg.org/#mime-type
struct MimeType {
  std::string type;
  std::string subtype;
  std::vector<std::pair<std::string, std::string>> parameters;

  std::string essence() const { return type + "/" + subtype; }
  bool has(std::string_view name) const {
    return std::any_of(parameters.begin(), parameters.end(), [&](const auto& parameter) { return parameter.first == name; });
  }
};

// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
inline Result<MimeType, FailedStep> parse_mime_type(std::string_view input) {
  // 1-2
  input = strip(input, kHttpWhitespace);
  std::size_t position = 0;
  // 3-5
  const std::string_view type = collect_other_than(input, position, "/");
  if (!is_token(type)) return FailedStep{4};
  if (position >= input.size()) return FailedStep{5};
  // 6-9
  ++position;
  const std::string_view subtype = strip(collect_other_than(input, position, ";"), kHttpWhitespace, false, true);
  if (!is_token(subtype)) return FailedStep{9};
  // 10
  MimeType mime_type{lower(type), lower(subtype), {}};
  // 11
  while (position < input.size()) {
    // 11.1-11.2
    ++position;
    collect(input, position, kHttpWhitespace);
    // 11.3-11.4
    std::string parameter_name = lower(collect_other_than(input, position, ";="));
    // 11.5
    if (position < input.size()) {
      if (input[position] == ';') continue;
      ++position;
    }
    // 11.6-11.7
    if (position >= input.size()) break;
    std::string parameter_value;
    if (input[position] == '"') {
      // 11.8
      parameter_value = collect_http_quoted_string(input, position, true);
      collect_other_than(input, position, ";");
    } else {
      // 11.9
      parameter_value = strip(collect_other_than(input, position, ";"), kHttpWhitespace, false, true);
      if (parameter_value.empty()) continue;
    }
    // 11.10
    if (is_token(parameter_name) && std::all_of(parameter_value.begin(), parameter_value.end(), is_http_quoted_string_token_code_point) &&
        !mime_type.has(parameter_name)) {
      mime_type.parameters.emplace_back(std::move(parameter_name), std::move(parameter_value));
    }
  }
  // 12
  return mime_type;
}

// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
inline std::string serialize_mime_type(const MimeType& mime_type) {
  // 1
  std::string serialization = mime_type.type + "/" + mime_type.subtype;
  for (const auto& parameter : mime_type.parameters) {
    // 2.1-2.3
    serialization += ";" + parameter.first + "=";
    // 2.4
    std::string value = parameter.second;
    if (!is_token(value)) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '"' || value[i] == '\\') value.insert(i++, 1, '\\');
      }
      value = '"' + value + '"';
    }
    // 2.5
    serialization += value;
  }
  // 3
  return serialization;
}

}  // namespace crosscheck::fuzz::literal
