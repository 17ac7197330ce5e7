#include "suite/server_role.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "crosscheck/base/isomorphic.h"
#include "suite/effective.h"
#include "suite/engine_implementation.h"
#include "suite/policy_request.h"

namespace crosscheck::suite {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostFailures = 3;              // on end, before the adapter is started anew
constexpr std::chrono::milliseconds kLastWords{500};  // from a broken connection to the end of its process

Reply reply_of(Outcome outcome, std::string detail) {
  Reply reply;
  reply.outcome = outcome;
  reply.detail = std::move(detail);
  return reply;
}

Json headers_of(const wire::WireResponse& response) {
  Json headers = Json::array();
  for (const Header& header : response.headers)
    headers.push_back(Json::array({isomorphic_decode_to_utf8(header.name), isomorphic_decode_to_utf8(header.value)}));
  return headers;
}

// So an HTTP server says that it does not take a method, before anybody asks for CORS.
bool refuses_the_method(int status) { return status == 400 || status == 405 || status == 501; }

}  // namespace

void ServerRole::ask(std::span<const std::size_t> places, std::span<const std::string> questions, const OnReply& on_reply,
                     const Stop& stop) {
  // In the order in which each policy first came.
  std::vector<std::vector<Asked>> groups;
  std::map<std::string, std::size_t> known;
  for (const std::size_t place : places) {
    Result<Json, JsonFault> question = read_json_text("{" + questions[place] + "}");
    Json input = question ? question->value("input", Json::object()) : Json::object();
    const std::string policy = input.contains("policy") ? to_text(input.at("policy")) : std::string();
    const auto [found, is_new] = known.emplace(policy, groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].push_back({place, std::move(input)});
  }
  for (const std::vector<Asked>& group : groups) {
    if (stop.requested()) return;
    ask_under(group, on_reply, stop);
  }
}

void ServerRole::ask_under(const std::vector<Asked>& group, const OnReply& on_reply, const Stop& stop) {
  const Json policy = group.front().input.value("policy", Json());
  std::optional<Served> served;
  for (const Asked& asked : group) {
    // A life that ended took its server along.
    if (!served || (served->is_served && lives_.conversation() == nullptr)) served = serve(policy, stop);
    Reply reply = served->is_served ? put(asked.input, served->location, stop) : served->refusal;
    if (stop.requested()) return;
    on_reply(asked.place, std::move(reply));
  }
}

ServerRole::Served ServerRole::serve(const Json& policy, const Stop& stop) {
  Served served;
  if (lives_.conversation() == nullptr) {
    was_answered_ = false;
    failures_ = 0;
    connection_.reset();
  }
  const bool is_fresh = lives_.conversation() == nullptr;
  const std::string question = question_of("serve", {{"policy", policy}});
  Reply reply = lives_.ask_alone(question, stop);
  // It may have died of what came before.
  if (!is_fresh && lives_.conversation() == nullptr && !stop.requested()) reply = lives_.ask_alone(question, stop);
  const auto refused = [&](Reply why) {
    served.refusal = std::move(why);
    return std::move(served);
  };
  if (reply.outcome != Outcome::pass || !reply.answer.contains("output")) return refused(std::move(reply));
  const Json& output = reply.answer.at("output");
  const bool has_url = output.contains("url") && output.at("url").is_string();
  const bool is_rejected = output.contains("rejected") && output.at("rejected").is_string();
  if (has_url == is_rejected)
    return refused(
        reply_of(Outcome::error, fmt::format("asked to serve a policy it answers {}, which has to be {{\"url\": …}} or {{\"rejected\": "
                                             "\"why\"}}",
                                             to_text(output))));
  if (is_rejected) return refused(std::move(reply));
  const std::string url = output.at("url").get<std::string>();
  Result<wire::Location, wire::LocationError> location = wire::parse_location(url);
  if (!location)
    return refused(reply_of(Outcome::error, fmt::format("it serves at {}, which cannot be asked: {}", url, location.error().message)));
  if (!wire::is_loopback(location->endpoint.host))
    return refused(
        reply_of(Outcome::error, fmt::format("it serves at {}, and only this machine is asked: 127.0.0.1, [::1] or localhost", url)));
  if (location->target.find('?') != std::string::npos)
    return refused(reply_of(Outcome::error, fmt::format("it serves at {}, behind whose query no path can stand", url)));
  served.location = std::move(location).value();
  served.is_served = true;
  if (served.location.endpoint != endpoint_) connection_.reset();
  endpoint_ = served.location.endpoint;
  return served;
}

