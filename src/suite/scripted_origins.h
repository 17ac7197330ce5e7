// The origins that a client fetches from: servers on this machine that answer as a vector says, and keep what they saw.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"
#include "suite/json_text.h"
#include "wire/scripted_server.h"

namespace crosscheck::suite {

// A request as an origin saw it.
struct SeenRequest {
  std::size_t fetch = 0;  // the place of the fetch that it was taken for
  bool is_preflight = false;
  std::string url;  // with the scripted origin
  wire::ReceivedRequest request;
  std::string answer;  // the bytes; empty where the connection was closed without one
};

// One fetch: the responses that it is given, and the requests that belong to it.
struct ScriptedFetch {
  Json responses;  // as in a question of the kind `fetch`
  Json sent;       // the engine's `sent`, by which a request is told to be this fetch's
};

// Each serves until this object is destroyed. A response is closed by the end of its connection, so that every request comes on its own; the
// header lines that this takes are `Connection`, and nothing else stands there that the vector does not say.
class ScriptedOrigins {
 public:
  static Result<ScriptedOrigins, wire::ServerError> start(std::size_t count);

  // "http://127.0.0.1:40123" for each.
  const std::vector<std::string>& urls() const { return urls_; }
  // From now on requests are answered by these. A request belongs to the fetch whose next one it is, else to the one that is under way; it
  // takes that fetch's first unused response for its purpose. Where none is left its connection is closed, which is a network error.
  void play(std::vector<ScriptedFetch> fetches);
  // In the order in which they came.
  std::vector<SeenRequest> seen() const;
  // The bytes of what came and was no request: no HTTP/1.1, or cut off.
  std::vector<std::string> not_requests() const;

 private:
  struct Stage;
  explicit ScriptedOrigins(std::shared_ptr<Stage> stage) : stage_(std::move(stage)) {}

  std::shared_ptr<Stage> stage_;  // shared with the scripts
  std::vector<wire::ScriptedServer> servers_;
  std::vector<std::string> urls_;
};

}  // namespace crosscheck::suite
