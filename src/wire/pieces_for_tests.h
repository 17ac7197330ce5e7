// Feeds a reader the same bytes in pieces of every size: what comes out must not depend on how they arrive.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "wire/message_reader.h"

namespace crosscheck::wire {

inline constexpr ReadLimits kSmallLimits{256, 64};

// What became of a message, for comparison.
struct Outcome {
  bool is_whole = false;
  std::size_t taken = 0;
  std::string failure;
  // How much of what makes a message fail was taken with it depends on the pieces.
  friend bool operator==(const Outcome& a, const Outcome& b) {
    return a.is_whole == b.is_whole && a.failure == b.failure && (a.taken == b.taken || !a.failure.empty());
  }
  friend std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
    return out << (outcome.is_whole ? "whole" : "not whole") << " after " << outcome.taken << " bytes: " << outcome.failure;
  }
};

// `ends`: the peer ends behind the bytes.
inline Outcome feed_in_pieces(MessageReader& reader, std::string_view bytes, std::size_t first, std::size_t size, bool ends) {
  Outcome outcome;
  while (outcome.taken < bytes.size() && !reader.is_done()) {
    const std::string_view piece = bytes.substr(outcome.taken, outcome.taken == 0 ? first : size);
    const std::size_t taken = reader.feed(piece);
    outcome.taken += taken;
    if (taken < piece.size()) {
      EXPECT_TRUE(reader.is_done()) << "it left bytes and wants more";
      break;
    }
  }
  if (ends) reader.end();
  outcome.is_whole = reader.is_whole();
  if (reader.failure()) outcome.failure = reader.failure()->what;
  EXPECT_EQ(reader.bytes(), bytes.substr(0, outcome.taken));
  EXPECT_FALSE(outcome.is_whole && !outcome.failure.empty());
  return outcome;
}

// Reads `bytes` at once, in pieces of each size and cut once at each place, and returns the reader that was fed at once.
template <class Reader, class... Arguments>
Reader read_in_every_way(std::string_view bytes, bool ends, const Arguments&... arguments) {
  Reader at_once(arguments...);
  const Outcome expected = feed_in_pieces(at_once, bytes, bytes.size(), bytes.size(), ends);
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    Reader in_pieces(arguments...);
    EXPECT_EQ(feed_in_pieces(in_pieces, bytes, size, size, ends), expected) << "pieces of " << size << ": " << bytes;
    Reader cut_once(arguments...);
    EXPECT_EQ(feed_in_pieces(cut_once, bytes, size, bytes.size(), ends), expected) << "cut at " << size << ": " << bytes;
  }
  return at_once;
}

}  // namespace crosscheck::wire
