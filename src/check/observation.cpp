#include "check/observation.h"

#include <algorithm>

#include "crosscheck/base/ascii.h"
#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::check {

std::size_t Observation::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(),
                                                [name](const Header& header) { return equals_ignoring_ascii_case(header.name, name); }));
}

std::optional<std::string_view> Observation::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (equals_ignoring_ascii_case(header.name, name)) return std::string_view(header.value);
  }
  return std::nullopt;
}

bool Observation::has_cors_header() const {
  return std::any_of(headers.begin(), headers.end(),
                     [](const Header& header) { return byte_lowercase(header.name).starts_with("access-control-"); });
}

bool Observation::sent(std::string_view name) const {
  const std::string head = byte_lowercase(std::string_view(request).substr(0, request.find("\r\n\r\n")));
  return head.find("\r\n" + byte_lowercase(name) + ":") != std::string::npos;
}

std::string Observation::combined(std::string_view name) const { return get(views(), name).value_or(std::string()); }

std::vector<HeaderView> Observation::views() const {
  std::vector<HeaderView> lines;
  lines.reserve(headers.size());
  for (const Header& header : headers) lines.push_back({header.name, header.value});
  return lines;
}

// WHY the star: `https://*.example` is an origin to a parser, and nobody's.
bool names_an_origin(std::string_view value) { return policy::is_serialized_origin(value) && value.find('*') == std::string_view::npos; }

}  // namespace crosscheck::check
