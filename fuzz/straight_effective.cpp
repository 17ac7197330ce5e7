#include "fuzz/straight_effective.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "crosscheck/base/isomorphic.h"
#include "crosscheck/http/header_list.h"
#include "fuzz/literal.h"
#include "fuzz/straight_checks.h"

namespace crosscheck::fuzz {
namespace {

using suite::Json;

HeaderList lines_of(const Json& message) {
  HeaderList lines;
  for (const Json& line : message.value("headers", Json::array())) {
    const std::string value = *isomorphic_encode_utf8(line[1].get<std::string>());
    lines.append(*isomorphic_encode_utf8(line[0].get<std::string>()), literal::strip(value, " \t"));
  }
  return lines;
}

std::optional<std::string> first(const HeaderList& lines, std::string_view name) {
  for (const Header& line : lines) {
    if (literal::same_in_any_case(line.name, name)) return line.value;
  }
  return std::nullopt;
}

std::set<std::string> names_in(HeaderListView lines, std::string_view name) {
  std::set<std::string> names;
  for (const std::string& element : list_of(lines, name).value_or(std::vector<std::string>())) names.insert(literal::lower(element));
  return names;
}

}  // namespace

Json straight_effective(const Json& input, const Json& output) {
  Json effective;
  for (const char* const member : {"preflight", "preflight_with_credentials", "readable", "readable_with_credentials", "exposed"})
    effective[member] = nullptr;
  const HeaderList asked = lines_of(input.at("request"));
  const HeaderList answered = lines_of(output);
  const std::optional<std::string> origin = first(asked, "Origin");
  if (!origin) return effective;

  const std::optional<std::string> method = first(asked, "Access-Control-Request-Method");
  if (method && input.at("request").at("method") == "OPTIONS") {
    const std::set<std::string> names = names_in(asked.views(), "Access-Control-Request-Headers");
    // Where the application answers, it answers with success.
    const int status = output.at("status").is_null() ? 204 : output.at("status").get<int>();
    Request request;
    request.method = *method;
    for (const std::string& name : names) request.header_list.append(name, "");
    const auto passes = [&](CredentialsMode credentials) {
      request.credentials_mode = credentials;
      return straight_preflight_check(request, names, *origin, status, answered.views()).has_value();
    };
    effective["preflight"] = passes(CredentialsMode::omit);
    effective["preflight_with_credentials"] = passes(CredentialsMode::include);
    return effective;
  }

  const bool without = !straight_cors_check(*origin, CredentialsMode::omit, answered.views());
  const bool with = !straight_cors_check(*origin, CredentialsMode::include, answered.views());
  effective["readable"] = without;
  effective["readable_with_credentials"] = with;
  if (!without && !with) return effective;
  std::set<std::string> exposed = names_in(answered.views(), "Access-Control-Expose-Headers");
  if (without && exposed.contains("*")) exposed = {"*"};
  effective["exposed"] = exposed;
  return effective;
}

std::set<std::string> straight_vary(const Json& output) { return names_in(lines_of(output).views(), "Vary"); }

}  // namespace crosscheck::fuzz
