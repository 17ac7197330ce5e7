#include "suite/effective.h"

#include <optional>
#include <utility>
#include <variant>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/isomorphic.h"
#include "crosscheck/fetch/cors_check.h"
#include "crosscheck/fetch/cors_preflight.h"
#include "crosscheck/http/extract_header_values.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/header_list.h"

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

std::vector<std::string_view> list_values(std::string_view name, HeaderListView headers) {
  const ExtractedValues values = extract_header_list_values(name, HeaderGrammar::token_list, headers);
  const auto* const found = std::get_if<std::vector<std::string_view>>(&values);
  return found == nullptr ? std::vector<std::string_view>() : *found;
}

// What a browser asks about: who, by which method, with which headers.
struct Asked {
  std::string origin;
  std::string method;
  std::vector<std::string> names;  // lower-case, sorted
};

bool preflight_succeeds(const Asked& asked, CredentialsMode credentials, int status, HeaderListView headers) {
  Request request;
  request.method = asked.method;
  request.mode = Mode::cors;
  request.credentials_mode = credentials;
  for (const std::string& name : asked.names) request.header_list.append(name, "x");
  return judge_cors_preflight_response(request, asked.names, asked.origin, status, headers).has_value();
}

bool is_readable(const std::string& origin, CredentialsMode credentials, HeaderListView headers) {
  return cors_check(origin, credentials, headers) == CorsCheck::success;
}

Json exposed_names(CredentialsMode credentials, HeaderListView headers) {
  const std::vector<std::string_view> listed = list_values("Access-Control-Expose-Headers", headers);
  // `*` stands for every name, but not for a request that carries credentials.
  if (credentials != CredentialsMode::include) {
    for (const std::string_view name : listed) {
      if (name == "*") return Json::array({"*"});
    }
  }
  return convert_header_names_to_a_sorted_lowercase_set(listed);
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
  const std::optional<std::string_view> origin = asked_headers.first("Origin");
  if (!origin) return effective;
  const HeaderList answered = headers_of(output);
  const std::vector<HeaderView> headers = answered.views();

  const std::optional<std::string_view> method = asked_headers.first("Access-Control-Request-Method");
  if (request.contains("method") && request.at("method") == Json("OPTIONS") && method) {
    const std::vector<HeaderView> lines = asked_headers.views();
    const Asked asked{std::string(*origin), std::string(*method),
                      convert_header_names_to_a_sorted_lowercase_set(list_values("Access-Control-Request-Headers", lines))};
    effective["preflight"] = preflight_succeeds(asked, CredentialsMode::same_origin, status_of(output), headers);
    effective["preflight_with_credentials"] = preflight_succeeds(asked, CredentialsMode::include, status_of(output), headers);
    return effective;
  }
  const bool readable = is_readable(std::string(*origin), CredentialsMode::same_origin, headers);
  const bool with_credentials = is_readable(std::string(*origin), CredentialsMode::include, headers);
  effective["readable"] = readable;
  effective["readable_with_credentials"] = with_credentials;
  if (readable || with_credentials)
    effective["exposed"] = exposed_names(readable ? CredentialsMode::same_origin : CredentialsMode::include, headers);
  return effective;
}

std::vector<std::string> names_in_vary(const Json& output) {
  const HeaderList headers = headers_of(output);
  const std::vector<HeaderView> views = headers.views();
  return convert_header_names_to_a_sorted_lowercase_set(list_values("Vary", views));
}

bool sends_header(const Json& output, std::string_view name) { return headers_of(output).contains(name); }

}  // namespace crosscheck::suite
