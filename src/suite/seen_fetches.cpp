#include "suite/seen_fetches.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/isomorphic.h"
#include "crosscheck/http/header.h"
#include "suite/fetch_on_the_wire.h"

namespace crosscheck::suite {
namespace {

// What HTTP itself needs of a message: never a script's, whoever set it.
constexpr auto kOfTheConnection = std::to_array<std::string_view>(
    {"connection", "keep-alive", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "host", "expect", "date", "via"});
// What agents send of their own accord, and `sec-…`: a script's where it is the script's value.
constexpr auto kOfAgents = std::to_array<std::string_view>(
    {"accept", "accept-encoding", "accept-language", "authorization", "cache-control", "cookie", "dnt", "pragma", "referer", "user-agent"});
// What CORS decides, whoever set it.
constexpr auto kOfCors =
    std::to_array<std::string_view>({"origin", "access-control-request-method", "access-control-request-headers", "content-type"});

template <class Words>
bool is_one_of(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::pair<std::string, std::string>> lines_of(const Json& headers) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const Json& line : headers) {
    if (line.is_array() && line.size() == 2 && line[0].is_string() && line[1].is_string())
      lines.emplace_back(byte_lowercase(line[0].get<std::string>()), line[1].get<std::string>());
  }
  return lines;
}

bool names(const Json& headers, std::string_view name) {
  const auto lines = lines_of(headers);
  return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return line.first == name; });
}

Json member(const Json& object, const char* key, Json otherwise) {
  return object.is_object() && object.contains(key) ? object.at(key) : std::move(otherwise);
}

std::string purpose_of(const SeenRequest& seen) { return seen.is_preflight ? "preflight" : "actual"; }

// Of the lines that came, those that CORS decides: a script's, where they arrived, and those that the standard adds. What an agent sends of
// its own accord counts where the script's value came.
Json judged_headers(const SeenRequest& seen, const Json& script, const Json& expected) {
  const auto set = lines_of(script);
  Json headers = Json::array();
  for (const Header& header : seen.request.headers) {
    const std::string name = byte_lowercase(isomorphic_decode_to_utf8(header.name));
    const std::string value = isomorphic_decode_to_utf8(header.value);
    const bool is_an_agents = is_one_of(kOfAgents, name) || name.starts_with("sec-");
    const bool is_a_scripts = std::any_of(set.begin(), set.end(), [&](const auto& line) {
      return line.first == name && (!is_an_agents || normalize_header_value(line.second) == value);
    });
    const bool is_expected = std::any_of(expected.begin(), expected.end(), [&](const Json& sent) {
      return sent.at("purpose") == Json(purpose_of(seen)) && names(sent.at("headers"), name);
    });
    const bool is_accept_of_preflight = name == "accept" && seen.is_preflight;
    const bool counts =
        is_one_of(kOfCors, name) || is_accept_of_preflight || is_expected || (is_a_scripts && !is_one_of(kOfTheConnection, name));
    if (counts) headers.push_back(Json::array({name, value}));
  }
  return headers;
}

bool bears_credentials(const SeenRequest& seen, const Json& script) {
  return std::any_of(seen.request.headers.begin(), seen.request.headers.end(), [&](const Header& header) {
    const std::string name = byte_lowercase(header.name);
    return (name == "cookie" && !names(script, "cookie")) || (name == "authorization" && !names(script, "authorization"));
  });
}

// Its word for the response, without what the scripted origin's connection put there.
Json response_in_its_word(const Json& response, const Json& engines) {
  if (!response.is_object() || !response.contains("headers") || !response.at("headers").is_array()) return response;
  const Json expected = engines.is_object() ? member(engines, "headers", Json::array()) : Json::array();
  Json kept = response;
  kept["headers"] = Json::array();
  for (const Json& line : response.at("headers")) {
    const auto read = lines_of(Json::array({line}));
    if (read.empty() || !is_one_of(kOfTheConnection, read.front().first) || names(expected, read.front().first))
      kept["headers"].push_back(line);
  }
  return kept;
}

Json sent_entry(const SeenRequest& seen, const Json& script, const Json& expected) {
  Json entry = {{"purpose", purpose_of(seen)}, {"method", isomorphic_decode_to_utf8(seen.request.method)}};
  entry["url"] = seen.url;
  entry["headers"] = judged_headers(seen, script, expected);
  entry["credentials"] = bears_credentials(seen, script);
  return as_seen(entry);
}

}  // namespace

Json seen_fetches(const Json& words, const std::vector<SeenRequest>& seen, const MovedQuestion& question) {
  Json fetches = Json::array();
  for (std::size_t i = 0; i < question.expected.size(); ++i) {
    const Json& expected = question.expected[i];
    const Json script = member(question.input.at("fetches").at(i).at("request"), "headers", Json::array());
    Json sent = Json::array();
    for (const SeenRequest& one : seen) {
      if (one.fetch == i) sent.push_back(sent_entry(one, script, expected.at("sent")));
    }
    Json fetch = {{"verdict", member(words[i], "verdict", Json())}};
    fetch["response"] = response_in_its_word(member(words[i], "response", Json()), expected.at("response"));
    fetch["sent"] = std::move(sent);
    fetches.push_back(std::move(fetch));
  }
  return question.move.back(fetches);
}

}  // namespace crosscheck::suite
