#include "question/fetch_input.h"

#include <charconv>

#include "crosscheck/http/header.h"

namespace crosscheck::question {
namespace {

constexpr int kLowestStatus = 200;
constexpr int kHighestStatus = 999;

Mode read_mode(const ObjectReader& request, Client client) {
  switch (client) {
    case Client::fetch:
      return request.choice_or("mode", {Mode::cors, Mode::no_cors, Mode::same_origin}, Mode::cors);
    case Client::xhr:
      return request.choice_or("mode", {Mode::cors}, Mode::cors);
    case Client::raw:
      break;
  }
  return request.choice_or("mode", {Mode::cors, Mode::no_cors, Mode::same_origin, Mode::navigate, Mode::websocket, Mode::webtransport},
                           Mode::cors);
}

CredentialsMode read_credentials(const ObjectReader& request, Client client, Mode mode) {
  using enum CredentialsMode;
  const CredentialsMode given = client == Client::xhr ? request.choice_or("credentials", {same_origin, include}, same_origin)
                                                      : request.choice_or("credentials", {omit, same_origin, include}, same_origin);
  // REQ-7: a navigation includes credentials.
  return mode == Mode::navigate ? include : given;
}

RedirectMode read_redirect(const ObjectReader& request, Client client) {
  using enum RedirectMode;
  if (client == Client::xhr) return request.choice_or("redirect", {follow}, follow);
  return request.choice_or("redirect", {follow, error, manual}, follow);
}

std::optional<ClientBody> read_body(const ObjectReader& request, Client client) {
  Reading& reading = request.reading();
  const std::optional<NodeIndex> node = request.find("body");
  if (!node || reading.tree()[*node].type == JsonType::null) return std::nullopt;
  const ObjectReader object(reading, node, {"content_type", "replayable"});
  ClientBody body;
  if (const std::optional<NodeIndex> type = object.required("content_type"); type && reading.tree()[*type].type != JsonType::null) {
    body.content_type = std::string(reading.bytes(*type));
  }
  body.replayable = object.boolean_or("replayable", true);
  if (client == Client::xhr && !body.replayable)
    object.refuse("replayable", "XMLHttpRequest cannot send a stream; ask with the client fetch or raw.");
  return body;
}

// Nothing of what a script gives throws here: that is a verdict. What main fetch is handed has to be a request.
void check_raw_request(const ObjectReader& request, const ClientRequest& given) {
  if (request.reading().failed()) return;
  if (!is_token(given.method)) request.refuse("method", "A method is one or more of letters, digits and !#$%&'*+-.^_`|~; this is none.");
  if (!parse_url(given.url)) request.refuse("url", shown(given.url) + " does not parse as a URL; give an absolute one.");
}

int read_status(const ObjectReader& response) {
  Reading& reading = response.reading();
  const std::optional<NodeIndex> node = response.required("status");
  if (!node) return kLowestStatus;
  const JsonNode& value = reading.tree()[*node];
  int status = 0;
  const std::from_chars_result result = std::from_chars(value.text.data(), value.text.data() + value.text.size(), status);
  const bool is_integer = value.type == JsonType::number && result.ec == std::errc() && result.ptr == value.text.data() + value.text.size();
  if (is_integer && status >= kLowestStatus && status <= kHighestStatus) return status;
  reading.refuse(*node, "A status is a whole number from 200 to 999; interim responses never come up.");
  return kLowestStatus;
}

}  // namespace

ClientRequest read_request(const ObjectReader& parent, std::string_view key) {
  const ObjectReader request(parent.reading(), parent.required(key),
                             {"url", "method", "origin", "client", "mode", "credentials", "redirect", "headers", "body", "upload_listener",
                              "unsafe_request", "referrer_policy", "embedder_policy"});
  ClientRequest result;
  result.url = std::string(request.text("url"));
  if (request.find("method")) result.method = std::string(request.bytes("method"));
  result.origin = request.origin("origin");
  result.client = request.choice_or("client", {Client::fetch, Client::xhr, Client::raw}, Client::fetch);
  result.mode = read_mode(request, result.client);
  result.credentials = read_credentials(request, result.client, result.mode);
  result.redirect = read_redirect(request, result.client);
  const std::vector<HeaderView> lines = request.headers_or_none("headers", {.strip = false, .names_checked = result.client == Client::raw});
  result.headers.reserve(lines.size());
  for (const HeaderView& line : lines) {
    result.headers.push_back({std::string(line.name), std::string(line.value)});
  }
  result.body = read_body(request, result.client);
  result.upload_listener = request.boolean_or("upload_listener", false);
  if (request.find("unsafe_request") && result.client != Client::raw) {
    request.refuse("unsafe_request",
                   "The clients fetch and xhr set the unsafe-request flag themselves; leave it out, or ask with the client raw.");
  }
  result.unsafe_request = request.boolean_or("unsafe_request", false);
  using enum ReferrerPolicy;
  result.referrer_policy = request.choice_or("referrer_policy",
                                             {empty, no_referrer, no_referrer_when_downgrade, same_origin, ReferrerPolicy::origin,
                                              strict_origin, origin_when_cross_origin, strict_origin_when_cross_origin, unsafe_url},
                                             strict_origin_when_cross_origin);
  result.embedder_policy =
      request.choice_or("embedder_policy", {EmbedderPolicy::unsafe_none, EmbedderPolicy::credentialless, EmbedderPolicy::require_corp},
                        EmbedderPolicy::unsafe_none);
  if (result.client == Client::raw) check_raw_request(request, result);
  return result;
}

GivenResponse read_response(Reading& reading, std::optional<NodeIndex> node, bool with_purpose) {
  static constexpr std::string_view kKeys[] = {"status", "headers", "network_error", "for"};
  const ObjectReader response(reading, node, std::span<const std::string_view>(kKeys).first(with_purpose ? 4 : 3));
  GivenResponse given;
  if (response.find("network_error")) {
    for (const std::string_view beside : {"status", "headers"}) {
      if (response.find(beside))
        response.refuse(beside, "A network error has neither a status nor headers; leave this out, or leave \"network_error\" out.");
    }
    if (!response.boolean_or("network_error", true)) response.refuse("network_error", "It is true or left out.");
    given.network_error = true;
  } else {
    given.status = read_status(response);
    given.headers = response.headers_or_none("headers", {});
  }
  if (response.find("for")) given.purpose = response.choice("for", {Purpose::preflight, Purpose::actual});
  return given;
}

}  // namespace crosscheck::question
