#include "wire/addresses.h"

#include <netdb.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/ip/tcp.hpp>

#include "crosscheck/base/ascii.h"
#include "wire/endpoint.h"

namespace crosscheck::wire {
namespace {

using boost::asio::ip::address;
using boost::asio::ip::address_v4;
using boost::asio::ip::address_v6;
using Answer = Result<std::vector<address>, Unresolved>;

Unresolved failed(std::string message) { return {false, std::move(message)}; }

bool is_invalid_name(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return equals_ignoring_ascii_case(host.substr(host.rfind('.') + 1), "invalid");
}

std::vector<address> addresses_of(const addrinfo* list) {
  std::vector<address> addresses;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    boost::asio::ip::tcp::endpoint endpoint;
    if (entry->ai_addrlen > endpoint.capacity()) continue;
    std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
    addresses.push_back(endpoint.address());
  }
  return addresses;
}

Answer ask_the_system(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int code = getaddrinfo(host.c_str(), nullptr, &hints, &list);
  const int error = errno;
  if (code != 0) return failed(code == EAI_SYSTEM ? std::generic_category().message(error) : gai_strerror(code));
  std::vector<address> addresses = addresses_of(list);
  freeaddrinfo(list);
  if (addresses.empty()) return failed("the name has no address");
  return addresses;
}

// What the thread that asks shares with the one that waits, whichever lives longer.
struct Lookup {
  std::mutex mutex;
  std::condition_variable answered;
  std::optional<Answer> answer;
};

}  // namespace

Answer resolve(const std::string& host, std::chrono::milliseconds patience) {
  if (host.empty() || host.find('\0') != std::string::npos) return failed("that is no host name");
  boost::system::error_code no_address;
  const address itself = boost::asio::ip::make_address(host, no_address);
  if (!no_address) return std::vector<address>{itself};
  if (is_loopback(host)) return std::vector<address>{address_v6::loopback(), address_v4::loopback()};
  if (is_invalid_name(host)) return failed("names under .invalid never have an address");

  const auto lookup = std::make_shared<Lookup>();
  try {
    std::thread([lookup, host] {
      Answer answer = ask_the_system(host);
      const std::lock_guard lock(lookup->mutex);
      lookup->answer = std::move(answer);
      lookup->answered.notify_one();
    }).detach();
  } catch (const std::system_error& error) {
    return failed(std::string("no thread to ask with: ") + error.what());
  }
  std::unique_lock lock(lookup->mutex);
  if (!lookup->answered.wait_for(lock, patience, [&] { return lookup->answer.has_value(); })) {
    return Unresolved{true, "the resolver did not answer"};
  }
  return *lookup->answer;
}

}  // namespace crosscheck::wire
