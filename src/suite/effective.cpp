#include "suite/effective.h"

#include <optional>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/isomorphic.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/header_list.h"
#include "suite/permission.h"

namespace crosscheck::suite {
namespace {

constexpr int kNoStatus = 204;  // where the application answers, it answers

// The header lines as they come off a wire; a line that is none is left out.
HeaderList headers_of(const Json& holder) {
  std::vector<Header> headers;
  if (!holder.is_object() || !holder.contains("headers") || !holder.at("headers").is_array()) return HeaderList();
  for (const Json& line : holder.at("headers")) {
    if (!line.is_array() || line.size() != 2 || !line[0].is_string() || !line[1].is_string()) continue;
    const std::optional<std::string> name = isomorphic_encode_utf8(line[0].get<std::string>());
    const std::optional<std::string> value = isomorphic_encode_utf8(line[1].get<std::string>());
    if (name && value) headers.push_back({*name, std::string(trim_http_tab_or_space(*value))});
  }
  return HeaderList(std::move(headers));
}

int status_of(const Json& output) {
  if (!output.is_object() || !output.contains("status") || output.at("status").is_null()) return kNoStatus;
  const Json& status = output.at("status");
  // What is no status permits nothing, and is not made one by an integer that is too small for it.
  return status.is_number_integer() && status >= 0 && status <= 999 ? status.get<int>() : 0;
}

}  // namespace

Json effective_permission(const Json& input, const Json& output) {
  Json effective = {{"preflight", nullptr},
                    {"preflight_with_credentials", nullptr},
                    {"readable", nullptr},
                    {"readable_with_credentials", nullptr},
                    {"exposed", nullptr}};
  if (!input.is_object() || !input.contains("request") || !input.at("request").is_object()) return effective;
  const Json& request = input.at("request");
  const HeaderList asked_headers = headers_of(request);
  const std::vector<HeaderView> lines = asked_headers.views();
  const std::string method = request.contains("method") && request.at("method").is_string() ? request.at("method").get<std::string>() : "";
  const std::optional<AskedPermission> asked = permission_asked_by(method, lines);
  if (!asked) return effective;
  const HeaderList answered = headers_of(output);
  const std::vector<HeaderView> headers = answered.views();

  const Permission permission = permission_by(*asked, status_of(output), headers);
  const bool permitted = !permission.refused;
  const bool with_credentials = !permission.refused_with_credentials;
  if (asked->is_preflight) {
    effective["preflight"] = permitted;
    effective["preflight_with_credentials"] = with_credentials;
    return effective;
  }
  effective["readable"] = permitted;
  effective["readable_with_credentials"] = with_credentials;
  if (permitted || with_credentials)
    effective["exposed"] = exposed_names(permitted ? CredentialsMode::same_origin : CredentialsMode::include, headers);
  return effective;
}

std::vector<std::string> names_in_vary(const Json& output) {
  const HeaderList headers = headers_of(output);
  const std::vector<HeaderView> views = headers.views();
  return convert_header_names_to_a_sorted_lowercase_set(list_elements("Vary", views));
}

bool sends_header(const Json& output, std::string_view name) { return headers_of(output).contains(name); }

}  // namespace crosscheck::suite
