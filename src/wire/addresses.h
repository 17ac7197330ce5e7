// From a host to the addresses to try. Of this room alone: it shows Boost.Asio.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "crosscheck/base/result.h"

namespace crosscheck::wire {

struct Unresolved {
  bool timed_out = false;
  std::string message;  // the resolver's words
};

// The addresses of a host, in the order in which to try them, at least one. An address is its own; a loopback name is ::1 and 127.0.0.1,
// and a name under `.invalid` has none (https://www.rfc-editor.org/rfc/rfc6761#section-6), and no resolver is asked. For any other name
// the system is asked in a thread of its own, which is left behind where it takes longer than `patience`: a lookup cannot be cancelled.
Result<std::vector<boost::asio::ip::address>, Unresolved> resolve(const std::string& host, std::chrono::milliseconds patience);

}  // namespace crosscheck::wire
