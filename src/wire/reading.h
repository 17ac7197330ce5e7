// What the readers of messages have in common: how much they take, and how they fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace crosscheck::wire {

struct ReadLimits {
  std::size_t header_bytes = std::size_t{256} * 1024;     // start line, field lines and the empty line, of interim responses too
  std::size_t body_bytes = std::size_t{8} * 1024 * 1024;  // as it is on the wire: the framing of chunks and trailers count
};

enum class ReadFault : std::uint8_t {
  malformed,          // no HTTP/1.1, or framing that cannot be relied on
  headers_too_large,  // more than ReadLimits::header_bytes
  body_too_large,     // more than ReadLimits::body_bytes, come or announced
  cut_short,          // the peer ended before the message was whole
};

struct ReadFailure {
  ReadFault fault = ReadFault::malformed;
  std::string what;  // the end of a sentence that begins with "the response" or "the request": "has a chunk without a size"
};

inline ReadFailure malformed(std::string what) { return {ReadFault::malformed, std::move(what)}; }

}  // namespace crosscheck::wire
