#include "fuzz/straight_checks.h"

#include <algorithm>
#include <map>
#include <utility>

#include "crosscheck/url/origin.h"
#include "crosscheck/url/url.h"
#include "fuzz/literal.h"
#include "fuzz/literal_method.h"

namespace crosscheck::fuzz {
namespace {

using Names = std::vector<std::string>;

bool has(const Names& names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

bool has_in_any_case(const Names& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& one) { return literal::same_in_any_case(one, name); });
}

std::uint64_t max_age_of(HeaderListView headers) {
  std::vector<std::string_view> lines;
  for (const HeaderView& header : headers) {
    if (literal::same_in_any_case(header.name, "Access-Control-Max-Age")) lines.push_back(header.value);
  }
  const bool is_number = lines.size() == 1 && !lines[0].empty() && std::all_of(lines[0].begin(), lines[0].end(), literal::is_digit);
  return is_number ? literal::number(lines[0], 2147483648U) : 5;
}

std::size_t lines_of(HeaderListView headers, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(),
                                                [&](const HeaderView& header) { return literal::same_in_any_case(header.name, name); }));
}

// Why an Access-Control-Allow-Origin, which is there and does not allow the origin, does not.
Reason why_differs(std::string_view allow_origin, std::size_t lines, std::string_view origin) {
  if (allow_origin.empty()) return Reason::allow_origin_empty;
  if (lines > 1) return Reason::allow_origin_multiple_lines;
  if (allow_origin == "*") return Reason::allow_origin_wildcard_with_credentials;
  if (allow_origin.find_first_of(", ") != std::string_view::npos) return Reason::allow_origin_multiple_values;
  if (origin == "null") return Reason::allow_origin_null_mismatch;
  const Result<Url, UrlError> url = parse_url(allow_origin);
  const bool is_malformed = literal::is_among('*', allow_origin) || !url || origin_of_url(*url).is_opaque();
  return is_malformed ? Reason::allow_origin_malformed : Reason::allow_origin_mismatch;
}

}  // namespace

std::optional<std::string> combined(HeaderListView headers, std::string_view name) {
  std::optional<std::string> value;
  for (const HeaderView& header : headers) {
    if (!literal::same_in_any_case(header.name, name)) continue;
    value = value ? *value + ", " + std::string(header.value) : std::string(header.value);
  }
  return value;
}

std::optional<Names> list_of(HeaderListView headers, std::string_view name) {
  Names elements;
  for (const HeaderView& header : headers) {
    if (!literal::same_in_any_case(header.name, name)) continue;
    const std::optional<Names> of_line = literal::list_of_tokens(header.value);
    if (!of_line) return std::nullopt;
    elements.insert(elements.end(), of_line->begin(), of_line->end());
  }
  return elements;
}

std::optional<Reason> straight_cors_check(std::string_view origin, CredentialsMode credentials, HeaderListView headers) {
  const std::optional<std::string> allow_origin = combined(headers, "Access-Control-Allow-Origin");
  if (!allow_origin) return Reason::allow_origin_missing;
  const bool is_include = credentials == CredentialsMode::include;
  if (!is_include && allow_origin == "*") return std::nullopt;
  if (allow_origin != origin) return why_differs(*allow_origin, lines_of(headers, "Access-Control-Allow-Origin"), origin);
  const std::optional<std::string> allow_credentials = combined(headers, "Access-Control-Allow-Credentials");
  if (!is_include || allow_credentials == "true") return std::nullopt;
  return allow_credentials ? Reason::allow_credentials_not_true : Reason::allow_credentials_missing;
}

Result<PreflightGrant, Reason> straight_preflight_check(const Request& request, const std::set<std::string>& unsafe_names,
                                                        std::string_view origin, int status, HeaderListView headers) {
  const bool is_include = request.credentials_mode == CredentialsMode::include;
  if (const std::optional<Reason> refusal = straight_cors_check(origin, request.credentials_mode, headers)) return *refusal;
  if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) return Reason::preflight_redirect;
  if (status < 200 || status > 299) return Reason::preflight_status_not_ok;
  const std::optional<Names> methods = list_of(headers, "Access-Control-Allow-Methods");
  const std::optional<Names> names = list_of(headers, "Access-Control-Allow-Headers");
  if (!methods) return Reason::allow_methods_unparsable;
  if (!names) return Reason::allow_headers_unparsable;
  const bool any_method = has(*methods, "*");
  if (!has(*methods, request.method) && !literal::is_cors_safelisted_method(request.method) && (is_include || !any_method)) {
    if (any_method) return Reason::method_wildcard_with_credentials;
    return has_in_any_case(*methods, request.method) ? Reason::method_case_mismatch : Reason::method_not_allowed;
  }
  const bool any_name = has(*names, "*");
  if (request.header_list.contains("Authorization") && !has_in_any_case(*names, "authorization"))
    return any_name ? Reason::authorization_not_covered_by_wildcard : Reason::header_not_allowed;
  for (const std::string& name : unsafe_names) {
    if (has_in_any_case(*names, name) || (any_name && !is_include)) continue;
    return any_name ? Reason::header_wildcard_with_credentials : Reason::header_not_allowed;
  }
  PreflightGrant grant;
  grant.max_age = max_age_of(headers);
  if (combined(headers, "Access-Control-Allow-Methods")) grant.methods = methods;
  if (combined(headers, "Access-Control-Allow-Headers")) grant.header_names = names;
  // A preflight that is forced is remembered by its method, where the answer does not speak of methods.
  if (!grant.methods && request.use_cors_preflight) grant.methods = Names{request.method};
  return grant;
}

std::vector<Header> straight_filter(ResponseTainting tainting, CredentialsMode credentials, HeaderListView headers) {
  const std::set<std::string> always{"cache-control", "content-language", "content-length", "content-type",
                                     "expires",       "last-modified",    "pragma"};
  const std::optional<Names> exposed = list_of(headers, "Access-Control-Expose-Headers");
  const bool any = exposed && has(*exposed, "*") && credentials != CredentialsMode::include;
  std::map<std::string, std::string> seen;
  for (const HeaderView& header : headers) {
    const std::string name = literal::lower(header.name);
    if (name == "set-cookie" || name == "set-cookie2" || tainting == ResponseTainting::opaque) continue;
    if (tainting == ResponseTainting::cors && !always.contains(name) && !any && !(exposed && has_in_any_case(*exposed, name))) continue;
    seen[name] = *combined(headers, name);
  }
  std::vector<Header> result;
  for (const auto& [name, value] : seen) result.push_back({name, value});
  return result;
}

}  // namespace crosscheck::fuzz
