// A reader of messages, fed with the same bytes in pieces of other sizes: what comes out must not depend on them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crosscheck/http/header_list.h"
#include "fuzz/check.h"
#include "wire/message_reader.h"

namespace crosscheck::fuzz {

// What became of a message. How much of what makes it fail was taken with it depends on the pieces, and is left out.
inline std::string feed(wire::MessageReader& reader, std::string_view bytes, std::size_t piece, bool ends) {
  std::size_t taken = 0;
  while (taken < bytes.size() && !reader.is_done()) {
    const std::string_view next = bytes.substr(taken, piece);
    const std::size_t count = reader.feed(next);
    check(count <= next.size(), "a reader takes no more than it is given");
    check(count == next.size() || reader.is_done(), "a reader that leaves bytes is done");
    taken += count;
    if (count < next.size()) break;
  }
  if (ends) reader.end();
  check(!(reader.is_whole() && reader.failure()), "a message is whole or has failed");
  check(reader.bytes() == bytes.substr(0, taken), "a reader keeps what it took, exactly");
  if (reader.failure()) return "failed: it " + reader.failure()->what;
  return (reader.is_whole() ? "whole after " : "waits after ") + std::to_string(taken);
}

inline std::string told_fields(const std::vector<Header>& headers) {
  std::string text;
  for (const Header& header : headers) text += "\n" + header.name + ":" + header.value;
  return text;
}

// The reader that was fed at once; `make` makes a new one, `tell` tells all of what one has read.
template <class Make, class Tell>
auto read_in_pieces(const Make& make, std::string_view bytes, bool ends, const Tell& tell) {
  auto at_once = make();
  const std::string expected = feed(at_once, bytes, bytes.size() + 1, ends);
  auto again = make();  // WHY: taking a message ends its reader
  feed(again, bytes, bytes.size() + 1, ends);
  const std::string message = again.is_whole() ? tell(std::move(again).take()) : "";
  for (const std::size_t piece : {std::size_t{1}, 2 + bytes.size() % 63}) {
    auto in_pieces = make();
    check_same(feed(in_pieces, bytes, piece, ends), expected, "the size of pieces changes nothing of a message");
    if (in_pieces.is_whole()) check_same(tell(std::move(in_pieces).take()), message, "a message says the same in pieces of any size");
  }
  return at_once;
}

}  // namespace crosscheck::fuzz
