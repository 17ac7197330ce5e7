#include "suite/permission.h"

#include <variant>

#include "crosscheck/fetch/cors_check.h"
#include "crosscheck/fetch/cors_preflight.h"
#include "crosscheck/http/extract_header_values.h"

namespace crosscheck::suite {
namespace {

std::optional<std::string_view> first(HeaderListView headers, std::string_view name) {
  for (const HeaderView& header : headers) {
    if (contains(HeaderListView(&header, 1), name)) return header.value;
  }
  return std::nullopt;
}

std::optional<Reason> why_preflight_fails(const AskedPermission& asked, CredentialsMode credentials, int status, HeaderListView headers) {
  Request request;
  request.method = asked.method;
  request.mode = Mode::cors;
  request.credentials_mode = credentials;
  for (const std::string& name : asked.names) request.header_list.append(name, "x");
  const Result<PreflightGrant, Reason> judged = judge_cors_preflight_response(request, asked.names, asked.origin, status, headers);
  if (judged) return std::nullopt;
  return judged.error();
}

std::optional<Reason> why_unreadable(const std::string& origin, CredentialsMode credentials, HeaderListView headers) {
  const CorsCheck check = cors_check(origin, credentials, headers);
  if (check == CorsCheck::success) return std::nullopt;
  return cors_check_reason(check, origin, headers);
}

}  // namespace

std::vector<std::string_view> list_elements(std::string_view name, HeaderListView headers) {
  const ExtractedValues values = extract_header_list_values(name, HeaderGrammar::token_list, headers);
  const auto* const found = std::get_if<std::vector<std::string_view>>(&values);
  return found == nullptr ? std::vector<std::string_view>() : *found;
}

std::optional<AskedPermission> permission_asked_by(std::string_view method, HeaderListView headers) {
  const std::optional<std::string_view> origin = first(headers, "Origin");
  if (!origin) return std::nullopt;
  AskedPermission asked;
  asked.origin = *origin;
  const std::optional<std::string_view> requested = first(headers, "Access-Control-Request-Method");
  asked.is_preflight = method == "OPTIONS" && requested.has_value();
  if (!asked.is_preflight) return asked;
  asked.method = *requested;
  asked.names = convert_header_names_to_a_sorted_lowercase_set(list_elements("Access-Control-Request-Headers", headers));
  return asked;
}

bool permits_more(const Permission& got, const Permission& wanted) {
  return (!got.refused && wanted.refused) || (!got.refused_with_credentials && wanted.refused_with_credentials);
}

Permission permission_by(const AskedPermission& asked, int status, HeaderListView headers) {
  if (asked.is_preflight)
    return {why_preflight_fails(asked, CredentialsMode::same_origin, status, headers),
            why_preflight_fails(asked, CredentialsMode::include, status, headers)};
  return {why_unreadable(asked.origin, CredentialsMode::same_origin, headers),
          why_unreadable(asked.origin, CredentialsMode::include, headers)};
}

std::vector<std::string> exposed_names(CredentialsMode credentials, HeaderListView headers) {
  const std::vector<std::string_view> listed = list_elements("Access-Control-Expose-Headers", headers);
  // `*` stands for every name, but not for a request that carries credentials.
  if (credentials != CredentialsMode::include) {
    for (const std::string_view name : listed) {
      if (name == "*") return {"*"};
    }
  }
  return convert_header_names_to_a_sorted_lowercase_set(listed);
}

}  // namespace crosscheck::suite
