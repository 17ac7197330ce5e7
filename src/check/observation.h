// What came of one probe.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"
#include "wire/response.h"

namespace crosscheck::check {

inline constexpr std::string_view kAllowOrigin = "Access-Control-Allow-Origin";

// A value. Secrets of the user's own headers are masked in every member, but for the headers that are judged: a value of the user's that is by
// chance a part of an origin must change no verdict. What is told of those is masked where it is kept (ledger.h).
struct Observation {
  bool asked = false;   // false: the time was over, or the run was stopped, before its turn
  std::string request;  // the bytes
  std::optional<wire::WireError> error;

  // Of a response; status 0 where none came.
  int status = 0;
  std::vector<Header> headers;  // in wire order, repeats kept
  std::string response;         // the bytes: all of the head, and of the body no more than kBodyKept
  std::string body;             // its first kBodyKept bytes, without the framing
  std::size_t body_size = 0;
  std::chrono::microseconds duration{0};  // from the first byte sent to the last received

  static constexpr std::size_t kBodyKept = 1024;

  bool answered() const { return status != 0; }
  std::size_t count(std::string_view name) const;
  bool has(std::string_view name) const { return count(name) != 0; }
  bool has_cors_header() const;
  // The first line with that name; nothing where there is none.
  std::optional<std::string_view> header(std::string_view name) const;
  // Whether the request bore such a line; names in any case.
  bool sent(std::string_view name) const;
  // All lines with that name, joined with ", "; empty where there is none.
  std::string combined(std::string_view name) const;
  // Valid as long as the observation stays where it is.
  std::vector<HeaderView> views() const;
};

// Whether a value of `Access-Control-Allow-Origin` is the serialization of an origin that somebody can have. `null` and `*` are none.
bool names_an_origin(std::string_view value);

}  // namespace crosscheck::check
