#include "oracle/chunk_reader.h"

#include <algorithm>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace crosscheck::oracle {
namespace {

struct Read {
  std::string body;
  std::size_t taken = 0;
  bool has_ended = false;
  bool is_malformed = false;
};

// What becomes of the bytes when they come in pieces of that size.
Read read_in_pieces(std::string_view bytes, std::size_t piece) {
  ChunkReader reader;
  Read read;
  while (read.taken < bytes.size() && !reader.has_ended() && !reader.is_malformed()) {
    std::string_view rest = bytes.substr(read.taken, piece);
    while (!rest.empty() && !reader.has_ended() && !reader.is_malformed()) {
      const ChunkReader::Part part = reader.next(rest);
      read.body += part.data;
      read.taken += part.taken;
      rest.remove_prefix(part.taken);
    }
  }
  read.has_ended = reader.has_ended();
  read.is_malformed = reader.is_malformed();
  return read;
}

// The body; nothing where it is malformed or has no end. The same in pieces of any size.
std::optional<std::string> body_of(std::string_view bytes) {
  const Read whole = read_in_pieces(bytes, bytes.size());
  for (std::size_t piece = 1; piece < std::min<std::size_t>(bytes.size(), 40); ++piece) {
    const Read read = read_in_pieces(bytes, piece);
    EXPECT_EQ(read.body, whole.body) << piece;
    EXPECT_EQ(read.taken, whole.taken) << piece;
    EXPECT_EQ(read.has_ended, whole.has_ended) << piece;
    EXPECT_EQ(read.is_malformed, whole.is_malformed) << piece;
  }
  if (!whole.has_ended) return std::nullopt;
  return whole.body;
}

bool is_malformed(std::string_view bytes) { return read_in_pieces(bytes, bytes.size()).is_malformed && !body_of(bytes); }

TEST(ChunkReader, ChunksAreJoined) {
  EXPECT_EQ(body_of("0\r\n\r\n"), "");
  EXPECT_EQ(body_of("5\r\nhello\r\n0\r\n\r\n"), "hello");
  EXPECT_EQ(body_of("5\r\nhello\r\n1\r\n \r\nA\r\n0123456789\r\n0000\r\n\r\n"), "hello 0123456789");
  EXPECT_EQ(body_of("a\r\n\r\n0\r\n\r\n123\r\n0\r\n\r\n"), "\r\n0\r\n\r\n123");
}

TEST(ChunkReader, NothingBehindTheEndIsTaken) {
  const Read read = read_in_pieces("1\r\nx\r\n0\r\n\r\nGET / HTTP/1.1", 1000);
  EXPECT_TRUE(read.has_ended);
  EXPECT_EQ(read.taken, std::string_view("1\r\nx\r\n0\r\n\r\n").size());
}

TEST(ChunkReader, ExtensionsAndTrailersArePassedOver) {
  EXPECT_EQ(body_of("5;a=b;c=\"d e\"\r\nhello\r\n0;x\r\n\r\n"), "hello");
  EXPECT_EQ(body_of("5 \t;a\r\nhello\r\n0\r\nX-After: 1\r\nY: \xC3\xA9\r\n\r\n"), "hello");
}

TEST(ChunkReader, SizeThatIsNoneIsMalformed) {
  for (const std::string_view size :
       {"", "g", "-1", "+5", "0x5", " 5", "5 ", "5 5", "5,", "5g", "\r5", "1000000000000000", "0000000000000005"})
    EXPECT_TRUE(is_malformed(std::string(size) + "\r\nhello\r\n0\r\n\r\n")) << size;
}

TEST(ChunkReader, DataThatAreLongerOrShorterThanTheirSizeAreMalformed) {
  EXPECT_TRUE(is_malformed("4\r\nhello\r\n0\r\n\r\n"));
  EXPECT_TRUE(is_malformed("6\r\nhello\r\n0\r\n\r\n"));
  EXPECT_TRUE(is_malformed("5\r\nhello0\r\n\r\n"));
}

TEST(ChunkReader, LineThatLfAloneEndsIsMalformed) {
  EXPECT_TRUE(is_malformed("5\nhello\r\n0\r\n\r\n"));
  EXPECT_TRUE(is_malformed("5;a\nhello\r\n0\r\n\r\n"));
  EXPECT_TRUE(is_malformed("5\r\nhello\n0\r\n\r\n"));
  EXPECT_TRUE(is_malformed("0\n\r\n"));
  EXPECT_TRUE(is_malformed("0\r\n\n"));
  EXPECT_TRUE(is_malformed("0\r\nX: 1\n\r\n"));
}

TEST(ChunkReader, LineThatCrAloneEndsIsMalformed) {
  EXPECT_TRUE(is_malformed("5\rhello\r\n0\r\n\r\n"));
  EXPECT_TRUE(is_malformed("5\r\nhello\r0\r\n\r\n"));
  EXPECT_TRUE(is_malformed("0\r\nX: 1\rY: 2\r\n\r\n"));
}

TEST(ChunkReader, ControlBytesAndFoldedLinesAreMalformed) {
  EXPECT_TRUE(is_malformed(std::string_view("5;\0\r\nhello\r\n0\r\n\r\n", 19)));
  EXPECT_TRUE(is_malformed("0\r\nX: \x01\r\n\r\n"));
  EXPECT_TRUE(is_malformed("0\r\n folded\r\n\r\n"));
  EXPECT_TRUE(is_malformed("0\r\nX: 1\r\n\tfolded\r\n\r\n"));
}

TEST(ChunkReader, BodyThatStopsHasNoEnd) {
  const std::string_view whole = "5;a\r\nhello\r\n0\r\nX: 1\r\n\r\n";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Read read = read_in_pieces(whole.substr(0, size), 1000);
    EXPECT_FALSE(read.has_ended || read.is_malformed) << size;
    EXPECT_EQ(read.taken, size);
  }
}

TEST(ChunkReader, ExtensionsAndTrailersTogetherAreLimited) {
  const std::string half(ChunkReader::kExtra / 2 - 1, 'x');
  EXPECT_EQ(body_of("1;" + half + "\r\ny\r\n0\r\n" + half + "x\r\n\r\n"), "y");
  EXPECT_TRUE(is_malformed("1;" + half + "\r\ny\r\n0\r\n" + half + "xx\r\n\r\n"));
  EXPECT_TRUE(is_malformed("1;" + half + half + "xx\r\ny\r\n0\r\n\r\n"));
}

}  // namespace
}  // namespace crosscheck::oracle
