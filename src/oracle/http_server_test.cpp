#include "oracle/http_server.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "oracle/problem.h"
#include "oracle/raw_client_for_tests.h"

// WHY: the library is not instrumented, so ThreadSanitizer does not see that the table of methods, which the first request makes, is guarded.
// Asked for by ThreadSanitizer alone.
extern "C" const char* __tsan_default_suppressions() { return "called_from_lib:libcpp-httplib.so\n"; }

namespace crosscheck::oracle {
namespace {

using std::chrono::milliseconds;

// Answers with what it was asked. `/hold` waits until it is let go, `/throw` throws, and `/refuse` does not want the body.
class Echo final : public HttpHandler {
 public:
  std::variant<Response, std::unique_ptr<BodyReader>> begin(Head& head) override {
    if (head.request.path == "/throw") throw std::runtime_error("a secret");
    if (head.request.path == "/refuse") return problem(413, "too-large", "No.");
    if (head.request.path == "/hold") {
      std::unique_lock lock(mutex_);
      ++held_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return let_go_; });
    }
    if (head.request.method == "POST") return std::make_unique<Reader>(head.request);
    return text(head.request.method + " " + head.request.path);
  }
  void dress(const Request*, Response& response) override { response.headers.push_back({"X-Dressed", "yes"}); }
  void sent(const Exchange&) override { ++sent_; }
  void turned_away() override { ++turned_away_; }

