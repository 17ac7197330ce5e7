#include "suite/fetch_on_the_wire.h"

#include <map>
#include <string>
#include <utility>

#include "crosscheck/base/ascii.h"

namespace crosscheck::suite {
namespace {

Json seen_headers(const Json& headers) {
  std::map<std::string, std::string> joined;
  for (const Json& line : headers) {
    if (!line.is_array() || line.size() != 2 || !line[0].is_string() || !line[1].is_string()) continue;
    const auto [found, is_new] = joined.emplace(byte_lowercase(line[0].get<std::string>()), line[1].get<std::string>());
    if (!is_new) found->second += ", " + line[1].get<std::string>();
  }
  Json list = Json::array();
  for (const auto& [name, value] : joined) list.push_back(Json::array({name, value}));
  return list;
}

Json expected_fetch(const Json& fetch) {
  Json seen = Json::object();
  if (!fetch.is_object()) return seen;
  if (fetch.contains("verdict")) seen["verdict"] = fetch.at("verdict") == Json("pending") ? Json("blocked") : fetch.at("verdict");
  if (fetch.contains("response")) seen["response"] = fetch.at("response");
  if (fetch.contains("sent") && fetch.at("sent").is_array()) {
    seen["sent"] = Json::array();
    for (const Json& sent : fetch.at("sent")) {
      Json one = as_seen(sent);
      if (one.contains("credentials") && one.at("credentials") == Json(true)) one.erase("credentials");
      seen["sent"].push_back(std::move(one));
    }
  }
  return seen;
}

Json expected_seen(const Json& expect) {
  Json seen = Json::object();
  if (!expect.is_object() || !expect.contains("fetches") || !expect.at("fetches").is_array()) return seen;
  seen["fetches"] = Json::array();
  for (const Json& fetch : expect.at("fetches")) seen["fetches"].push_back(expected_fetch(fetch));
  return seen;
}

}  // namespace

Json as_seen(const Json& sent) {
  Json seen = Json::object();
  for (const char* const key : {"purpose", "method", "url", "headers", "credentials"}) {
    if (sent.contains(key)) seen[key] = std::string_view(key) == "headers" ? seen_headers(sent.at(key)) : sent.at(key);
  }
  return seen;
}

Judgement judge_by_the_origins(const Vector& vector, const Json& answer, const Claims& claims, std::string_view profile) {
  Vector seen = vector;
  const Json& expect = expectation_under(vector, profile);
  // What a browser does has no alternatives of the standard's.
  if (&expect != &vector.expect) seen.alternatives.clear();
  for (Alternative& other : seen.alternatives) other.expect = expected_seen(other.expect);
  seen.expect = expected_seen(expect);
  seen.profiles.clear();
  return judge(seen, answer, claims);
}

}  // namespace crosscheck::suite
