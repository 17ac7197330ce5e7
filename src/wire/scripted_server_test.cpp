#include "wire/scripted_server.h"

#include <optional>
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

// Everything that a server sends to a client that sends `bytes` and then no more.
std::string all_replies(const ScriptedServer& server, std::string_view bytes) {
  const TestSocket client = TestSocket::connected_to(server.port());
  EXPECT_TRUE(client.send_all(bytes));
  client.end_sending();
  return client.receive();
}

ScriptedReply echo_target(const ReceivedRequest& request) { return {"<" + request.target + ">", AfterReply::keep_open}; }

TEST(ScriptedServer, RepliesAndLogAreExact) {
  const ScriptedServer server = serve(always("no HTTP at all\n\xFF"));
  const std::string_view request = "BREW /pot?x HTTP/1.1\r\nX-a:  1\r\nx-A:\r\nContent-Length: 2\r\n\r\nhi";
  EXPECT_EQ(all_replies(server, request), "no HTTP at all\n\xFF");
  const std::vector<ReceivedRequest> log = server.log();
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].connection, 1U);
  EXPECT_EQ(log[0].bytes, request);
  EXPECT_EQ(log[0].method, "BREW");
  EXPECT_EQ(log[0].target, "/pot?x");
  EXPECT_EQ(log[0].headers, (std::vector<Header>{{"X-a", "1"}, {"x-A", ""}, {"Content-Length", "2"}}));
  EXPECT_EQ(log[0].body, "hi");
}

TEST(ScriptedServer, PipelinedRequestsAreAnsweredInOrder) {
  const ScriptedServer server = serve(echo_target);
  std::string requests;
  std::string replies;
  for (int i = 0; i < 2000; ++i) {
    requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\n\r\n";
    replies += "</" + std::to_string(i) + ">";
  }
  EXPECT_EQ(all_replies(server, requests), replies);
  EXPECT_EQ(server.log().size(), 2000U);
}

TEST(ScriptedServer, EmptyRepliesLeaveTheConnectionOpen) {
  const ScriptedServer server =
      serve([](const ReceivedRequest& request) { return ScriptedReply{request.target == "/last" ? "done" : "", AfterReply::keep_open}; });
  std::string requests;
  for (int i = 0; i < 100000; ++i) requests += "GET / HTTP/1.1\n\n";
  EXPECT_EQ(all_replies(server, requests + "GET /last HTTP/1.1\n\n"), "done");
  EXPECT_EQ(server.log().size(), 100001U);
}

TEST(ScriptedServer, RequestsInPiecesAreRead) {
  const ScriptedServer server = serve(echo_target);
  const TestSocket client = TestSocket::connected_to(server.port());
  for (const char& byte : std::string_view("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")) {
    ASSERT_TRUE(client.send_all(std::string_view(&byte, 1)));
  }
  EXPECT_EQ(client.receive(4), "</a>");
  EXPECT_EQ(server.log().at(0).body, "ok");
}

TEST(ScriptedServer, RequestsBehindAReplyThatClosesAreNotAnswered) {
  const ScriptedServer server = serve(always("bye", AfterReply::close));
  EXPECT_EQ(all_replies(server, "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"), "bye");
  EXPECT_EQ(server.log().size(), 1U);
}

TEST(ScriptedServer, ReplyThatClosesArrivesWholeThoughTheClientStillSends) {
  const std::string reply(4 * 1024 * 1024, 'r');
  const ScriptedServer server = serve(always(reply, AfterReply::close));
  const TestSocket client = TestSocket::connected_to(server.port());
  ASSERT_TRUE(client.send_all(kGet));
  std::thread sender([&] { client.send_all(std::string(256 * 1024, 'x')); });
  EXPECT_EQ(client.receive().size(), reply.size());
  sender.join();
}

TEST(ScriptedServer, WhatIsNoHttpIsRefusedAndLoggedWithItsBytesAlone) {
  ScriptedServer server = serve(always("never asked"));
  for (const std::string_view bytes : {std::string_view("\x16\x03\x01\x02"), std::string_view("GET / HTTP/1.1\r\nno colon\r\nA: 1\r\n\r\n"),
                                       std::string_view("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")}) {
    server.forget_log();
    EXPECT_EQ(all_replies(server, bytes), "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    ASSERT_EQ(server.log().size(), 1U);
    EXPECT_EQ(server.log()[0].bytes, bytes);
    EXPECT_EQ(server.log()[0].method, "");
    EXPECT_TRUE(server.log()[0].headers.empty());
  }
}

TEST(ScriptedServer, RequestsAboveTheLimitsAreRefused) {
  ServerOptions options;
  options.header_bytes = 100;
  options.body_bytes = 10;
  const ScriptedServer server = serve(always("fits"), options);
  EXPECT_EQ(all_replies(server, "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n0123456789"), "fits");
  EXPECT_TRUE(all_replies(server, "GET /" + std::string(200, 'x')).starts_with("HTTP/1.1 431 "));
  EXPECT_TRUE(all_replies(server, "POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n01234567890").starts_with("HTTP/1.1 413 "));
  const std::vector<ReceivedRequest> log = server.log();
  ASSERT_EQ(log.size(), 3U);
  EXPECT_EQ(log[1].bytes, "GET /" + std::string(200, 'x'));
  EXPECT_EQ(log[1].method, "");
  EXPECT_EQ(log[2].connection, 3U);
}

TEST(ScriptedServer, RequestThatEndsTooSoonIsLoggedWithItsBytesAlone) {
  const ScriptedServer server = serve(always("never asked"));
  EXPECT_EQ(all_replies(server, "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"), "");
  EXPECT_EQ(all_replies(server, "\r\n"), "");
  EXPECT_EQ(all_replies(server, ""), "");
  const std::vector<ReceivedRequest> log = server.log();
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].bytes, "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(log[0].method, "");
}

