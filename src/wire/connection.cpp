#include "wire/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "wire/addresses.h"
#include "wire/byte_stream.h"
#include "wire/client_tls.h"
#include "wire/response_reader.h"

namespace crosscheck::wire {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kReadBytes = std::size_t{64} * 1024;

milliseconds within_reason(milliseconds time) { return std::clamp<milliseconds>(time, milliseconds(0), std::chrono::hours(24)); }

WireFault fault_of(ReadFault fault) {
  switch (fault) {
    case ReadFault::malformed:
      return WireFault::not_http;
    case ReadFault::headers_too_large:
    case ReadFault::body_too_large:
      return WireFault::too_large;
    case ReadFault::cut_short:
      return WireFault::closed;
  }
  return WireFault::closed;
}

std::string in_milliseconds(milliseconds time) { return std::to_string(time.count()) + " ms"; }

}  // namespace

struct Connection::Parts {
  Parts(const Endpoint& where, const ConnectionLimits& its_limits)
      : limits(its_limits), tls(where.tls), host(where.host), port(where.port), address(address_text(where)) {}

  std::optional<WireError> connect(Clock::time_point deadline);
  std::optional<WireError> shake_hands(Clock::time_point deadline);
  Result<WireResponse, WireError> exchange(std::string_view request, bool answers_head);
  bool is_open();

  // Whether all that is under way ended before the deadline. If not, the connection is closed, and nothing is under way either.
  bool run_until(Clock::time_point deadline);
  WireError error(WireFault fault, std::string message, std::string received = {}) {
    stream.close();
    return {fault, std::move(message), std::move(received)};
  }

  ConnectionLimits limits;
  bool tls;
  std::string host;
  std::uint16_t port;
  std::string address;  // for messages
  asio::io_context io{1};
  std::unique_ptr<asio::ssl::context> tls_context;
  ByteStream stream{io};
  SSL* tls_session = nullptr;
  std::array<char, kReadBytes> buffer;
};

bool Connection::Parts::run_until(Clock::time_point deadline) {
  io.restart();
  io.run_until(deadline);
  if (io.stopped()) return true;
  stream.close();
  io.run();
  return false;
}

std::optional<WireError> Connection::Parts::connect(Clock::time_point deadline) {
  const auto addresses = resolve(host, std::chrono::ceil<milliseconds>(deadline - Clock::now()));
  if (!addresses) {
    const Unresolved& fault = addresses.error();
    return error(fault.timed_out ? WireFault::timed_out : WireFault::no_such_host,
                 "No address was found for " + address + ": " + fault.message + ".");
  }
  error_code last_error;
  bool timed_out = false;
  auto addresses_left = static_cast<int>(addresses->size());
  for (const asio::ip::address& candidate : *addresses) {
    stream.close();
    const Clock::time_point now = Clock::now();
    last_error = asio::error::would_block;
    stream.socket().async_connect(tcp::endpoint(candidate, port), [&](const error_code& outcome) { last_error = outcome; });
    timed_out = !run_until(now + (deadline - now) / addresses_left--);
    if (timed_out || last_error) continue;
    stream.socket().set_option(tcp::no_delay(true), last_error);
    return std::nullopt;
  }
  if (timed_out || last_error == asio::error::timed_out) {
    return error(WireFault::timed_out, address + " did not accept a connection within " + in_milliseconds(limits.connect_timeout) + ".");
  }
  return error(WireFault::refused, address + " cannot be connected to: " + last_error.message() + ".");
}

std::optional<WireError> Connection::Parts::shake_hands(Clock::time_point deadline) {
  auto context = client_tls(limits.verifies_certificate, limits.certificate_authorities);
  if (!context) return error(WireFault::tls, "TLS with " + address + " cannot begin: " + context.error().message + ".");
  tls_context = std::move(context).value();
  tls_session = stream.use_tls(*tls_context);
  if (const auto fault = name_the_host(tls_session, host, limits.verifies_certificate)) {
    return error(WireFault::tls, "TLS with " + address + " cannot begin: " + fault->message + ".");
  }
  error_code outcome;
  stream.async_handshake(asio::ssl::stream_base::client, [&](const error_code& result) { outcome = result; });
  if (!run_until(deadline)) {
    return error(WireFault::timed_out, address + " did not end the TLS handshake within " + in_milliseconds(limits.connect_timeout) + ".");
  }
  if (!outcome) return std::nullopt;
  return error(WireFault::tls, "TLS with " + address + " failed: " + handshake_fault(tls_session, outcome) + ".");
}

