#include "wire/framing.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace crosscheck::wire {
namespace {

using Headers = std::vector<Header>;

Framing of_response(const Headers& headers, int minor_version = 1) {
  const auto framing = response_framing(200, minor_version, headers, false);
  EXPECT_TRUE(framing.has_value()) << (framing ? "" : framing.error().what);
  return framing ? *framing : Framing{};
}

Framing of_request(const Headers& headers) {
  const auto framing = request_framing(1, headers);
  EXPECT_TRUE(framing.has_value()) << (framing ? "" : framing.error().what);
  return framing ? *framing : Framing{};
}

const Framing kChunked{BodyKind::chunked, 0, false};
const Framing kFive{BodyKind::length, 5, false};

TEST(Framing, SeveralEqualLengthsAreOne) {
  for (const Headers& headers : {Headers{{"Content-Length", "5"}}, Headers{{"content-length", "5"}, {"A", "6"}, {"CONTENT-LENGTH", "5"}},
                                 Headers{{"Content-Length", "5 ,\t5"}}}) {
    EXPECT_EQ(of_response(headers), kFive);
    EXPECT_EQ(of_request(headers), kFive);
  }
}

TEST(Framing, LengthsThatDifferOrAreNoNumbersAreMalformed) {
  for (const Headers& headers : {Headers{{"Content-Length", "3"}, {"Content-Length", "5"}}, Headers{{"Content-Length", "5, 3"}},
                                 Headers{{"Content-Length", "5, 05"}}, Headers{{"Content-Length", "5,"}}, Headers{{"Content-Length", ""}},
                                 Headers{{"Content-Length", "+5"}}, Headers{{"Content-Length", "-5"}}, Headers{{"Content-Length", "0x5"}},
                                 Headers{{"Content-Length", "5 5"}}, Headers{{"Content-Length", "5\r"}}}) {
    EXPECT_FALSE(response_framing(200, 1, headers, false)) << headers.front().value;
    EXPECT_FALSE(request_framing(1, headers)) << headers.front().value;
  }
}

TEST(Framing, LengthBeyondAllNumbersIsTheGreatest) {
  EXPECT_EQ(of_response({{"Content-Length", "18446744073709551615"}}).length, 18446744073709551615U);
  EXPECT_EQ(of_response({{"Content-Length", "18446744073709551616"}}).length, 18446744073709551615U);
  EXPECT_EQ(of_response({{"Content-Length", "99999999999999999999999999"}}).length, 18446744073709551615U);
}

TEST(Framing, NeitherLengthNorCodingIsUntilTheEndForAResponseAndNothingForARequest) {
  EXPECT_EQ(of_response({}).kind, BodyKind::until_end);
  EXPECT_EQ(of_request({}).kind, BodyKind::none);
}

TEST(Framing, ChunkedIsKnownInAnyCaseAndAsTheLastOfSeveral) {
  for (const Headers& headers :
       {Headers{{"Transfer-Encoding", "chunked"}}, Headers{{"transfer-encoding", "CHUNKED"}},
        Headers{{"Transfer-Encoding", "gzip, chunked"}}, Headers{{"Transfer-Encoding", "gzip"}, {"Transfer-Encoding", "chunked"}}}) {
    EXPECT_EQ(of_response(headers), kChunked);
    EXPECT_EQ(of_request(headers), kChunked);
  }
}

TEST(Framing, ChunkedTwiceIsMalformed) {
  const Headers headers = {{"Transfer-Encoding", "chunked, chunked"}};
  EXPECT_FALSE(response_framing(200, 1, headers, false));
  EXPECT_FALSE(request_framing(1, headers));
}

TEST(Framing, ChunkedThatIsNotLastIsUntilTheEndForAResponseAndMalformedForARequest) {
  for (const std::string_view value : {"chunked, gzip", "gzip", "chunked;q=1", "xchunked"}) {
    const Headers headers = {{"Transfer-Encoding", std::string(value)}};
    EXPECT_EQ(of_response(headers).kind, BodyKind::until_end) << value;
    EXPECT_FALSE(request_framing(1, headers)) << value;
  }
}

TEST(Framing, CodingWithALengthIsDoubtfulForAResponseAndMalformedForARequest) {
  const Headers headers = {{"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}};
  EXPECT_EQ(of_response(headers), (Framing{BodyKind::chunked, 0, true}));
  EXPECT_FALSE(request_framing(1, headers));
}

TEST(Framing, CodingInHttp10IsDoubtfulForAResponseAndMalformedForARequest) {
  const Headers headers = {{"Transfer-Encoding", "chunked"}};
  EXPECT_EQ(of_response(headers, 0), (Framing{BodyKind::chunked, 0, true}));
  EXPECT_FALSE(request_framing(0, headers));
}

TEST(Framing, OldCodingIdentitySaysNothingInAResponse) {
  EXPECT_EQ(of_response({{"Transfer-Encoding", "identity"}, {"Content-Length", "5"}}), kFive);
  EXPECT_EQ(of_response({{"Transfer-Encoding", ""}, {"Content-Length", "5"}}), kFive);
  EXPECT_FALSE(request_framing(1, Headers{{"Transfer-Encoding", "identity"}}));
}

}  // namespace
}  // namespace crosscheck::wire
