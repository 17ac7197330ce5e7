// A TCP socket, with TLS over it where that is asked for: what both sides read and write through. Of this room alone: it shows Boost.Asio.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

namespace crosscheck::wire {

// Stays where it is made. One thread at a time; at most one read and one write are under way. Every handler is called, with an error after
// close() or reset(). Writing to a connection that has ended is an error and never a signal, as Asio sends with MSG_NOSIGNAL.
class ByteStream {
 public:
  using Handler = std::function<void(const boost::system::error_code&, std::size_t)>;
  using ErrorHandler = std::function<void(const boost::system::error_code&)>;

  // Not connected.
  explicit ByteStream(boost::asio::io_context& io) : socket_(io) {}
  explicit ByteStream(boost::asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  boost::asio::ip::tcp::socket& socket() { return socket_; }
  bool has_tls() const { return tls_.has_value(); }
  // Puts TLS between the socket and what is read and written from now on. The context outlives this.
  SSL* use_tls(boost::asio::ssl::context& context);
  void async_handshake(boost::asio::ssl::stream_base::handshake_type type, ErrorHandler handler);

  void async_read_some(boost::asio::mutable_buffer buffer, Handler handler);
  // All of it.
  void async_write(boost::asio::const_buffer bytes, Handler handler);
  // Tells the peer that nothing more comes. With TLS the handler is called when the peer has said so too; without, at once.
  void async_end_writing(ErrorHandler handler);

  void close();
  // Closes so that the peer sees a reset instead of an end.
  void reset();

 private:
  boost::asio::ip::tcp::socket socket_;
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
};

// Whether a read ended because the peer closed, in TLS with or without saying so first.
bool is_end(const boost::system::error_code& error);

}  // namespace crosscheck::wire
