#include "wire/scripted_session.h"

#include <chrono>
#include <utility>

#include <boost/asio/buffer.hpp>

namespace crosscheck::wire {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// How long a client may take to close after it was told that nothing more comes.
constexpr std::chrono::seconds kLinger{2};

ScriptedReply refusal(ReadFault fault) {
  std::string status = "400 Bad Request";
  if (fault == ReadFault::headers_too_large) status = "431 Request Header Fields Too Large";
  if (fault == ReadFault::body_too_large) status = "413 Content Too Large";
  return {"HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", AfterReply::close};
}

}  // namespace

ScriptedSession::ScriptedSession(asio::ip::tcp::socket socket, std::uint64_t number, const Rules& rules)
    : stream_(std::move(socket)), number_(number), rules_(rules), patience_(stream_.socket().get_executor()), reader_(rules.limits) {}

void ScriptedSession::start() {
  error_code ignored;
  stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  if (rules_.tls == nullptr) return read();
  stream_.use_tls(*rules_.tls);
  stream_.async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](const error_code& error) {
    if (error) return self->abort();
    self->read();
  });
}

void ScriptedSession::abort() {
  if (std::exchange(has_ended_, true)) return;
  patience_.cancel();
  stream_.close();
  rules_.ended(*this);
}

void ScriptedSession::read() {
  stream_.async_read_some(asio::buffer(buffer_), [self = shared_from_this()](const error_code& error, std::size_t length) {
    self->unread_ = std::string_view(self->buffer_.data(), length);
    if (!error) return self->answer_what_came();
    if (!self->has_ended_) self->log_bytes_alone();
    self->abort();
  });
}

void ScriptedSession::answer_what_came() {
  while (!unread_.empty()) {
    unread_.remove_prefix(reader_.feed(unread_));
    if (reader_.failure()) return refuse(*reader_.failure());
    if (!reader_.is_whole()) continue;
    ReceivedRequest request = std::exchange(reader_, RequestReader(rules_.limits)).take();
    request.connection = number_;
    ScriptedReply reply = rules_.script(request);
    rules_.log.add(std::move(request));
    if (!reply.bytes.empty() || reply.then != AfterReply::keep_open) return write(std::move(reply));
  }
  read();
}

void ScriptedSession::refuse(const ReadFailure& failure) {
  ScriptedReply reply = refusal(failure.fault);
  log_bytes_alone();
  write(std::move(reply));
}

void ScriptedSession::log_bytes_alone() {
  ReceivedRequest request;
  request.connection = number_;
  request.bytes = reader_.bytes();
  request.bytes += unread_;
  // Empty lines that some clients send behind a body are no request.
  if (request.bytes.find_first_not_of("\r\n") == std::string::npos) return;
  rules_.log.add(std::move(request));
}

void ScriptedSession::write(ScriptedReply reply) {
  reply_ = std::move(reply);
  stream_.async_write(asio::buffer(reply_.bytes), [self = shared_from_this()](const error_code& error, std::size_t) {
    if (error) return self->abort();
    self->after(self->reply_.then);
  });
}

void ScriptedSession::after(AfterReply then) {
  switch (then) {
    case AfterReply::keep_open:
      return answer_what_came();
    case AfterReply::close:
      return close_gently();
    case AfterReply::reset:
      stream_.reset();
      return abort();
  }
}

void ScriptedSession::close_gently() {
  // WHY not at once: a socket that is closed with bytes unread is reset, and takes the reply with it.
  patience_.expires_after(kLinger);
  patience_.async_wait([self = shared_from_this()](const error_code& error) {
    if (!error) self->abort();
  });
  stream_.async_end_writing([self = shared_from_this()](const error_code& error) {
    if (error || self->stream_.has_tls()) return self->abort();
    self->drain();
  });
}

void ScriptedSession::drain() {
  stream_.async_read_some(asio::buffer(buffer_), [self = shared_from_this()](const error_code& error, std::size_t) {
    if (error) return self->abort();
    self->drain();
  });
}

}  // namespace crosscheck::wire
