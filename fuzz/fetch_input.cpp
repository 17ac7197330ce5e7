#include "fuzz/fetch_input.h"

#include <string>
#include <utility>

#include "crosscheck/http/header.h"

namespace crosscheck::fuzz {
namespace {

constexpr std::size_t kMostFetches = 4;
constexpr std::size_t kMostResponses = 24;
constexpr std::uint64_t kLatest = 4'000'000'000;

Header owned(const HeaderView& header) { return {std::string(header.name), std::string(header.value)}; }

// A line of a request or of what comes before it.
void read_request_line(AskedFetch& asked, const Line& line) {
  ClientRequest& request = asked.request;
  const std::string_view value = line.value;
  if (line.is("header")) {
    request.headers.push_back(owned(line.header()));
  } else if (line.is("url")) {
    request.url = value;
  } else if (line.is("origin")) {
    if (std::optional<Origin> origin = parse_serialized_origin(value)) request.origin = *std::move(origin);
  } else if (line.is("method")) {
    request.method = value;
  } else if (line.is("client")) {
    request.client = choice(value, request.client);
  } else if (line.is("mode")) {
    request.mode = choice(value, request.mode);
  } else if (line.is("credentials")) {
    request.credentials = choice(value, request.credentials);
  } else if (line.is("redirect")) {
    request.redirect = choice(value, request.redirect);
  } else if (line.is("body")) {
    if (!request.body) request.body.emplace();
    if (!value.empty()) request.body->content_type = std::string(value);
  } else if (line.is("stream")) {
    if (!request.body) request.body.emplace();
    request.body->replayable = false;
  } else if (line.is("upload_listener")) {
    request.upload_listener = true;
  } else if (line.is("unsafe_request")) {
    request.unsafe_request = true;
  } else if (line.is("referrer_policy")) {
    request.referrer_policy = choice(value, request.referrer_policy);
  } else if (line.is("embedder_policy")) {
    request.embedder_policy = choice(value, request.embedder_policy);
  } else if (line.is("partition")) {
    request.network_partition_key = value;
  } else if (line.is("at")) {
    asked.at = number(value, kLatest, asked.at);
  }
}

void read_response_line(GivenResponse& given, const Line& line) {
  if (line.is("for")) {
    if (line.value == "preflight") given.purpose = Purpose::preflight;
    if (line.value == "actual") given.purpose = Purpose::actual;
  } else if (line.is("header") && !given.response.network_error && is_header_name(line.value)) {
    given.response.headers.append(line.value, trim_http_tab_or_space(line.rest));
  }
}

// What the contract refuses (contract.md, `fetch`) and the engine's library takes for its caller's fault.
void make_askable(ClientRequest& request) {
  if (!parse_url(request.url) && request.client == Client::raw) request.url = "http://b.test/";
  switch (request.client) {
    case Client::raw:
      if (!is_token(request.method)) request.method = "GET";
      std::erase_if(request.headers, [](const Header& header) { return !is_header_name(header.name); });
      // REQ-7: a navigation includes credentials.
      if (request.mode == Mode::navigate) request.credentials = CredentialsMode::include;
      return;
    case Client::xhr:
      request.redirect = RedirectMode::follow;
      if (request.credentials == CredentialsMode::omit) request.credentials = CredentialsMode::same_origin;
      if (request.body) request.body->replayable = true;
      request.mode = Mode::cors;
      break;
    case Client::fetch:
      if (request.mode != Mode::no_cors && request.mode != Mode::same_origin) request.mode = Mode::cors;
      break;
  }
  request.unsafe_request = false;
}

AskedFetch begun(std::uint64_t at) {
  AskedFetch asked;
  asked.at = at;
  asked.request.url = "http://b.test/";
  asked.request.origin = *parse_serialized_origin("http://a.test");
  return asked;
}

}  // namespace

Time time_of(std::uint64_t seconds) { return *Time::from_decimal(std::to_string(seconds)); }

std::vector<AskedFetch> read_fetches(const Input& input) {
  std::vector<AskedFetch> fetches{begun(0)};
  for (const Line& line : input) {
    AskedFetch& asked = fetches.back();
    if (line.is("fetch")) {
      if (fetches.size() == kMostFetches) break;
      fetches.push_back(begun(asked.at));
    } else if (line.is("response") || line.is("network_error")) {
      if (asked.responses.size() == kMostResponses) continue;
      GivenResponse given;
      given.response.status = static_cast<int>(number(line.value, 999, 200));
      if (given.response.status < 200) given.response.status += 200;
      if (line.is("network_error")) given.response = NetworkResponse::error();
      asked.responses.push_back(std::move(given));
    } else if (asked.responses.empty()) {
      read_request_line(asked, line);
    } else {
      read_response_line(asked.responses.back(), line);
    }
  }
  for (std::size_t i = 0; i < fetches.size(); ++i) {
    make_askable(fetches[i].request);
    if (i > 0 && fetches[i].at < fetches[i - 1].at) fetches[i].at = fetches[i - 1].at;
  }
  return fetches;
}

}  // namespace crosscheck::fuzz
