// The head of a request: its first line and its header lines, read from the bytes that came.
//
// WHY not by the HTTP library: old releases of it decode values, lose lines, and disagree with proxies about where a body ends. What is not
// plain HTTP/1.1 is refused here, before the library sees it. Pure functions; any thread may call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "crosscheck/base/result.h"
#include "oracle/message.h"

namespace crosscheck::oracle {

// How a body is delimited: not at all, by one Content-Length, or in chunks.
enum class Framing : std::uint8_t { none, length, chunked };

struct Head {
  Request request;  // its body is empty
  Framing framing = Framing::none;
  std::uint64_t length = 0;       // of `length`: bytes
  bool keeps_alive = true;        // whether the client asks for another answer on the connection
  bool expects_continue = false;  // whether it waits for a 100 before it sends the body
};

struct HeadFault {
  int status = 400;
  std::string_view code;    // a constant
  std::string_view detail;  // a sentence; a constant
};

// Where the head ends, behind its empty line; npos where it is not there yet. `from` is where to start looking: what lies before it was
// looked through already. An empty line that is ended by LF alone ends a head too, which is then refused.
std::size_t end_of_head(std::string_view bytes, std::size_t from);

// Reads a head with its empty line. The host of a target that is an `http:` URL takes the place of the Host header's value. Refused: what is no
// HTTP/1.1 or 1.0, a target that is neither a path nor such a URL, lines that LF alone ends or that are folded, names that are no tokens,
// control bytes, no or several Host, a body whose length can be read in two ways, and more lines than `header_lines`.
Result<Head, HeadFault> parse_head(std::string_view bytes, std::size_t header_lines);

}  // namespace crosscheck::oracle
