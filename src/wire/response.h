// A response as it came over the wire, and what can be wrong with one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"

namespace crosscheck::wire {

enum class WireFault : std::uint8_t {
  no_such_host,
  refused,  // nobody listens, or no route
  tls,      // the handshake or the certificate
  timed_out,
  closed,     // the peer ended or reset the connection before the response was whole
  not_http,   // what came is no HTTP/1.1 response
  too_large,  // headers or body beyond the limits
};
// `no-such-host`, `refused`, …
std::string_view to_string(WireFault fault);

struct WireError {
  WireFault fault = WireFault::closed;
  std::string message;   // a sentence, with the address
  std::string received;  // what had come of the response, exactly
};

// A response as it came. Interim ones (1xx) stand in `bytes` alone.
struct WireResponse {
  std::string bytes;  // exactly, interim responses and framing included
  int status = 0;
  std::string reason;           // the words of the status line
  std::vector<Header> headers;  // in wire order, repeats kept; tabs and spaces at both ends of a value stripped, any other byte kept
  std::string body;             // without the framing of chunks
  bool keeps_open = false;      // whether the connection can be asked again

  // Lines among the headers that are no field: without a colon, with nothing before it, or an indented one before the first field. A
  // browser passes over them, and so do `headers`.
  std::vector<std::string> ignored_lines;
  // What came right behind the response, which nothing had asked for; `keeps_open` is then false.
  std::string surplus;
};

}  // namespace crosscheck::wire