  void wait_for_held(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return held_ >= count; });
  }
  void let_go() {
    const std::lock_guard lock(mutex_);
    let_go_ = true;
    changed_.notify_all();
  }
  std::atomic<int> sent_ = 0;
  std::atomic<int> turned_away_ = 0;

 private:
  static Response text(std::string body) {
    Response response;
    response.content_type = "text/plain";
    response.body = std::move(body);
    return response;
  }
  class Reader final : public BodyReader {
   public:
    explicit Reader(Request& request) : request_(request) {}
    bool take(std::string_view piece) override {
      if (request_.path == "/throw-late") throw std::runtime_error("a secret");
      request_.body += piece;
      return request_.body.size() <= 100'000;
    }
    Response finish() override { return request_.body.size() > 100'000 ? problem(413, "too-large", "No.") : text(request_.body); }

   private:
    Request& request_;
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  int held_ = 0;
  bool let_go_ = false;
};

class HttpServerTest : public testing::Test {
 protected:
  void start(const OracleLimits& limits = {}) {
    limits_ = limits;
    auto server = HttpServer::listen({"127.0.0.1", 0}, limits_, echo_);
    ASSERT_TRUE(server) << server.error().message;
    server_ = std::move(server).value();
  }
  void TearDown() override { echo_.let_go(); }

  static std::string body_of(const std::string& response) {
    return response.substr(std::min(response.size(), response.find("\r\n\r\n") + 4));
  }
  static bool has_status(const std::string& response, int status) {
    return response.starts_with("HTTP/1.1 " + std::to_string(status) + " ");
  }

  OracleLimits limits_;
  Echo echo_;
  std::unique_ptr<HttpServer> server_;
};

const std::string kHost = "Host: localhost\r\n";

TEST_F(HttpServerTest, RequestsOnOneConnectionAreAnsweredOneAfterAnother) {
  start();
  RawClient client(server_->port());
  ASSERT_TRUE(client.send("GET /a HTTP/1.1\r\n" + kHost + "\r\n"));
  EXPECT_EQ(body_of(client.response()), "GET /a");
  ASSERT_TRUE(client.send("POST /b HTTP/1.1\r\nContent-Length: 3\r\n" + kHost + "\r\nabc"));
  EXPECT_EQ(body_of(client.response()), "abc");
  ASSERT_TRUE(client.send("POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + kHost + "\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n"));
  EXPECT_EQ(body_of(client.response()), "abc");
}

TEST_F(HttpServerTest, PipelinedRequestsAreAllAnsweredInOrder) {
  start();
  RawClient client(server_->port());
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += "POST /a HTTP/1.1\r\nContent-Length: 2\r\n" + kHost + "\r\n" + std::to_string(10 + i);
  ASSERT_TRUE(client.send(requests));
  for (int i = 0; i < 50; ++i) ASSERT_EQ(body_of(client.response()), std::to_string(10 + i));
}

TEST_F(HttpServerTest, RequestThatComesByteByByteIsAnswered) {
  start();
  RawClient client(server_->port());
  for (const char c : "\r\nPOST /a HTTP/1.1\r\nContent-Length: 3\r\n" + kHost + "\r\nabc") ASSERT_TRUE(client.send(std::string(1, c)));
  EXPECT_EQ(body_of(client.response()), "abc");
}

TEST_F(HttpServerTest, MethodsAreHandedOnWhateverTheyAre) {
  start();
  RawClient client(server_->port());
  for (const std::string method : {"CHICKEN", "PATCH", "OPTIONS", "PRI", "CONNECT"}) {
    ASSERT_TRUE(client.send(method + " /a HTTP/1.1\r\n" + kHost + "\r\n"));
    EXPECT_EQ(body_of(client.response()), method + " /a");
  }
}

TEST_F(HttpServerTest, HeadIsAnsweredWithoutABody) {
  start();
  RawClient client(server_->port());
  ASSERT_TRUE(client.send("HEAD /a HTTP/1.1\r\nConnection: close\r\n" + kHost + "\r\n"));
  const std::string response = client.rest();
  EXPECT_TRUE(has_status(response, 200));
  EXPECT_NE(response.find("Content-Length: 7\r\n"), std::string::npos) << response;
  EXPECT_EQ(body_of(response), "");
}

TEST_F(HttpServerTest, ConnectionEndsWhereTheClientAsksForIt) {
  start();
  for (const std::string lines : {"GET /a HTTP/1.1\r\nConnection: close\r\n", "GET /a HTTP/1.0\r\n"}) {
    RawClient client(server_->port());
    ASSERT_TRUE(client.send(lines + kHost + "\r\n"));
    const std::string response = client.rest();
    EXPECT_EQ(body_of(response), "GET /a");
    EXPECT_NE(response.find("Connection: close\r\n"), std::string::npos) << response;
  }
}

TEST_F(HttpServerTest, MalformedHeadIsAProblemAndEndsTheConnection) {
  start();
  for (const std::string bytes :
       {"nonsense\r\n\r\n", "GET / HTTP/1.1\n\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"}) {
    RawClient client(server_->port());
    ASSERT_TRUE(client.send(bytes));
    const std::string response = client.rest();
    EXPECT_TRUE(has_status(response, 400)) << response;
    EXPECT_NE(response.find("Content-Type: application/problem+json"), std::string::npos);
    EXPECT_NE(response.find("X-Dressed: yes"), std::string::npos);
  }
}

TEST_F(HttpServerTest, HugeHeadsAreRefusedAndTheAnswerArrives) {
  start();
  std::string many = "GET / HTTP/1.1\r\n" + kHost;
  for (int i = 0; i < 100'000; ++i) many += "X-A: 1\r\n";
  for (const std::string& head : {many + "\r\n", "GET / HTTP/1.1\r\n" + kHost + "X: " + std::string(200'000, 'a') + "\r\n\r\n",
                                  "GET /" + std::string(200'000, 'a') + " HTTP/1.1\r\n" + kHost + "\r\n"}) {
    RawClient client(server_->port());
    client.send(head);
    EXPECT_TRUE(has_status(client.rest(), 431));
  }
}

TEST_F(HttpServerTest, BodyThatIsNotWantedEndsTheConnectionAndTheAnswerArrives) {
  start();
  for (const std::string framing : {"Content-Length: 3000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n2DC6C0\r\n"}) {
    for (const std::string path : {"/refuse", "/a"}) {
      RawClient client(server_->port());
      client.send("POST " + path + " HTTP/1.1\r\n" + kHost + framing + std::string(3'000'000, 'a'));
      const std::string response = client.rest();
      EXPECT_TRUE(has_status(response, 413)) << path << framing << response;
      EXPECT_NE(response.find("Connection: close\r\n"), std::string::npos) << response;
    }
  }
}

TEST_F(HttpServerTest, MalformedChunksAreAProblem) {
  start();
  for (const std::string chunks : {"zz\r\nab\r\n0\r\n\r\n", "\r\n"}) {
    RawClient client(server_->port());
    ASSERT_TRUE(client.send("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + kHost + "\r\n" + chunks));
    EXPECT_TRUE(has_status(client.rest(), 400)) << chunks;
  }
}

TEST_F(HttpServerTest, ClientThatWaitsToSendItsBodyIsToldToGoOn) {
  start();
  RawClient client(server_->port());
  ASSERT_TRUE(client.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n" + kHost + "\r\n"));
  EXPECT_EQ(client.response(), "HTTP/1.1 100 Continue\r\n\r\n");
  ASSERT_TRUE(client.send("abc"));
  EXPECT_EQ(body_of(client.response()), "abc");
  ASSERT_TRUE(client.send("POST /refuse HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n" + kHost + "\r\n"));
  EXPECT_TRUE(has_status(client.response(), 413));
}

TEST_F(HttpServerTest, WhatIsThrownIsToldToNobody) {
  start();
  for (const std::string path : {"/throw", "/throw-late"}) {
    RawClient client(server_->port());
    ASSERT_TRUE(client.send("POST " + path + " HTTP/1.1\r\nContent-Length: 3\r\n" + kHost + "\r\nabc"));
    const std::string response = client.rest();
    EXPECT_TRUE(has_status(response, 500)) << response;
    EXPECT_EQ(response.find("secret"), std::string::npos);
    EXPECT_EQ(response.find("EXCEPTION"), std::string::npos);
  }
}

TEST_F(HttpServerTest, NothingIsCompressedOrCutToRanges) {
  start();
  RawClient client(server_->port());
  ASSERT_TRUE(
      client.send("POST /a HTTP/1.1\r\nAccept-Encoding: gzip, br\r\nRange: bytes=0-1\r\nContent-Length: 4\r\n" + kHost + "\r\nabcd"));
  const std::string response = client.response();
  EXPECT_TRUE(has_status(response, 200));
  EXPECT_EQ(body_of(response), "abcd");
}

TEST_F(HttpServerTest, SlowHeadsAndBodiesAreEndedInTime) {
  OracleLimits limits;
  limits.read_time = milliseconds(50);
  start(limits);
  for (const std::string begun : {"GET / HT", "POST /a HTTP/1.1\r\nContent-Length: 3\r\nHost: a\r\n\r\na"}) {
    RawClient client(server_->port());
    ASSERT_TRUE(client.send(begun));
    EXPECT_TRUE(has_status(client.rest(), 408)) << begun;
  }
}

TEST_F(HttpServerTest, DrippingDoesNotKeepAConnection) {
  OracleLimits limits;
  limits.header_time = milliseconds(100);
  limits.body_time = milliseconds(100);
  start(limits);
  for (const std::string begun : {"GET / HTTP/1.1\r\nX: ", "POST /a HTTP/1.1\r\nContent-Length: 1000000\r\nHost: a\r\n\r\n"}) {
    RawClient client(server_->port());
    ASSERT_TRUE(client.send(begun));
    // Each byte comes long before the time for one read is over.
    EXPECT_TRUE(has_status(client.rest_while_dripping(milliseconds(5)), 408)) << begun;
  }
}

TEST_F(HttpServerTest, IdleConnectionIsClosedInTime) {
  OracleLimits limits;
  limits.idle_time = milliseconds(20);
  start(limits);
  RawClient client(server_->port());
  EXPECT_EQ(client.rest(), "");
}

TEST_F(HttpServerTest, ConnectionAboveTheLimitIsToldToComeAgain) {
  OracleLimits limits;
  limits.connections = 2;
  start(limits);
  RawClient first(server_->port());
  RawClient second(server_->port());
  for (RawClient* const client : {&first, &second}) ASSERT_TRUE(client->send("GET /hold HTTP/1.1\r\n" + kHost + "\r\n"));
  echo_.wait_for_held(2);
  {
    RawClient third(server_->port());
    third.send("GET /a HTTP/1.1\r\n" + kHost + "\r\n");
    const std::string response = third.rest();
    EXPECT_TRUE(has_status(response, 503)) << response;
    EXPECT_NE(response.find("Retry-After: 1\r\n"), std::string::npos) << response;
  }
  EXPECT_EQ(echo_.turned_away_, 1);
  EXPECT_EQ(server_->open_connections(), 2U);
  echo_.let_go();
  EXPECT_EQ(body_of(first.response()), "GET /hold");
  EXPECT_EQ(body_of(second.response()), "GET /hold");
}

TEST_F(HttpServerTest, ConnectionsThatStayOpenLeaveTheOthersServed) {
  start();
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 100; ++i) {
    idle.push_back(std::make_unique<RawClient>(server_->port()));
    ASSERT_TRUE(idle.back()->connected());
  }
  RawClient client(server_->port());
  ASSERT_TRUE(client.send("GET /a HTTP/1.1\r\n" + kHost + "\r\n"));
  EXPECT_EQ(body_of(client.response()), "GET /a");
}

TEST_F(HttpServerTest, WhatRunsIsFinishedWhenItStops) {
  start();
  RawClient running(server_->port());
  ASSERT_TRUE(running.send("GET /hold HTTP/1.1\r\n" + kHost + "\r\n"));
  RawClient idle(server_->port());
  ASSERT_TRUE(idle.send("GET /a HTTP/1.1\r\n" + kHost + "\r\n"));
  EXPECT_EQ(body_of(idle.response()), "GET /a");
  echo_.wait_for_held(1);
  std::thread stopping([this] { server_->stop(milliseconds(60'000)); });
  EXPECT_EQ(idle.rest(), "");  // closed at once
  echo_.let_go();
  const std::string response = running.rest();
  EXPECT_EQ(body_of(response), "GET /hold");
  stopping.join();
  EXPECT_FALSE(RawClient(server_->port()).connected());
  EXPECT_FALSE(server_->has_failed());
  EXPECT_EQ(echo_.sent_, 2);
}

TEST_F(HttpServerTest, WhatRunsLongerThanTheGraceIsCutOff) {
  start();
  RawClient client(server_->port());
  ASSERT_TRUE(client.send("POST /a HTTP/1.1\r\nContent-Length: 3\r\n" + kHost + "\r\na"));
  while (server_->open_connections() == 0) std::this_thread::yield();
  server_->stop(milliseconds(1));
  client.rest();
  EXPECT_EQ(server_->open_connections(), 0U);
}

TEST_F(HttpServerTest, GraceEndsWhereItIsStoppedAgainWithout) {
  OracleLimits limits;
  limits.read_time = limits.body_time = milliseconds(600'000);
  start(limits);
  RawClient idle(server_->port());
  ASSERT_TRUE(idle.send("GET /a HTTP/1.1\r\n" + kHost + "\r\n"));
  EXPECT_EQ(body_of(idle.response()), "GET /a");
  RawClient client(server_->port());
  ASSERT_TRUE(client.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n" + kHost + "\r\n"));
  EXPECT_EQ(client.response(), "HTTP/1.1 100 Continue\r\n\r\n");
  std::thread stopping([this] { server_->stop(milliseconds(600'000)); });
  EXPECT_EQ(idle.rest(), "");  // it is being stopped
  server_->stop(milliseconds(0));
  stopping.join();
  EXPECT_FALSE(has_status(client.rest(), 200));
  EXPECT_EQ(server_->open_connections(), 0U);
}

TEST_F(HttpServerTest, PortInUseIsAnErrorThatSaysSo) {
  start();
  const auto second = HttpServer::listen({"127.0.0.1", server_->port()}, limits_, echo_);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message.find("in use"), std::string::npos) << second.error().message;
  EXPECT_NE(second.error().message.find(std::to_string(server_->port())), std::string::npos) << second.error().message;
}

TEST_F(HttpServerTest, AddressOfAnotherMachineIsAnError) {
  const auto server = HttpServer::listen({"192.0.2.1", 0}, limits_, echo_);
  ASSERT_FALSE(server);
  EXPECT_NE(server.error().message.find("192.0.2.1"), std::string::npos) << server.error().message;
}

}  // namespace
}  // namespace crosscheck::oracle