TEST(ScriptedServer, LogIsForgottenOrNotKept) {
  ScriptedServer server = serve(always(kOk));
  EXPECT_TRUE(ask(server.port()));
  EXPECT_EQ(server.log().size(), 1U);
  server.forget_log();
  EXPECT_TRUE(server.log().empty());
  ServerOptions forgetful;
  forgetful.keeps_log = false;
  const ScriptedServer other = serve(always(kOk), forgetful);
  EXPECT_TRUE(ask(other.port()));
  EXPECT_TRUE(other.log().empty());
}

TEST(ScriptedServer, ScriptMayReadTheLog) {
  const ScriptedServer* asked = nullptr;
  const ScriptedServer server = serve([&](const ReceivedRequest&) {
    return ScriptedReply{"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + std::to_string(asked->log().size()), AfterReply::keep_open};
  });
  asked = &server;
  EXPECT_EQ(ask(server.port())->body, "0");
  EXPECT_EQ(ask(server.port())->body, "1");
}

TEST(ScriptedServer, PortInUseIsAnError) {
  const ScriptedServer server = serve(always(kOk));
  const auto second = ScriptedServer::start(always(kOk), server.port());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "127.0.0.1:" + std::to_string(server.port()) + " cannot be listened at: Address already in use.");
}

TEST(ScriptedServer, BadCertificateIsAnError) {
  ServerOptions options;
  options.certificate = "no PEM";
  const auto server = ScriptedServer::start(always(kOk), options);
  ASSERT_FALSE(server);
  EXPECT_NE(server.error().message.find("certificate"), std::string::npos);
}

TEST(ScriptedServer, UrlNamesThePort) {
  const ScriptedServer server = serve(always(kOk));
  EXPECT_GT(server.port(), 0);
  EXPECT_EQ(server.url(), "http://127.0.0.1:" + std::to_string(server.port()));
}

TEST(ScriptedServer, MovingItKeepsItServing) {
  ScriptedServer server = serve(always("old"));
  ScriptedServer moved = std::move(server);
  EXPECT_EQ(all_replies(moved, kGet), "old");
  const std::uint16_t old_port = moved.port();
  moved = serve(always("new"));
  EXPECT_EQ(all_replies(moved, kGet), "new");
  EXPECT_EQ(TestSocket::connected_to(old_port).receive(), "") << "the one that was assigned over serves no more";
}

TEST(ScriptedServer, DestroyingItEndsEveryConnection) {
  std::vector<TestSocket> clients;
  std::optional<ScriptedServer> server(serve([](const ReceivedRequest& request) {
    return ScriptedReply{request.target == "/large" ? std::string(64 * 1024 * 1024, 'x') : "", AfterReply::close};
  }));
  for (const std::string_view bytes : {"", "GET / HT", "GET / HTTP/1.1\r\n\r\n", "GET /large HTTP/1.1\r\n\r\n"}) {
    clients.push_back(TestSocket::connected_to(server->port()));
    ASSERT_TRUE(clients.back().send_all(bytes));
  }
  // It is in the middle of the large reply, which nobody reads.
  EXPECT_EQ(clients.back().receive(1).substr(0, 1), "x");
  server.reset();
  for (const TestSocket& client : clients) EXPECT_LT(client.receive().size(), std::size_t{64} * 1024 * 1024);
}

TEST(ScriptedServer, DestroyingItWhileClientsAskIsClean) {
  for (int round = 0; round < 10; ++round) {
    std::optional<ScriptedServer> server(serve(always(kOk)));
    const std::uint16_t port = server->port();
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
      clients.emplace_back([port] {
        while (true) {
          auto connection = Connection::open(Endpoint{"127.0.0.1", port, false}, patient());
          if (!connection) return;
          while (connection.value().exchange(kGet)) {
          }
        }
      });
    }
    while (server->log().size() < 20) std::this_thread::yield();
    server.reset();
    for (std::thread& client : clients) client.join();
  }
}

}  // namespace
}  // namespace crosscheck::wire
