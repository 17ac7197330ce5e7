// A server on 127.0.0.1 that answers exactly the bytes it is told to, and keeps exactly the bytes it was asked with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crosscheck/base/result.h"
#include "wire/received_request.h"

namespace crosscheck::wire {

enum class AfterReply : std::uint8_t { keep_open, close, reset };

struct ScriptedReply {
  std::string bytes;  // sent as they stand; may be empty
  AfterReply then = AfterReply::keep_open;
};

// Called by the server's own thread, for one request at a time. Must not throw and must not wait.
using Script = std::function<ScriptedReply(const ReceivedRequest&)>;

struct ServerError {
  std::string message;
};

struct ServerOptions {
  std::uint16_t port = 0;  // 0: any that is free
  std::size_t header_bytes = std::size_t{256} * 1024;
  std::size_t body_bytes = std::size_t{8} * 1024 * 1024;  // as it is on the wire: the framing of chunks counts
  bool keeps_log = true;                                  // false for a server that runs for long: the log has no limit
  // Both in PEM, or neither: with them it speaks TLS alone.
  std::string certificate;
  std::string private_key;
};

// Serves from `start` until it is destroyed, which closes every connection, also in the middle of a reply. Its functions may be called from
// any thread; it must not be destroyed by its own script.
//
// How a request is read: RequestReader. Pipelined requests are answered one after the other. What is no HTTP/1.1 is answered 400, what is
// above the limits 431 or 413, both without asking the script, and the connection is closed. Nothing else is sent that the script did not
// say: no 100 to `Expect: 100-continue`. A connection is closed when the client closes it or the script says so, never by a time-out, and
// the client's own `Connection: close` changes nothing.
class ScriptedServer {
 public:
  // `port` 0: any that is free.
  static Result<ScriptedServer, ServerError> start(Script script, std::uint16_t port = 0);
  static Result<ScriptedServer, ServerError> start(Script script, const ServerOptions& options);
  ~ScriptedServer();
  ScriptedServer(ScriptedServer&&) noexcept;
  ScriptedServer& operator=(ScriptedServer&&) noexcept;

  std::uint16_t port() const;
  std::string url() const;  // "http://127.0.0.1:40123", without a slash at the end; "https://…" with a certificate
  // What has come so far, in the order in which it was answered; a request that is no HTTP/1.1, is too large or ends too soon stands there
  // with its bytes alone. A request stands here before the first byte of its answer is sent.
  std::vector<ReceivedRequest> log() const;
  void forget_log();

 private:
  struct Parts;
  explicit ScriptedServer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace crosscheck::wire
