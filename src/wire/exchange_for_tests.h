// A client and a server that talk to each other in a test.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "wire/connection.h"
#include "wire/scripted_server.h"

namespace crosscheck::wire {

inline constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
inline constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

// Long enough for a machine under any load: a test that waits for it has failed.
inline ConnectionLimits patient() {
  ConnectionLimits limits;
  limits.connect_timeout = std::chrono::seconds(120);
  limits.response_timeout = std::chrono::seconds(120);
  return limits;
}

// Too short for a peer that never answers.
inline ConnectionLimits impatient() {
  ConnectionLimits limits = patient();
  limits.response_timeout = std::chrono::milliseconds(30);
  return limits;
}

inline ScriptedServer serve(Script script, const ServerOptions& options = {}) {
  auto server = ScriptedServer::start(std::move(script), options);
  if (!server) ADD_FAILURE() << server.error().message;
  return std::move(server).value();
}

inline Script always(std::string_view bytes, AfterReply then = AfterReply::keep_open) {
  return [reply = ScriptedReply{std::string(bytes), then}](const ReceivedRequest&) { return reply; };
}

inline Connection connect_to(std::uint16_t port, const ConnectionLimits& limits = patient()) {
  auto connection = Connection::open(Endpoint{"127.0.0.1", port, false}, limits);
  if (!connection) ADD_FAILURE() << connection.error().message;
  return std::move(connection).value();
}

// The response to one request on a connection of its own.
inline Result<WireResponse, WireError> ask(std::uint16_t port, std::string_view request = kGet,
                                           const ConnectionLimits& limits = patient()) {
  return connect_to(port, limits).exchange(request);
}

inline WireError error_of(const Result<WireResponse, WireError>& result) {
  EXPECT_FALSE(result.has_value());
  return result ? WireError{} : result.error();
}

}  // namespace crosscheck::wire
