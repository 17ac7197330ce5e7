// One connection that a scripted server has accepted. Of this room alone: it shows Boost.Asio.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/steady_timer.hpp>

#include "wire/byte_stream.h"
#include "wire/request_log.h"
#include "wire/request_reader.h"
#include "wire/scripted_server.h"

namespace crosscheck::wire {

// Runs in the server's thread alone. Reads a request, asks the script, writes the reply, and reads on; it never does two of these at once.
class ScriptedSession : public std::enable_shared_from_this<ScriptedSession> {
 public:
  // What is the server's, and outlives every session.
  struct Rules {
    const Script& script;
    ReadLimits limits;
    RequestLog& log;
    boost::asio::ssl::context* tls;                     // null: none
    std::function<void(const ScriptedSession&)> ended;  // called once, when the connection is closed
  };

  ScriptedSession(boost::asio::ip::tcp::socket socket, std::uint64_t number, const Rules& rules);

  void start();
  // Closes at once.
  void abort();

 private:
  void read();
  // Answers what is whole in the bytes that have come, and reads on where nothing more is.
  void answer_what_came();
  void refuse(const ReadFailure& failure);
  void log_bytes_alone();
  void write(ScriptedReply reply);
  void after(AfterReply then);
  void close_gently();
  void drain();

  ByteStream stream_;
  const std::uint64_t number_;
  const Rules& rules_;
  boost::asio::steady_timer patience_;
  RequestReader reader_;
  std::array<char, std::size_t{16} * 1024> buffer_;
  std::string_view unread_;  // in buffer_
  ScriptedReply reply_;      // being written
  bool has_ended_ = false;
};

}  // namespace crosscheck::wire
