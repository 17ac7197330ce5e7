#include "wire/connection.h"

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "wire/exchange_for_tests.h"
#include "wire/sockets_for_tests.h"

namespace crosscheck::wire {
namespace {

TEST(Connection, SendsAndReturnsExactBytes) {
  const std::string reply =
      "HTTP/1.1 299 Odd\nX-a: 1\r\nx-A:\t\xFF\x01 \r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nok\r\n0\r\nT: 1\r\n\r\n";
  const std::string request = "CHICKEN /a|b HTTP/1.1\r\nhOST: a.test\r\nOrigin: https%3A//a\r\nContent-Length: 3\r\n\r\nabc";
  const ScriptedServer server = serve(always(reply));
  Connection connection = connect_to(server.port());
  const auto response = connection.exchange(request);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->bytes, reply);
  EXPECT_EQ(response->status, 299);
  EXPECT_EQ(response->reason, "Odd");
  EXPECT_EQ(response->headers, (std::vector<Header>{{"X-a", "1"}, {"x-A", "\xFF\x01"}, {"Transfer-Encoding", "chunked"}}));
  EXPECT_EQ(response->body, "ok");
  EXPECT_TRUE(response->keeps_open);
  ASSERT_EQ(server.log().size(), 1U);
  EXPECT_EQ(server.log()[0].bytes, request);
}

TEST(Connection, IsKeptForTheNextRequest) {
  const ScriptedServer server = serve(always(kOk));
  Connection connection = connect_to(server.port());
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(connection.is_open());
    ASSERT_TRUE(connection.exchange(kGet));
  }
  Connection moved = std::move(connection);
  EXPECT_FALSE(connection.is_open());  // NOLINT(bugprone-use-after-move): what is left behind is closed
  EXPECT_EQ(error_of(connection.exchange(kGet)).fault, WireFault::closed);
  EXPECT_TRUE(moved.exchange(kGet));
  ASSERT_EQ(server.log().size(), 51U);
  for (const ReceivedRequest& request : server.log()) EXPECT_EQ(request.connection, 1U);
}

TEST(Connection, ResponseThatClosesIsTheLast) {
  const ScriptedServer server = serve(always("HTTP/1.1 200 OK\r\n\r\nuntil the end", AfterReply::close));
  Connection connection = connect_to(server.port());
  const auto response = connection.exchange(kGet);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->body, "until the end");
  EXPECT_FALSE(response->keeps_open);
  EXPECT_FALSE(connection.is_open());
  const WireError error = error_of(connection.exchange(kGet));
  EXPECT_EQ(error.fault, WireFault::closed);
  EXPECT_NE(error.message.find("127.0.0.1:" + std::to_string(server.port())), std::string::npos);
}

TEST(Connection, NoBodyIsWaitedForAfterHead) {
  const ScriptedServer server = serve(always("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"));
  Connection connection = connect_to(server.port());
  ASSERT_TRUE(connection.exchange("HEAD / HTTP/1.1\r\n\r\n", true));
  EXPECT_TRUE(connection.exchange("HEAD / HTTP/1.1\r\n\r\n", true));
}

TEST(Connection, WhatComesBehindTheResponseIsTold) {
  const ScriptedServer server = serve(always(std::string(kOk) + "HTTP/1.1 500 Injected\r\n\r\n"));
  Connection connection = connect_to(server.port());
  const auto response = connection.exchange(kGet);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->bytes, kOk);
  // The two may come apart; then the rest lies in the socket.
  EXPECT_TRUE(std::string_view("HTTP/1.1 500 Injected\r\n\r\n").starts_with(response->surplus));
  EXPECT_EQ(response->keeps_open, response->surplus.empty());
}

TEST(Connection, PeerThatClosesInTheMeantimeIsNoticed) {
  const TestSocket listener = TestSocket::listening(1);
  Connection connection = connect_to(listener.port());
  {
    const TestSocket peer = listener.accept_one();
    EXPECT_TRUE(connection.is_open());
  }
  while (connection.is_open()) std::this_thread::yield();
  const WireError error = error_of(connection.exchange(kGet));
  EXPECT_EQ(error.fault, WireFault::closed);
  EXPECT_EQ(error.received, "");
}