// Sends and reads at the same time, so that an answer to half a request is read. Lives no longer than Parts::exchange, which does not return
// while a handler is outstanding.
class Exchange {
 public:
  Exchange(ByteStream& stream, asio::mutable_buffer buffer, ResponseReader reader)
      : stream_(stream), buffer_(buffer), reader_(std::move(reader)) {}

  void start(std::string_view request) {
    stream_.async_write(asio::buffer(request), [this](const error_code& error, std::size_t) { sent_ = !error; });
    read();
  }

  ResponseReader& reader() { return reader_; }
  const std::string& surplus() const { return surplus_; }
  const error_code& read_error() const { return read_error_; }
  bool sent() const { return sent_; }

 private:
  void read() {
    stream_.async_read_some(buffer_, [this](const error_code& error, std::size_t length) { received(error, length); });
  }

  void received(const error_code& error, std::size_t length) {
    const std::string_view piece(static_cast<const char*>(buffer_.data()), length);
    const std::size_t taken = reader_.feed(piece);
    surplus_ = piece.substr(taken);
    if (error) {
      read_error_ = error;
      if (is_end(error)) reader_.end();
    } else if (!reader_.is_done()) {
      return read();
    }
    // What is left of the request has nobody to read it.
    if (!sent_ || !reader_.is_whole()) stream_.close();
  }

  ByteStream& stream_;
  asio::mutable_buffer buffer_;
  ResponseReader reader_;
  std::string surplus_;
  error_code read_error_;
  bool sent_ = false;
};

Result<WireResponse, WireError> Connection::Parts::exchange(std::string_view request, bool answers_head) {
  if (!is_open()) return error(WireFault::closed, "The connection to " + address + " is closed: open another.");
  Exchange exchange(stream, asio::buffer(buffer), ResponseReader(ReadLimits{limits.header_bytes, limits.body_bytes}, answers_head));
  exchange.start(request);
  const bool in_time = run_until(Clock::now() + within_reason(limits.response_timeout));
  ResponseReader& reader = exchange.reader();
  if (reader.is_whole()) {
    WireResponse response = std::move(reader).take();
    response.surplus = exchange.surplus();
    response.keeps_open = response.keeps_open && response.surplus.empty() && exchange.sent() && !exchange.read_error();
    if (!response.keeps_open) stream.close();
    return response;
  }
  std::string received = reader.bytes() + exchange.surplus();
  const std::string count = std::to_string(received.size()) + " bytes";
  if (!in_time) {
    return error(
        WireFault::timed_out,
        address + " did not send a whole response within " + in_milliseconds(limits.response_timeout) + " (" + count + " had come).",
        std::move(received));
  }
  if (const std::optional<ReadFailure>& failure = reader.failure();
      failure && !(failure->fault == ReadFault::cut_short && received.empty())) {
    return error(fault_of(failure->fault), "The response of " + address + " " + failure->what + ".", std::move(received));
  }
  if (is_end(exchange.read_error())) return error(WireFault::closed, address + " closed the connection without a response.");
  return error(WireFault::closed,
               address + " broke the connection off after " + count + " of a response: " + exchange.read_error().message() + ".",
               std::move(received));
}

bool Connection::Parts::is_open() {
  tcp::socket& socket = stream.socket();
  if (!socket.is_open()) return false;
  char byte = 0;
  const ssize_t waiting = recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  // With TLS what waits may be a ticket for the next session.
  if (waiting > 0) return tls;
  return waiting < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

Connection::Connection(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Result<Connection, WireError> Connection::open(const Endpoint& endpoint, const ConnectionLimits& limits) {
  const Clock::time_point deadline = Clock::now() + within_reason(limits.connect_timeout);
  auto parts = std::make_unique<Parts>(endpoint, limits);
  if (const auto error = parts->connect(deadline)) return *error;
  if (endpoint.tls) {
    if (const auto error = parts->shake_hands(deadline)) return *error;
  }
  return Connection(std::move(parts));
}

Result<WireResponse, WireError> Connection::exchange(std::string_view request, bool answers_head) {
  if (!parts_) return WireError{WireFault::closed, "The connection was moved elsewhere.", {}};
  return parts_->exchange(request, answers_head);
}

bool Connection::is_open() const { return parts_ && parts_->is_open(); }

}  // namespace crosscheck::wire