Reply ServerRole::put(const Json& input, const wire::Location& location, const Stop& stop) {
  const Result<RequestBytes, NotCarried> request = policy_request_bytes(input, location);
  if (!request) return reply_of(Outcome::skip, "not sent: " + request.error().why);
  wire::ConnectionLimits limits;
  limits.connect_timeout = limits.response_timeout = lives_.options().timeout;
  limits.verifies_certificate = false;  // on this machine nobody but the adapter can be behind it

  const Clock::time_point start = Clock::now();
  std::optional<Result<wire::WireResponse, wire::WireError>> came;
  while (!came) {
    const bool is_reused = connection_ && connection_->is_open();
    if (!is_reused) {
      Result<wire::Connection, wire::WireError> opened = wire::Connection::open(location.endpoint, limits);
      if (!opened) return failed(opened.error(), request->bytes, stop);
      connection_.emplace(std::move(opened).value());
    }
    came = connection_->exchange(request->bytes, request->is_head);
    // A server may close a connection between two requests; then the next one has to be made anew.
    if (is_reused && !came->has_value() && came->error().fault == wire::WireFault::closed && came->error().received.empty()) came.reset();
  }
  if (!came->has_value()) return failed(came->error(), request->bytes, stop);
  const wire::WireResponse& response = **came;
  was_answered_ = true;
  failures_ = 0;

  Reply reply;
  reply.duration_us = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count());
  reply.wire = {isomorphic_decode_to_utf8(request->bytes), isomorphic_decode_to_utf8(response.bytes)};
  if (!request->is_common && refuses_the_method(response.status)) {
    reply.outcome = Outcome::skip;
    reply.detail = fmt::format("its HTTP layer does not take the method ({} {}), so that CORS never came up", response.status,
                               isomorphic_decode_to_utf8(response.reason));
    return reply;
  }
  Json output = {{"status", response.status}, {"headers", headers_of(response)}};
  output["effective"] = effective_permission(input, output);
  reply.answer = Json{{"output", std::move(output)}};
  return reply;
}

Reply ServerRole::failed(const wire::WireError& error, std::string_view sent, const Stop& stop) {
  connection_.reset();
  Reply reply;
  reply.detail = error.message;
  reply.wire = {isomorphic_decode_to_utf8(sent)};
  if (!error.received.empty()) reply.wire.push_back(isomorphic_decode_to_utf8(error.received));
  switch (error.fault) {
    case wire::WireFault::timed_out:
      reply.outcome = Outcome::timeout;
      break;
    case wire::WireFault::refused:
    case wire::WireFault::closed:
      reply.outcome = Outcome::crash;
      break;
    case wire::WireFault::no_such_host:
    case wire::WireFault::tls:
    case wire::WireFault::not_http:
    case wire::WireFault::too_large:
      reply.outcome = Outcome::error;
      break;
  }
  if (lives_.conversation() == nullptr) return reply;
  // A time-out is no sign of its end.
  const bool is_broken = reply.outcome == Outcome::crash;
  if (std::optional<std::string> how = is_broken ? lives_.conversation()->ended_within(kLastWords, stop) : std::nullopt) {
    reply.detail += ": " + *how;
    lives_.note_trouble(*how);
    lives_.end(was_answered_);
  } else if (++failures_ >= kMostFailures) {
    lives_.note_trouble(reply.detail);
    lives_.end(was_answered_);
  }
  return reply;
}

}  // namespace crosscheck::suite
