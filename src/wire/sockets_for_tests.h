// Plain sockets on 127.0.0.1, for servers and clients that behave worse than ours can.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace crosscheck::wire {

// Owns a descriptor.
class TestSocket {
 public:
  explicit TestSocket(int descriptor) : descriptor_(descriptor) {}
  TestSocket(TestSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  TestSocket& operator=(TestSocket&&) = delete;
  ~TestSocket() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  // Bound to a free port of 127.0.0.1, at which nobody listens: connections are refused.
  static TestSocket bound() {
    TestSocket made(socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address = loopback(0);
    if (bind(made.descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return TestSocket(-1);
    return made;
  }
  // The same, but listening: connections are made, and nobody answers.
  static TestSocket listening(int backlog) {
    TestSocket made = bound();
    if (listen(made.descriptor_, backlog) != 0) return TestSocket(-1);
    return made;
  }
  static TestSocket connected_to(std::uint16_t port, int flags = 0) {
    TestSocket made(socket(AF_INET, SOCK_STREAM | flags, 0));
    const sockaddr_in address = loopback(port);
    // Under SOCK_NONBLOCK the attempt goes on after this.
    static_cast<void>(connect(made.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address));
    return made;
  }

  std::uint16_t port() const {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &length);
    return ntohs(address.sin_port);
  }
  TestSocket accept_one() const { return TestSocket(accept(descriptor_, nullptr, nullptr)); }
  // Whether all of it went out.
  bool send_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() const { shutdown(descriptor_, SHUT_WR); }
  // What comes until the peer ends, or `enough` bytes.
  std::string receive(std::size_t enough = static_cast<std::size_t>(-1)) const {
    std::string received;
    std::array<char, 4096> block;
    while (received.size() < enough) {
      const ssize_t length = recv(descriptor_, block.data(), block.size(), 0);
      if (length <= 0) break;
      received.append(block.data(), static_cast<std::size_t>(length));
    }
    return received;
  }

 private:
  static sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
  }
  int descriptor_;
};

}  // namespace crosscheck::wire
