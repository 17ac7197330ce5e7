// An HTTP/1.1 message that is whole, read at leisure: where its head ends, and what its body is (RFC 9112, sections 6 and 7).
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"
#include "fuzz/check.h"
#include "fuzz/literal.h"

namespace crosscheck::fuzz::literal {

// Takes a line off, without its end.
inline std::string_view take_line(std::string_view& bytes) {
  const std::size_t end = bytes.find('\n');
  std::string_view line = bytes.substr(0, end);
  bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Takes lines off up to the empty one, which goes too.
inline std::vector<std::string_view> take_lines(std::string_view& bytes) {
  std::vector<std::string_view> lines;
  for (std::string_view line = take_line(bytes); !line.empty(); line = take_line(bytes)) lines.push_back(line);
  return lines;
}

// What every field of that name has between its commas; empty parts and `identity` say nothing.
inline std::vector<std::string> parts_of(const std::vector<Header>& headers, std::string_view name) {
  std::vector<std::string> parts;
  for (const Header& header : headers) {
    if (!same_in_any_case(header.name, name)) continue;
    for (const std::string_view piece : split(header.value, ',')) {
      std::string part = lower(strip(piece, " \t"));
      if (!part.empty() && part != "identity") parts.push_back(std::move(part));
    }
  }
  return parts;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-7.1
inline std::string without_chunks(std::string_view bytes) {
  std::string body;
  while (true) {
    const std::string_view line = take_line(bytes);
    std::size_t size = 0;
    for (const char c : line.substr(0, line.find_first_of("; \t"))) {
      size = size * 16 + std::string_view("0123456789abcdef").find(lower(c));
    }
    if (size == 0) return body;
    body += bytes.substr(0, size);
    bytes.remove_prefix(std::min(size, bytes.size()));
    take_line(bytes);
  }
}

// https://www.rfc-editor.org/rfc/rfc9112#section-6.3: `body` is what these fields make of the bytes behind the head, all of them.
inline void check_body(const std::vector<Header>& headers, std::string_view behind_head, std::string_view body) {
  const std::vector<std::string> codings = parts_of(headers, "Transfer-Encoding");
  check(std::count(codings.begin(), codings.end(), "chunked") <= 1, "a body is cut into chunks once");
  if (!codings.empty() && codings.back() == "chunked") {
    check_same(without_chunks(behind_head), body, "a body in chunks is its chunks");
    return;
  }
  check_same(behind_head, body, "a body is what stands behind the head");
  const std::vector<std::string> lengths = parts_of(headers, "Content-Length");
  if (!codings.empty()) return;
  for (const std::string& length : lengths) {
    check_same(std::to_string(body.size()), without_leading_zeros(length), "a body is as long as each Content-Length says");
  }
}

}  // namespace crosscheck::fuzz::literal
