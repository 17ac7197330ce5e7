#include "wire/body_reader.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "wire/pieces_for_tests.h"
#include "wire/response_reader.h"

namespace crosscheck::wire {
namespace {

constexpr ReadLimits kSmall{256, 64};
const std::string kHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

// The body of chunks, read in pieces of every size; what was wrong with them in brackets.
std::string unchunked(std::string_view chunks) {
  ResponseReader reader = read_in_every_way<ResponseReader>(kHead + std::string(chunks), false, kSmall);
  if (reader.failure()) return "[" + reader.failure()->what + "]";
  if (!reader.is_whole()) return "[waits]";
  return std::move(reader).take().body;
}

TEST(BodyReader, ChunksAreJoined) {
  EXPECT_EQ(unchunked("3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"), "abcd");
  EXPECT_EQ(unchunked("0\r\n\r\n"), "");
  EXPECT_EQ(unchunked("a\r\n0123456789\r\n0\r\n\r\n"), "0123456789");
  EXPECT_EQ(unchunked("A\r\n\r\n\r\n\r\n\r\n\r\n\r\n0\r\n\r\n"), "\r\n\r\n\r\n\r\n\r\n");
  EXPECT_EQ(unchunked("0000000000000000000000003\r\nabc\r\n000\r\n\r\n"), "abc");
}

TEST(BodyReader, ExtensionsAndTrailersArePassedOver) {
  EXPECT_EQ(unchunked("1;a=b;c=\"d\"\r\nx\r\n0;e\r\n\r\n"), "x");
  EXPECT_EQ(unchunked("1 \t\r\nx\r\n0 ; e\r\n\r\n"), "x");
  EXPECT_EQ(unchunked("1\r\nx\r\n0\r\nT: 1\r\nnonsense\r\n\r\n"), "x");
  EXPECT_EQ(unchunked("1\r\nx\r\n0\r\nT: 1\n\n"), "x");
  EXPECT_EQ(unchunked("1\r\nx\r\n0\r\n\rT\r\n\r\n"), "x");
}

TEST(BodyReader, BrokenChunksAreMalformed) {
  EXPECT_EQ(unchunked("\r\n"), "[has a chunk without a size]");
  EXPECT_EQ(unchunked("-2\r\n"), "[has a chunk without a size]");
  EXPECT_EQ(unchunked(" 1\r\nx"), "[has a chunk without a size]");
  EXPECT_EQ(unchunked(";a\r\nx"), "[has a chunk without a size]");
  EXPECT_EQ(unchunked("0x1\r\n"), "[has a chunk whose size is no hexadecimal number]");
  EXPECT_EQ(unchunked("1 1\r\n"), "[has a chunk whose size is no hexadecimal number]");
  EXPECT_EQ(unchunked("1\nx"), "[has a chunk whose size is no hexadecimal number]");
  EXPECT_EQ(unchunked("1;a\nx"), "[has a chunk whose size line ends without a CR]");
  EXPECT_EQ(unchunked("1\rx"), "[has a lone CR in the size line of a chunk]");
  EXPECT_EQ(unchunked("1\r\nxy"), "[has a chunk that is longer than its size says]");
  EXPECT_EQ(unchunked("1\r\nx\ry"), "[has a chunk that is longer than its size says]");
  EXPECT_EQ(unchunked("1\r\nx\n"), "[has a chunk that is longer than its size says]");
}

TEST(BodyReader, SizeThatWouldWrapIsTooLarge) {
  for (const std::string_view size : {"41", "10000000000000000", "10000000000000001", "ffffffffffffffff", "fffffffffffffffffffffffffff"}) {
    EXPECT_EQ(unchunked(std::string(size) + "\r\n"), "[announces a chunk of more than 64 bytes]") << size;
  }
  BodyReader boundless(Framing{BodyKind::chunked, 0, false}, static_cast<std::size_t>(-1));
  boundless.feed("fffffffffffffffffffff");
  ASSERT_TRUE(boundless.failure().has_value());
  EXPECT_EQ(boundless.failure()->fault, ReadFault::body_too_large);
}

TEST(BodyReader, FramingCountsAsBody) {
  const std::string too_large = "[has a body of more than 64 bytes, the framing included]";
  EXPECT_EQ(unchunked("1;" + std::string(100, 'x')), too_large);
  EXPECT_EQ(unchunked("0\r\nT: " + std::string(100, 'x')), too_large);
  EXPECT_EQ(unchunked(std::string(100, '0')), too_large);
  std::string chunks;
  while (chunks.size() < 100) chunks += "1\r\nx\r\n";
  EXPECT_EQ(unchunked(chunks), too_large);
}

TEST(BodyReader, ChunksThatFillTheLimitAreRead) {
  // Four bytes of the size line, 53, two, and five of the last chunk: 64 in all.
  EXPECT_EQ(unchunked("35\r\n" + std::string(0x35, 'x') + "\r\n0\r\n\r\n"), std::string(0x35, 'x'));
  EXPECT_EQ(unchunked("36\r\n" + std::string(0x36, 'x') + "\r\n0\r\n\r\n"), "[has a body of more than 64 bytes, the framing included]");
}

}  // namespace
}  // namespace crosscheck::wire
