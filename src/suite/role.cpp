#include "suite/role.h"

#include <algorithm>

#include "question/kinds.h"
#include "suite/word_list.h"

namespace crosscheck::suite {
namespace {

Json headers_with(std::string_view name, const std::string& value) { return Json::array({Json::array({std::string(name), value})}); }

// What one policy allows another refuses, and each refuses what the other allows: so a constant answer, an echo and a policy that is not taken
// to heart are found out.
std::vector<Control> server_controls(Random& random) {
  const std::string one = "https://" + random_word(random, 6) + ".test";
  const std::string other = "https://" + random_word(random, 7) + ".example";
  const auto control = [](const std::string& allowed, const std::string& origin) {
    return Control{"policy",
                   {{"policy", {{"origins", {allowed}}}},
                    {"request", {{"method", "GET"}, {"path", "/"}, {"headers", headers_with("Origin", origin)}}}},
                   {{"effective", {{"readable", allowed == origin}, {"readable_with_credentials", false}}}}};
  };
  return {control(one, one), control(one, other), control(other, one), control(other, other)};
}

// The origin has to have seen the request, and the request the origin.
std::vector<Control> client_controls(Random& random) {
  const std::string origin = "http://" + random_word(random, 6) + ".test";
  const std::string host = "http://" + random_word(random, 7) + ".test";
  const std::string url = host + "/" + random_word(random, 8);
  const auto control = [&](const Json& headers, std::string_view verdict) {
    const Json sent = {{"purpose", "actual"}, {"method", "GET"}, {"url", url}, {"headers", headers_with("origin", origin)}};
    return Control{"fetch",
                   {{"fetches", Json::array({{{"request", {{"url", url}, {"origin", origin}}},
                                              {"responses", Json::array({{{"status", 200}, {"headers", headers}}})}}})}},
                   {{"fetches", Json::array({{{"verdict", std::string(verdict)}, {"sent", Json::array({sent})}}})}}};
  };
  return {control(headers_with("Access-Control-Allow-Origin", origin), "allowed"),
          control(headers_with("Access-Control-Allow-Origin", host), "blocked"), control(Json::array(), "blocked")};
}

}  // namespace

std::optional<Role> role_for(std::string_view kind, const ImplementationInfo& info) {
  if (kind == "policy" && holds(info.roles, "server")) return Role::server;
  if (kind == "fetch" && holds(info.roles, "client")) return Role::client;
  if (holds(info.roles, "library") && holds(info.kinds, kind)) return Role::library;
  return std::nullopt;
}

std::vector<std::string> kinds_asked(const ImplementationInfo& info) {
  std::vector<std::string> kinds;
  for (const question::Kind& kind : question::all_kinds()) {
    if (role_for(kind.name, info)) kinds.emplace_back(kind.name);
  }
  return kinds;
}

std::vector<Control> controls_of(std::string_view kind, Role role, Random& random) {
  if (role == Role::server && kind == "policy") return server_controls(random);
  if (role == Role::client && kind == "fetch") return client_controls(random);
  return controls_of(kind, random);
}

}  // namespace crosscheck::suite
