// One connection of an HTTP/1.1 client that sends exactly the bytes it is given and returns exactly the bytes that came.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "wire/endpoint.h"
#include "wire/response.h"

namespace crosscheck::wire {

// Times above a day are a day.
struct ConnectionLimits {
  std::chrono::milliseconds connect_timeout{5000};        // from the look-up of the name to the end of the TLS handshake
  std::chrono::milliseconds response_timeout{5000};       // from the first byte sent to the last byte received
  std::size_t header_bytes = std::size_t{256} * 1024;     // interim responses count
  std::size_t body_bytes = std::size_t{8} * 1024 * 1024;  // as it is on the wire: the framing of chunks counts
  bool verifies_certificate = true;
  std::string certificate_authorities;  // PEM: trusted besides those of the system
};

// One thread at a time. Moving it keeps the connection; destroying it closes. No signal is ever raised (SIGPIPE).
//
// How a response is read, and what is tolerated in one: ResponseReader.
class Connection {
 public:
  // Tries every address of the host, one after the other, each for its share of the time that is left.
  static Result<Connection, WireError> open(const Endpoint& endpoint, const ConnectionLimits& limits = {});
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  // Sends `request` as it stands and reads one response. `answers_head`: the request was HEAD, so that no body follows whatever the headers
  // say. After an error the connection is closed. It is also closed where the response came before the request was sent to its end, or
  // keeps_open is false. WireFault::closed with nothing received is what a kept connection meets whose server has just let it go: a new one
  // may be tried.
  Result<WireResponse, WireError> exchange(std::string_view request, bool answers_head = false);
  // Whether `exchange` may be called again. Looks at the socket too: false once the peer has closed it, or sent what nobody asked for.
  bool is_open() const;

 private:
  struct Parts;
  explicit Connection(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace crosscheck::wire
