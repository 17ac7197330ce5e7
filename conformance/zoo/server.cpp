#include "server.h"

#include <cstdio>
#include <string>

#include "application.h"
#include "routing.h"

namespace crosscheck::zoo {
namespace {

// How many preflights to an origin allowed a server of the style answers with.
int preflight_status(const Policy& policy, Style style) {
  if (style == Style::wildcard) return 200;
  return style == Style::list ? policy.preflight_status : 204;
}

std::string first_value(const wire::ReceivedRequest& request, std::string_view name) {
  const std::vector<std::string> values = header_values(request, name);
  return values.empty() ? "" : values.front();
}

bool is_simple(std::string_view method) { return method == "GET" || method == "HEAD" || method == "POST"; }

}  // namespace

wire::ScriptedReply Server::reply(const wire::ReceivedRequest& request) {
  const bool loses_origin =
      request.method == "OPTIONS" && has_header(request, "Access-Control-Request-Method") && !has_header(request, "Origin");
  if (mutant_ == M57 && loses_origin) return {"", wire::AfterReply::reset};
  if (mutant_ == M56)
    std::fprintf(stderr, "debug: %s asks for %s\n", percent_decoded(first_value(request, "Origin")).c_str(), request.target.c_str());
  return {answer_bytes(answer(request), request.method), wire::AfterReply::keep_open};
}

Answer Server::answer(const wire::ReceivedRequest& request) {
  const std::string raw(path_of(request.target));
  const std::string routed = routed_path(raw);
  const bool asks_first = is_preflight(request, mutant_);
  const Policy* policy = policy_for(document_, raw, routed, asks_first, mutant_);
  if (asks_first) return preflight(request, policy, routed);
  if (policy == nullptr) return application_answer(request, document_);
  return actual(request, *policy, routed);
}

// What other layers do to a preflight before CORS is asked.
std::optional<Answer> Server::instead_of_preflight(const wire::ReceivedRequest& request) const {
  switch (mutant_) {
    case M58:
      return Answer{405, {{"Allow", "GET, HEAD, POST"}}, {}, "not by this method\n"};
    case M59:
      if (has_header(request, "Authorization")) return std::nullopt;
      return Answer{401, {{"WWW-Authenticate", "Basic realm=\"zoo\""}}, {}, "who are you?\n"};
    default:
      return std::nullopt;
  }
}

Answer Server::allowed_preflight(const wire::ReceivedRequest& request, const Policy& policy, const Requested& requested) {
  Answer answer{preflight_status(policy, style_), {}, {}, {}};
  if (mutant_ == M60) answer = {307, {{"Location", request.target + "/"}}, {}, {}};
  if (mutant_ == M61) {
    wire::ReceivedRequest handled = request;
    handled.method = requested.method;
    answer = application_answer(handled, document_);
    answer.status = 200;
  }
  if (mutant_ == M62) answer.status = 400;
  add_preflight_headers(answer, policy, requested, true, style_, mutant_);
  return answer;
}

Answer Server::preflight(const wire::ReceivedRequest& request, const Policy* policy, std::string_view routed) {
  if (std::optional<Answer> other = instead_of_preflight(request)) return *other;
  if (policy == nullptr) return style_ == Style::wildcard ? application_answer(request, document_) : Answer{403, {}, {}, {}};
  const OriginDecision decision = decider_.decide(*policy, request, routed);
  const Requested requested = read_request(*policy, request, mutant_);
  const bool allowed = decision.allowed && ((requested.method_allowed && requested.names_allowed) || mutant_ == M63);
  // M63: whatever it is, it ends here.
  Answer answer{mutant_ == M63 ? 204 : style_ == Style::wildcard && !requested.malformed ? 200 : 403, {}, {}, {}};
  if (allowed) {
    answer = allowed_preflight(request, *policy, requested);
    add_allow_origin(answer, *policy, decision, true);
  } else if (style_ == Style::wildcard && decision.allowed && !requested.malformed) {
    add_preflight_headers(answer, *policy, requested, false, style_, mutant_);
    add_allow_origin(answer, *policy, decision, true);
  } else if (!decision.allowed || decision.is_constant) {
    add_allow_origin(answer, *policy, decision, true);
    if (mutant_ == M63) add_preflight_headers(answer, *policy, requested, false, style_, mutant_);
  }
  add_vary(answer, *policy, decision, request, true);
  return answer;
}

Answer Server::actual(const wire::ReceivedRequest& request, const Policy& policy, std::string_view routed) {
  OriginDecision decision = decider_.decide(policy, request, routed);
  const std::string origin = first_value(request, "Origin");
  if (mutant_ == M101 && !decision.allowed) return {403, {}, {"Origin"}, "not from there\n"};
  // M102: the filter lets simple requests through, and its headers with them.
  if (mutant_ == M102 && !decision.allowed && is_simple(request.method)) decision.allow_origin = origin;
  Answer answer = application_answer(request, document_);
  if (mutant_ == M55 && !origin.empty() && !decision.allowed) answer.add("X-Refused-Origin", percent_decoded(origin));
  const bool is_left_out = (mutant_ == M99 && answer.status >= 400) || (mutant_ == M100 && answer.status >= 300 && answer.status < 400);
  if (is_left_out) return answer;
  add_allow_origin(answer, policy, decision, false);
  const bool exposes = !decision.allow_origin.empty() && mutant_ != M105;
  if (exposes && ((policy.expose_headers.any && !policy.credentials) || (mutant_ == M104 && policy.credentials))) {
    answer.add("Access-Control-Expose-Headers", "*");
  } else if (exposes && !policy.expose_headers.listed.empty()) {
    answer.add("Access-Control-Expose-Headers", joined(policy.expose_headers.listed, ", "));
  }
  add_vary(answer, policy, decision, request, false);
  return answer;
}

void Server::add_allow_origin(Answer& answer, const Policy& policy, const OriginDecision& decision, bool is_preflight) const {
  if (!decision.allow_origin.empty()) {
    answer.add("Access-Control-Allow-Origin", decision.allow_origin);
    if (mutant_ == M50) answer.add("Access-Control-Allow-Origin", decision.allow_origin);
  }
  bool credentials = decision.credentials;
  if (mutant_ == (is_preflight ? M45 : M46)) credentials = false;
  if (mutant_ == M48 && decision.allowed) credentials = true;
  if (mutant_ == M49 && policy.credentials) credentials = true;
  if (credentials) answer.add("Access-Control-Allow-Credentials", mutant_ == M47 ? "True" : "true");
}

void Server::add_vary(Answer& answer, const Policy& policy, const OriginDecision& decision, const wire::ReceivedRequest& request,
                      bool is_preflight) const {
  if (mutant_ == M90 || (mutant_ == M89 && !decision.allowed)) return;
  if (mutant_ == M93 && policy.origins.size() == 1 && policy.patterns.empty()) return;
  if (mutant_ == M91 && has_header(request, "Origin")) answer.vary.clear();
  if (!decision.is_constant) answer.vary.emplace_back("Origin");
  if (is_preflight) {
    answer.vary.emplace_back("Access-Control-Request-Method");
    answer.vary.emplace_back("Access-Control-Request-Headers");
  }
  if (mutant_ == M92) {
    for (const std::string& value : header_values(request, "Vary")) answer.vary.push_back(value);
  }
}

}  // namespace crosscheck::zoo
