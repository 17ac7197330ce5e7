// Where a message ends: https://www.rfc-editor.org/rfc/rfc9112#section-6.3
#pragma once

#include <cstdint>
#include <vector>

#include "crosscheck/base/result.h"
#include "crosscheck/http/header_list.h"
#include "wire/reading.h"

namespace crosscheck::wire {

enum class BodyKind : std::uint8_t { none, length, chunked, until_end };

struct Framing {
  BodyKind kind = BodyKind::none;
  std::uint64_t length = 0;  // of BodyKind::length
  bool is_doubtful = false;  // two readers could understand it differently: the connection is not used again
  friend bool operator==(const Framing&, const Framing&) = default;
};

// `minor_version`: of HTTP/1.x. `answers_head`: the request was HEAD. The response to a CONNECT is not provided for.
// - to HEAD, 1xx, 204 and 304: no body, whatever the fields say
// - Transfer-Encoding wins over Content-Length, and the two together are doubtful, as is Transfer-Encoding in HTTP/1.0; `chunked` that
//   is not the last coding: until the end; twice: malformed; the old coding `identity` says nothing
// - Content-Length, several times or as a list: the same digits each time, else malformed
Result<Framing, ReadFailure> response_framing(int status, int minor_version, const std::vector<Header>& headers, bool answers_head);

// As for a response, but Transfer-Encoding with Content-Length, in HTTP/1.0, or without `chunked` as its last coding is malformed, and
// without either there is no body.
Result<Framing, ReadFailure> request_framing(int minor_version, const std::vector<Header>& headers);

// Whether the fields of an HTTP/1.x message let the connection live on: https://www.rfc-editor.org/rfc/rfc9112#section-9.3
bool is_persistent(int minor_version, const std::vector<Header>& headers);

}  // namespace crosscheck::wire
