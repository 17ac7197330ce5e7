// The HTTP server behind which the oracle stands: an interface without the library that it is made of.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "crosscheck/base/result.h"
#include "oracle/head.h"
#include "oracle/limits.h"
#include "oracle/message.h"

namespace crosscheck::oracle {

// Takes the body of one request as it arrives.
class BodyReader {
 public:
  virtual ~BodyReader() = default;
  // False: nothing more is wanted, since the answer is known.
  virtual bool take(std::string_view piece) = 0;
  // The answer; called once, when the body has ended or nothing more was wanted.
  virtual Response finish() = 0;
};

// What became of a request.
struct Exchange {
  const Request* request = nullptr;    // null where none could be read
  const Response* response = nullptr;  // its body may be gone
  std::size_t bytes = 0;               // of the answer's body
  std::chrono::microseconds time{};    // from the end of its head to the end of its answer
};

// Answers requests. Called from many threads at once. What it throws is answered by 500, and nobody is told what it was.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // What is to be done with a request whose head has come: answer it at once, without its body, or read its body. The head is there until it
  // was answered; a reader may put the body into it.
  virtual std::variant<Response, std::unique_ptr<BodyReader>> begin(Head& head) = 0;
  // What every answer bears, those of the server itself too (`request` is then null or has a head alone).
  virtual void dress(const Request* request, Response& response) = 0;
  virtual void sent(const Exchange& exchange) = 0;  // or could not be, where the connection broke
  // A connection came while as many as the limit were open.
  virtual void turned_away() = 0;
};

struct ListenAddress {
  std::string host = "127.0.0.1";  // an IPv6 address stands without brackets
  std::uint16_t port = 8765;       // 0: any that is free
};

struct ListenError {
  std::string message;  // a sentence
};

// Serves from its making until it is stopped.
class HttpServer {
 public:
  // `handler` and `limits` have to outlive the server.
  static Result<std::unique_ptr<HttpServer>, ListenError> listen(const ListenAddress& address, const OracleLimits& limits,
                                                                 HttpHandler& handler);
  // As `stop`, without grace.
  virtual ~HttpServer() = default;

  virtual std::uint16_t port() const = 0;
  virtual std::size_t open_connections() const = 0;
  // Takes no more connections, closes those that are idle, and waits for those that are being answered; what still runs after `grace` is cut
  // off. A call during another can end its grace sooner; one afterwards does nothing. Any thread may call.
  virtual void stop(std::chrono::milliseconds grace) = 0;
  // Whether it serves no more although nobody stopped it.
  virtual bool has_failed() const = 0;
};

}  // namespace crosscheck::oracle
