#include "fuzz/straight_checks.h"

#include <algorithm>
#include <map>
#include <utility>

#include "fuzz/literal.h"

namespace crosscheck::fuzz {
namespace {

using Names = std::vector<std::string>;

bool has(const Names& names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

bool has_in_any_case(const Names& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& one) { return literal::same_in_any_case(one, name); });
}

bool is_safelisted_method(std::string_view method) { return method == "GET" || method == "HEAD" || method == "POST"; }

std::uint64_t max_age_of(HeaderListView headers) {
  std::vector<std::string_view> lines;
  for (const HeaderView& header : headers) {
    if (literal::same_in_any_case(header.name, "Access-Control-Max-Age")) lines.push_back(header.value);
  }
  const bool is_number = lines.size() == 1 && !lines[0].empty() && std::all_of(lines[0].begin(), lines[0].end(), literal::is_digit);
  return is_number ? literal::number(lines[0], 2147483648U) : 5;
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

bool straight_cors_check(std::string_view origin, CredentialsMode credentials, HeaderListView headers) {
  const std::optional<std::string> allow_origin = combined(headers, "Access-Control-Allow-Origin");
  if (credentials == CredentialsMode::include) {
    return allow_origin == origin && combined(headers, "Access-Control-Allow-Credentials") == "true";
  }
  return allow_origin == "*" || allow_origin == origin;
}

std::optional<PreflightGrant> straight_preflight_check(const Request& request, const std::set<std::string>& unsafe_names,
                                                       std::string_view origin, int status, HeaderListView headers) {
  const bool wildcards_count = request.credentials_mode != CredentialsMode::include;
  if (status < 200 || status > 299 || !straight_cors_check(origin, request.credentials_mode, headers)) return std::nullopt;
  const std::optional<Names> methods = list_of(headers, "Access-Control-Allow-Methods");
  const std::optional<Names> names = list_of(headers, "Access-Control-Allow-Headers");
  if (!methods || !names) return std::nullopt;
  if (!has(*methods, request.method) && !is_safelisted_method(request.method) && !(wildcards_count && has(*methods, "*")))
    return std::nullopt;
  const bool any_name = wildcards_count && has(*names, "*");
  if (request.header_list.contains("Authorization") && !has_in_any_case(*names, "authorization")) return std::nullopt;
  for (const std::string& name : unsafe_names) {
    if (!any_name && !has_in_any_case(*names, name)) return std::nullopt;
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
