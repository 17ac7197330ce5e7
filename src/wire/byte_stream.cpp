#include "wire/byte_stream.h"

#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace crosscheck::wire {

namespace asio = boost::asio;
using boost::system::error_code;

SSL* ByteStream::use_tls(asio::ssl::context& context) {
  tls_.emplace(socket_, context);
  return tls_->native_handle();
}

void ByteStream::async_handshake(asio::ssl::stream_base::handshake_type type, ErrorHandler handler) {
  tls_->async_handshake(type, std::move(handler));
}

void ByteStream::async_read_some(asio::mutable_buffer buffer, Handler handler) {
  if (tls_) {
    tls_->async_read_some(buffer, std::move(handler));
  } else {
    socket_.async_read_some(buffer, std::move(handler));
  }
}

void ByteStream::async_write(asio::const_buffer bytes, Handler handler) {
  if (tls_) {
    asio::async_write(*tls_, bytes, std::move(handler));
  } else {
    asio::async_write(socket_, bytes, std::move(handler));
  }
}

void ByteStream::async_end_writing(ErrorHandler handler) {
  if (tls_) {
    tls_->async_shutdown(std::move(handler));
    return;
  }
  error_code error;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
  asio::post(socket_.get_executor(), [handler = std::move(handler), error] { handler(error); });
}

void ByteStream::close() {
  error_code ignored;
  socket_.close(ignored);
}

void ByteStream::reset() {
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);
}

bool is_end(const error_code& error) { return error == asio::error::eof || error == asio::ssl::error::stream_truncated; }

}  // namespace crosscheck::wire