TEST(Connection, BytesThatNobodyAskedForEndIt) {
  const TestSocket listener = TestSocket::listening(1);
  Connection connection = connect_to(listener.port());
  const TestSocket peer = listener.accept_one();
  EXPECT_TRUE(connection.is_open());
  ASSERT_TRUE(peer.send_all("HTTP/1.1 408 Request Timeout\r\n\r\n"));
  while (connection.is_open()) std::this_thread::yield();
  EXPECT_EQ(error_of(connection.exchange(kGet)).fault, WireFault::closed);
}

TEST(Connection, ResponseBeforeTheRequestIsSentIsRead) {
  ServerOptions options;
  options.body_bytes = 1000;
  const ScriptedServer server = serve(always(kOk), options);
  const std::string request = "POST / HTTP/1.1\r\nContent-Length: 67108864\r\n\r\n" + std::string(67108864, 'x');
  Connection connection = connect_to(server.port());
  const auto response = connection.exchange(request);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->status, 413);
  EXPECT_FALSE(connection.is_open());
}

TEST(Connection, RestOfARequestIsNotWaitedForOnceTheResponseIsThere) {
  const TestSocket listener = TestSocket::listening(1);
  const ConnectionLimits limits = patient();
  Connection connection = connect_to(listener.port(), limits);
  // It reads no further, and leaves the connection open.
  const TestSocket peer = listener.accept_one();
  std::thread server([&] {
    peer.receive(1);
    peer.send_all(kOk);
  });
  const auto begin = std::chrono::steady_clock::now();
  const auto response = connection.exchange("POST / HTTP/1.1\r\nContent-Length: 67108864\r\n\r\n" + std::string(67108864, 'x'));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, limits.response_timeout);
  server.join();
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_FALSE(response->keeps_open);
  EXPECT_FALSE(connection.is_open());
}

TEST(Connection, PeerThatReadsNothingIsNoSignal) {
  const TestSocket listener = TestSocket::listening(1);
  Connection connection = connect_to(listener.port());
  std::thread peer([&] { const TestSocket closed_at_once = listener.accept_one(); });
  const auto response = connection.exchange("POST / HTTP/1.1\r\nContent-Length: 67108864\r\n\r\n" + std::string(67108864, 'x'));
  peer.join();
  EXPECT_EQ(error_of(response).fault, WireFault::closed);
}

TEST(Connection, LargeBodiesGoBothWays) {
  const std::string body(8 * 1024 * 1024, 'b');
  const ScriptedServer server = serve(always("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
  Connection connection = connect_to(server.port());
  const auto response = connection.exchange("POST / HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_TRUE(response->body == body);
  EXPECT_TRUE(server.log().at(0).body == body);
  EXPECT_TRUE(response->keeps_open);
}

TEST(Connection, EveryAddressOfAHostIsTried) {
  // Nobody listens at the port of ::1, which comes first.
  const ScriptedServer server = serve(always(kOk));
  for (const std::string host : {"localhost", "localhost.", "deep.under.LocalHost", "127.0.0.1", "::ffff:127.0.0.1"}) {
    auto connection = Connection::open(Endpoint{host, server.port(), false}, patient());
    ASSERT_TRUE(connection) << connection.error().message;
    EXPECT_TRUE(connection.value().exchange(kGet));
  }
}

TEST(Connection, HundredAtOnceAreAnswered) {
  const ScriptedServer server = serve([](const ReceivedRequest& request) {
    return ScriptedReply{"HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(request.target.size()) + "\r\n\r\n" + request.target,
                         AfterReply::keep_open};
  });
  constexpr int kConnections = 100;
  std::vector<Connection> connections;
  for (int i = 0; i < kConnections; ++i) connections.push_back(connect_to(server.port()));
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kConnections; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 5; ++round) {
        const std::string target = "/" + std::to_string(i) + "/" + std::to_string(round);
        const auto response = connections[static_cast<std::size_t>(i)].exchange("GET " + target + " HTTP/1.1\r\n\r\n");
        if (response && response->body == target) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, kConnections * 5);
  EXPECT_EQ(server.log().size(), kConnections * 5U);
}

}  // namespace
}  // namespace crosscheck::wire
