#include "preflight.h"

#include <algorithm>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/token.h"
#include "requested_names.h"

namespace crosscheck::zoo {
namespace {

bool is_safelisted(std::string_view method) { return method == "GET" || method == "HEAD" || method == "POST"; }

bool method_is_allowed(const Policy& policy, std::string_view method, Mutant mutant) {
  if (!is_token(method)) return mutant == M67 && joined(policy.methods.listed, ", ").find(method) != std::string::npos && !method.empty();
  if (is_safelisted(method) && mutant != M69) return true;
  if (policy.methods.any) return true;
  const std::vector<std::string>& listed = policy.methods.listed;
  if (mutant == M67 && ("GET, HEAD, POST, " + joined(listed, ", ")).find(method) != std::string::npos) return true;
  return std::any_of(listed.begin(), listed.end(), [&](const std::string& one) {
    return one == method || (mutant == M66 && byte_uppercase(one) == byte_uppercase(method));
  });
}

std::string allow_methods(const Policy& policy, const Requested& requested, bool allowed, Style style, Mutant mutant) {
  const bool needs_star = policy.methods.any && !policy.credentials;
  std::string text;
  if (mutant == M71 && policy.credentials) return "*";
  if (mutant == M68) return "";
  if (mutant == M66 && allowed) return byte_uppercase(requested.method);
  if (allowed && (style == Style::echo || (policy.methods.any && policy.credentials))) return requested.method;
  if (needs_star) return "*";
  return joined(policy.methods.listed, mutant == M70 ? " " : ", ");
}

std::string allow_headers(const Policy& policy, const Requested& requested, bool allowed, Style style, Mutant mutant) {
  if (mutant == M72 && policy.credentials) return "*";
  if (mutant == M82) return "";
  if (mutant == M73 && policy.request_headers.any && !policy.credentials) return "*";
  if (allowed && (style == Style::echo || (policy.request_headers.any && policy.credentials))) return joined(requested.names, ", ");
  std::vector<std::string> names = policy.request_headers.listed;
  if (policy.request_headers.any && !policy.credentials) names.insert(names.begin(), "*");
  return joined(names, ", ");
}

}  // namespace

bool is_preflight(const wire::ReceivedRequest& request, Mutant mutant) {
  if (request.method != "OPTIONS") return false;
  if (mutant == M63) return true;  // M63: whatever is asked by OPTIONS
  if (!has_header(request, "Origin")) return false;
  if (mutant == M64 && has_header(request, "Access-Control-Request-Headers")) return true;
  return has_header(request, "Access-Control-Request-Method");
}

Requested read_request(const Policy& policy, const wire::ReceivedRequest& request, Mutant mutant) {
  Requested requested;
  const std::vector<std::string> methods = header_values(request, "Access-Control-Request-Method");
  if (methods.size() == 1) requested.method = methods.front();
  requested.method_allowed = method_is_allowed(policy, requested.method, mutant) || (mutant == M64 && methods.empty());
  const std::vector<std::string> lines = header_values(request, "Access-Control-Request-Headers");
  const NamesAsked asked = names_asked(policy, lines, mutant);
  requested.names = asked.names;
  requested.malformed = asked.malformed || !is_token(requested.method);
  requested.names_allowed = asked.allowed && !(mutant == M65 && lines.empty());
  return requested;
}

void add_preflight_headers(Answer& answer, const Policy& policy, const Requested& requested, bool allowed, Style style, Mutant mutant) {
  const std::string methods = allow_methods(policy, requested, allowed, style, mutant);
  if (!methods.empty()) answer.add("Access-Control-Allow-Methods", methods);
  const std::string names = allow_headers(policy, requested, allowed, style, mutant);
  if (!names.empty()) answer.add("Access-Control-Allow-Headers", names);
  if (policy.max_age && mutant != M85) answer.add("Access-Control-Max-Age", std::to_string(*policy.max_age) + (mutant == M84 ? ".0" : ""));
  if (mutant == M88) answer.add("Access-Control-Allow-Private-Network", "true");
  if (mutant == M105 && !policy.expose_headers.listed.empty()) {
    answer.add("Access-Control-Expose-Headers", joined(policy.expose_headers.listed, ", "));
  }
}

}  // namespace crosscheck::zoo
