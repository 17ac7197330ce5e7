// What became of a fetch, in words that both the state machine and the straight-line reading can be told in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/fetch/fetch.h"
#include "crosscheck/reason/reason.h"

namespace crosscheck::fuzz {

// A line for each request that went out and one for the end.
struct Told {
  std::vector<std::string> lines;
  std::size_t used = 0;       // responses
  std::vector<Header> shown;  // what a script reads of the last one
};

inline constexpr std::string_view kToldPending = "pending";

inline std::string told_headers(const std::vector<Header>& headers) {
  std::string text;
  for (const Header& header : headers) text += "\n  " + header.name + ": " + header.value;
  return text;
}

inline std::string told_request(Purpose purpose, std::string_view method, std::string_view url, const std::vector<Header>& headers,
                                bool credentials) {
  return std::string(to_string(purpose)) + " " + std::string(method) + " " + std::string(url) + (credentials ? " with credentials" : "") +
         told_headers(headers);
}

inline std::string told_response(ResponseType type, int status, std::string_view url, bool redirected, bool timed) {
  return "allowed " + std::string(to_string(type)) + " " + std::to_string(status) + " " + std::string(url) +
         (redirected ? " redirected" : "") + (timed ? " timed" : "");
}

inline std::string told_blocked(Reason reason, At at) {
  return "blocked " + std::string(to_string(reason)) + " at " + std::string(to_string(at));
}

inline std::string text_of(const Told& told) {
  std::string text = std::to_string(told.used) + " used";
  for (const std::string& line : told.lines) text += "\n" + line;
  return text + told_headers(told.shown);
}

}  // namespace crosscheck::fuzz
