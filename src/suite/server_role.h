// An adapter in the role of a server: it is asked to `serve` a policy, and the requests of vectors are put to the URL that it names.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/adapter_lives.h"
#include "suite/implementation.h"
#include "wire/connection.h"
#include "wire/endpoint.h"

namespace crosscheck::suite {

// A question of the kind `policy` gets a reply whose output is {"status": …, "headers": […], "effective": {…}}, as it came off the wire, or
// {"rejected": "why"}; the reply's `wire` holds the bytes of both messages. What HTTP cannot carry, and a method that the server's HTTP layer
// refuses, is a skip. A response that does not come is a time-out, a connection that cannot be made or ends early a crash, and what is no
// HTTP an error. One thread at a time.
class ServerRole {
 public:
  // The lives outlive it.
  explicit ServerRole(AdapterLives& lives) : lives_(lives) {}

  // Asks questions[i] for each i of `places`: those of one policy together, so that it is served once.
  void ask(std::span<const std::size_t> places, std::span<const std::string> questions, const OnReply& on_reply, const Stop& stop);

 private:
  struct Asked {
    std::size_t place = 0;
    Json input;
  };
  struct Served {
    wire::Location location;
    Reply refusal;  // in place of a location: what all requests under this policy are answered with
    bool is_served = false;
  };

  void ask_under(const std::vector<Asked>& group, const OnReply& on_reply, const Stop& stop);
  Served serve(const Json& policy, const Stop& stop);
  Reply put(const Json& input, const wire::Location& location, const Stop& stop);
  Reply failed(const wire::WireError& error, std::string_view sent, const Stop& stop);

  AdapterLives& lives_;
  std::optional<wire::Connection> connection_;
  wire::Endpoint endpoint_;    // of the connection
  bool was_answered_ = false;  // a response came in this life
  std::size_t failures_ = 0;   // on end, in this life
};

}  // namespace crosscheck::suite
