// One accepted connection: bytes in and out, with a limit on every wait.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "oracle/limits.h"

namespace crosscheck::oracle {

enum class Came : std::uint8_t {
  bytes,
  end,        // the peer closed or broke the connection
  late,       // nothing in time
  too_large,  // more than the limit
  stopped,    // the server ends
};

// Writes are kept until `flush`, so that an answer is one packet where it fits. One thread at a time. The descriptor stays its owner's.
class SocketIo {
 public:
  // `stop` is a descriptor that becomes readable when the server ends.
  SocketIo(int socket, int stop, const OracleLimits& limits) : socket_(socket), stop_(stop), limits_(limits) {}

  // Waits for the next request and for all of its head. `bytes`: `head` has it. What came behind it stays for `read`.
  // `end` is also where the peer closed in the middle of a head; `late` where nothing of it came, and `late_in_head` tells them apart.
  Came read_head();
  // Valid until the next `read_head` or `look`.
  std::string_view head() const { return std::string_view(input_).substr(0, head_size_); }
  bool late_in_head() const { return !input_.empty(); }

  // Bytes of a body, at least one and at most `size`. 0: the peer ended, or the time for a read or for the whole body is over, which
  // `body_is_late` tells.
  std::size_t read(char* to, std::size_t size);
  // The same bytes where they lie, until `take` says how many of them were used; empty where `read` would be 0.
  std::string_view look();
  void take(std::size_t count) { taken_ += count; }
  bool body_is_late() const { return body_late_; }

  // False: the connection is broken, or nothing got through in time.
  bool write(std::string_view bytes);
  bool flush();

  // Whether a byte of a next request is there already.
  bool has_more() const { return head_size_ + taken_ < input_.size(); }

  // Ends our side and waits a moment for the peer to end its own. WHY: a socket that is closed with bytes unread takes back what was sent.
  void linger();

 private:
  Came wait_for_body();
  std::size_t receive_body(char* to, std::size_t size);
  Came wait_readable(std::chrono::milliseconds time, bool until_stop) const;
  bool send_all(std::string_view bytes) const;
  Came receive(std::chrono::milliseconds time, bool until_stop);

  int socket_;
  int stop_;
  const OracleLimits& limits_;
  std::string input_;          // the head, and what came behind it
  std::size_t head_size_ = 0;  // of the head at the start of `input_`
  std::size_t taken_ = 0;      // of what came behind it
  std::chrono::steady_clock::duration body_waited_{};
  bool body_late_ = false;
  std::string output_;
};

}  // namespace crosscheck::oracle
