#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "wire/connection.h"
#include "wire/exchange_for_tests.h"
#include "wire/sockets_for_tests.h"

namespace crosscheck::wire {
namespace {

WireError open_error(const Endpoint& endpoint, const ConnectionLimits& limits = patient()) {
  const auto connection = Connection::open(endpoint, limits);
  EXPECT_FALSE(connection.has_value());
  return connection ? WireError{} : connection.error();
}

std::string at(std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); }

TEST(ConnectionFault, RefusedPortIsNamed) {
  const TestSocket bound = TestSocket::bound();
  const WireError error = open_error({"127.0.0.1", bound.port(), false});
  EXPECT_EQ(error.fault, WireFault::refused);
  EXPECT_EQ(error.message, at(bound.port()) + " cannot be connected to: Connection refused.");
  EXPECT_EQ(to_string(error.fault), "refused");
}

TEST(ConnectionFault, NoSuchHostIsNamed) {
  for (const std::string& host : {std::string("nowhere.invalid"), std::string("INVALID."), std::string(), std::string("a b"),
                                 std::string("127.0.0.1\0.evil.test", 20), std::string(300, 'x')}) {
    const WireError error = open_error({host, 80, false});
    EXPECT_EQ(error.fault, WireFault::no_such_host) << host;
    EXPECT_NE(error.message.find(host + ":80"), std::string::npos) << error.message;
  }
}

TEST(ConnectionFault, ConnectionThatIsNeverAcceptedTimesOut) {
  const TestSocket listener = TestSocket::listening(0);
  // A full queue lets no further attempt through.
  std::vector<TestSocket> queue;
  for (int i = 0; i < 8; ++i) queue.push_back(TestSocket::connected_to(listener.port(), SOCK_NONBLOCK));
  ConnectionLimits limits = patient();
  limits.connect_timeout = std::chrono::milliseconds(30);
  const WireError error = open_error({"127.0.0.1", listener.port(), false}, limits);
  EXPECT_EQ(error.fault, WireFault::timed_out);
  EXPECT_EQ(error.message, at(listener.port()) + " did not accept a connection within 30 ms.");
}

TEST(ConnectionFault, HandshakeThatIsNeverAnsweredTimesOut) {
  const TestSocket listener = TestSocket::listening(8);
  ConnectionLimits limits = patient();
  limits.verifies_certificate = false;
  limits.connect_timeout = std::chrono::milliseconds(200);
  EXPECT_EQ(open_error({"127.0.0.1", listener.port(), true}, limits).fault, WireFault::timed_out);
}

TEST(ConnectionFault, ServerThatNeverAnswersTimesOut) {
  const ScriptedServer server = serve(always(""));
  const WireError error = error_of(ask(server.port(), kGet, impatient()));
  EXPECT_EQ(error.fault, WireFault::timed_out);
  EXPECT_EQ(error.message, at(server.port()) + " did not send a whole response within 30 ms (0 bytes had come).");
}

TEST(ConnectionFault, ServerThatStopsInTheMiddleTimesOutWithWhatCame) {
  const TestSocket listener = TestSocket::listening(1);
  Connection connection = connect_to(listener.port(), impatient());
  const TestSocket peer = listener.accept_one();
  const std::string_view part = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab";
  std::thread server([&] {
    peer.receive(kGet.size());
    peer.send_all(part);
  });
  const WireError error = error_of(connection.exchange(kGet));
  server.join();
  EXPECT_EQ(error.fault, WireFault::timed_out);
  EXPECT_EQ(part.substr(0, error.received.size()), error.received);
  EXPECT_FALSE(connection.is_open());
}

TEST(ConnectionFault, RequestThatNobodyReadsTimesOut) {
  const TestSocket listener = TestSocket::listening(1);
  const WireError error = error_of(ask(listener.port(), std::string(64 * 1024 * 1024, 'x'), impatient()));
  EXPECT_EQ(error.fault, WireFault::timed_out);
}

TEST(ConnectionFault, EndBeforeAnyByteIsClosed) {
  const ScriptedServer server = serve(always("", AfterReply::close));
  const WireError error = error_of(ask(server.port()));
  EXPECT_EQ(error.fault, WireFault::closed);
  EXPECT_EQ(error.message, at(server.port()) + " closed the connection without a response.");
}

TEST(ConnectionFault, ResponseThatEndsEarlyIsClosedAndHandedOver) {
  const std::string part = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab";
  const ScriptedServer server = serve(always(part, AfterReply::close));
  const WireError error = error_of(ask(server.port()));
  EXPECT_EQ(error.fault, WireFault::closed);
  EXPECT_EQ(error.message, "The response of " + at(server.port()) + " ended after 2 of 5 bytes of its body.");
  EXPECT_EQ(error.received, part);
}

TEST(ConnectionFault, ResetInTheMiddleIsClosed) {
  for (const std::string part :
       {"", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", "HTTP/1.1 200 OK\r\n\r\nno length: until the end"}) {
    const ScriptedServer server = serve(always(part, AfterReply::reset));
    const WireError error = error_of(ask(server.port()));
    EXPECT_EQ(error.fault, WireFault::closed);
    EXPECT_NE(error.message.find(at(server.port()) + " broke the connection off"), std::string::npos) << error.message;
    // What was on its way may be lost with a reset, but nothing else is invented.
    EXPECT_EQ(part.substr(0, error.received.size()), error.received);
  }
}

TEST(ConnectionFault, WhatIsNoHttpIsHandedOver) {
  for (const std::string banner : {"SSH-2.0-OpenSSH_9.2\r\n", "220 smtp.test ready\r\n", "<html>", "HTTP/1.1 2x", "HTTP/2 200\r\n\r\n"}) {
    const ScriptedServer server = serve(always(banner));
    const WireError error = error_of(ask(server.port()));
    EXPECT_EQ(error.fault, WireFault::not_http) << banner;
    EXPECT_NE(error.message.find(at(server.port())), std::string::npos) << error.message;
    EXPECT_EQ(error.received, banner);
  }
}

TEST(ConnectionFault, UnequalLengthsAreNoHttp) {
  const ScriptedServer server = serve(always("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"));
  const WireError error = error_of(ask(server.port()));
  EXPECT_EQ(error.fault, WireFault::not_http);
  EXPECT_EQ(error.message, "The response of " + at(server.port()) + " has several values of Content-Length that differ.");
}

TEST(ConnectionFault, TwoMegabytesOfHeadersAreTooLarge) {
  std::string reply = "HTTP/1.1 200 OK\r\n";
  while (reply.size() < 2 * 1024 * 1024) reply += "X-Filler: " + std::string(90, 'x') + "\r\n";
  const ScriptedServer server = serve(always(reply + "\r\n"));
  const WireError error = error_of(ask(server.port()));
  EXPECT_EQ(error.fault, WireFault::too_large);
  EXPECT_EQ(error.message, "The response of " + at(server.port()) + " has headers of more than 262144 bytes.");
  EXPECT_EQ(reply.substr(0, error.received.size()), error.received);
  ConnectionLimits roomy = patient();
  roomy.header_bytes = 4 * 1024 * 1024;
  roomy.response_timeout = impatient().response_timeout;
  EXPECT_EQ(error_of(ask(server.port(), kGet, roomy)).fault, WireFault::timed_out) << "the body lasts until the end";
}

TEST(ConnectionFault, EndlessHeadersAndBodiesAreTooLarge) {
  const std::string_view line_end = "\r\n";
  for (const std::string_view head : {std::string_view("HTTP/1.1 200 OK\r\n"), std::string_view("HTTP/1.1 200 OK\r\n\r\n"),
                                      std::string_view("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")}) {
    const TestSocket listener = TestSocket::listening(1);
    std::thread endless([&] {
      const TestSocket peer = listener.accept_one();
      const std::string filler = "X: " + std::string(1000, 'y') + std::string(line_end);
      // Bytes that come before the request would end the connection.
      peer.receive(kGet.size());
      bool goes_on = peer.send_all(head);
      while (goes_on) goes_on = peer.send_all(filler);
    });
    {
      Connection connection = connect_to(listener.port());
      EXPECT_EQ(error_of(connection.exchange(kGet)).fault, WireFault::too_large) << head;
    }
    endless.join();
  }
}

TEST(ConnectionFault, EveryFaultHasItsName) {
  EXPECT_EQ(to_string(WireFault::no_such_host), "no-such-host");
  EXPECT_EQ(to_string(WireFault::tls), "tls");
  EXPECT_EQ(to_string(WireFault::timed_out), "timed-out");
  EXPECT_EQ(to_string(WireFault::closed), "closed");
  EXPECT_EQ(to_string(WireFault::not_http), "not-http");
  EXPECT_EQ(to_string(WireFault::too_large), "too-large");
}

}  // namespace
}  // namespace crosscheck::wire
