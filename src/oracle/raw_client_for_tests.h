// A client that sends what it is told and reads what comes, for tests of a server on this machine.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace crosscheck::oracle {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }
  // False where the server took no more.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() { shutdown(socket_, SHUT_WR); }

  // One response, framed by its Content-Length; what came where the server ended before it was whole.
  std::string response() {
    while (true) {
      const std::size_t head = received_.find("\r\n\r\n");
      if (head != std::string::npos) {
        const std::size_t name = received_.find("Content-Length: ");
        const std::size_t size = head + 4 + (name < head ? std::stoul(received_.substr(name + 16)) : 0);
        if (received_.size() >= size) {
          std::string one = received_.substr(0, size);
          received_.erase(0, size);
          return one;
        }
      }
      if (!receive()) return std::move(received_);
    }
  }
  // Everything until the server ends.
  std::string rest() {
    while (receive()) {
    }
    return std::move(received_);
  }
  // The same; meanwhile a byte is sent whenever that long nothing came.
  std::string rest_while_dripping(std::chrono::milliseconds between) {
    while (true) {
      pollfd waiting{socket_, POLLIN, 0};
      const int ready = poll(&waiting, 1, static_cast<int>(between.count()));
      if (ready == 0) send("a");
      if (ready > 0 && !receive()) return std::move(received_);
    }
  }

 private:
  bool receive() {
    std::array<char, 65536> block;
    const ssize_t length = recv(socket_, block.data(), block.size(), 0);
    if (length <= 0) return false;
    received_.append(block.data(), static_cast<std::size_t>(length));
    return true;
  }

  int socket_;
  bool connected_ = false;
  std::string received_;
};

}  // namespace crosscheck::oracle
