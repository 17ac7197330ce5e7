// Kinds that judge one response.
#include "crosscheck/fetch/client_request.h"
#include "crosscheck/fetch/cors_check.h"
#include "crosscheck/fetch/cors_preflight.h"
#include "crosscheck/fetch/cross_origin_resource_policy.h"
#include "crosscheck/fetch/redirect_taint.h"
#include "crosscheck/fetch/response_filter.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "crosscheck/fetch/tao_check.h"
#include "question/definitions.h"
#include "question/fetch_input.h"
#include "question/kinds.h"

namespace crosscheck::question {
namespace {

constexpr std::initializer_list<CredentialsMode> kCredentials = {CredentialsMode::omit, CredentialsMode::same_origin,
                                                                 CredentialsMode::include};
constexpr std::initializer_list<Mode> kModes = {Mode::cors,     Mode::no_cors,   Mode::same_origin,
                                                Mode::navigate, Mode::websocket, Mode::webtransport};
constexpr std::initializer_list<ResponseTainting> kTaintings = {ResponseTainting::basic, ResponseTainting::cors, ResponseTainting::opaque};

void write_result(JsonWriter& out, bool success) {
  out.key("result");
  out.word(success ? "success" : "failure");
}

void write_reason(JsonWriter& out, std::optional<Reason> reason) {
  out.key("reason");
  if (reason) {
    out.word(to_string(*reason));
  } else {
    out.null();
  }
}

void write_list(JsonWriter& out, std::string_view key, const std::optional<std::vector<std::string>>& values) {
  out.key(key);
  if (!values) {
    out.null();
    return;
  }
  out.begin_array();
  for (const std::string& value : *values) out.bytes(value);
  out.end_array();
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, from the answer on.
Result<PreflightGrant, Reason> judge_preflight(const Request& request, const NetworkResponseView& response, const Question& question) {
  if (response.network_error) {
    question.trace().step(Rule::PRE_9, Outcome::failure, "No response came to the preflight.");
    return Reason::network_error;
  }
  const std::vector<std::string> unsafe_names =
      cors_unsafe_request_header_names(request.header_list.views(), question.profile(), question.trace());
  return judge_cors_preflight_response(request, unsafe_names, serialize_request_origin(request), response.status, response.headers,
                                       question.profile(), question.trace());
}

}  // namespace

void answer_cors_check(const Question& question) {
  const ObjectReader input = question.input({"origin", "credentials", "headers"});
  const std::string_view origin = input.serialized_origin("origin");
  const CredentialsMode credentials = input.choice("credentials", kCredentials);
  const std::vector<HeaderView> headers = input.headers("headers");
  if (question.failed()) return;

  const CorsCheck result = cors_check(origin, credentials, headers, question.profile(), question.trace());
  define_cors_check(result, origin, headers, question.trace());
  const bool success = result == CorsCheck::success;
  write_result(question.out(), success);
  write_reason(question.out(), success ? std::nullopt : std::optional(cors_check_reason(result, origin, headers)));
}

void answer_preflight_check(const Question& question) {
  const ObjectReader input = question.input({"request", "response"});
  const ClientRequest asked = read_request(input, "request");
  const GivenResponse given = read_response(question.reading(), input.required("response"), false);
  if (question.failed()) return;
  Result<ConstructedRequest, Reason> constructed = construct_request(asked, question.profile(), question.trace());
  if (!constructed) {
    input.refuse("request",
                 "No preflight belongs to this request, since its API throws: " + std::string(reason_info(constructed.error()).sentence));
    return;
  }

  Request request = std::move(constructed).value().request;
  request.response_tainting = ResponseTainting::cors;
  const Result<PreflightGrant, Reason> grant = judge_preflight(request, given.response(), question);
  const std::optional<Reason> reason = grant ? std::nullopt : std::optional(grant.error());
  define_preflight_check(request, given.status, reason, question.trace());
  JsonWriter& out = question.out();
  write_result(out, grant.has_value());
  write_reason(out, reason);
  out.key("max_age");
  if (grant) {
    out.number(grant->max_age);
  } else {
    out.null();
  }
  write_list(out, "methods", grant ? grant->methods : std::nullopt);
  write_list(out, "header_names", grant ? grant->header_names : std::nullopt);
}

void answer_exposed_headers(const Question& question) {
  const ObjectReader input = question.input({"type", "credentials", "headers"});
  const ResponseTainting type = input.choice("type", kTaintings);
  const CredentialsMode credentials = input.choice("credentials", kCredentials);
  const std::vector<HeaderView> headers = input.headers("headers");
  if (question.failed()) return;

  const std::vector<std::string> names = exposed_header_names(type, credentials, headers, question.profile(), question.trace());
  if (type == ResponseTainting::cors) define_exposed_headers(names, headers, question.trace());
  write_list(question.out(), "names", names);
}

void answer_tao_check(const Question& question) {
  const ObjectReader input = question.input({"origin", "mode", "url", "tainting", "headers", "failed_before"});
  const Origin origin = input.origin("origin");
  const Mode mode = input.choice("mode", kModes);
  const Url url = input.url("url");
  const ResponseTainting tainting = input.choice("tainting", kTaintings);
  const std::vector<HeaderView> headers = input.headers("headers");
  const bool failed_before = input.boolean_or("failed_before", false);
  if (question.failed()) return;

  write_result(question.out(), tao_check({origin, origin.serialized(), mode, url, tainting, failed_before}, headers, question.trace()));
}

void answer_corp_check(const Question& question) {
  const ObjectReader input =
      question.input({"origin", "url", "mode", "embedder_policy", "headers", "credentials_included", "for_navigation"});
  const Origin origin = input.origin("origin");
  const Url url = input.url("url");
  const Mode mode = input.choice("mode", kModes);
  const EmbedderPolicy embedder_policy =
      input.choice("embedder_policy", {EmbedderPolicy::unsafe_none, EmbedderPolicy::credentialless, EmbedderPolicy::require_corp});
  const std::vector<HeaderView> headers = input.headers("headers");
  const bool credentials_included = input.boolean_or("credentials_included", false);
  const bool for_navigation = input.boolean_or("for_navigation", false);
  if (question.failed()) return;

  bool allowed = true;
  if (mode == Mode::no_cors || for_navigation) {
    const CorpCheckInput check{origin, url, embedder_policy, credentials_included, for_navigation};
    allowed = cross_origin_resource_policy_check(check, headers, question.profile(), question.trace());
    if (embedder_policy == EmbedderPolicy::unsafe_none && !for_navigation)
      define_corp_check(check, input.text("url"), headers, question.trace());
  } else {
    // NOTE: HTTP fetch asks for opaque responses alone, which no other mode gives; navigations ask for themselves.
    question.trace().step(Rule::CRP_10, Outcome::allowed, "Only responses to no-cors requests and navigations are checked.");
  }
  question.out().key("result");
  question.out().word(allowed ? "allowed" : "blocked");
}

}  // namespace crosscheck::question
