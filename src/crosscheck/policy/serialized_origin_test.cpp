#include "crosscheck/policy/serialized_origin.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crosscheck/base/allocation_counter.h"
#include "crosscheck/url/origin.h"

namespace crosscheck::policy {
namespace {

bool parses_and_serializes_to_itself(std::string_view text) { return text != "null" && parse_serialized_origin(text).has_value(); }

TEST(SerializedOrigin, IsSchemeHostAndPortInTheOneSpelling) {
  for (const char* origin : {"https://a.test", "http://a.test:8080", "https://xn--bcher-kva.example", "http://a..b", "http://127.0.0.1",
                             "http://[::1]:3000", "custom://abcdefg", "chrome-extension://abc", "http://a_b.test", "https://a.test.",
                             "http://a.test:0", "ws://a.test:443", "custom://A%b"}) {
    EXPECT_TRUE(is_serialized_origin(origin)) << origin;
  }
  for (const char* text : {"null",
                           "",
                           "a.test",
                           "https://",
                           "https://A.test",
                           "https://a.test/",
                           "https://a.test:443",
                           "http://a.test:80",
                           "https://a.test:",
                           "https://a.test:080",
                           "https://a.test:65536",
                           "https://u@a.test",
                           "https://a.test?",
                           "https://a b",
                           "https://a%41",
                           "http://127.1",
                           "http://0x7f.1",
                           "http://256.1.1.1",
                           "http://1.2.3.4.",
                           "http://[0:0:0:0:0:0:0:1]",
                           "http://[::ffff:1.2.3.4]",
                           "file://localhost",
                           "file://",
                           "https:a.test",
                           "://a",
                           "1a://b",
                           "custom://"}) {
    EXPECT_FALSE(is_serialized_origin(text)) << text;
  }
}

TEST(SerializedOrigin, AgreesWithTheUrlParserOnEveryPairOfParts) {
  const std::vector<std::string> schemes{"http", "https", "ws",  "wss",     "ftp", "file", "custom",     "blob",
                                         "data", "HTTP",  "h t", "a+b-c.1", "1a",  "",     "javascript", "about"};
  const std::vector<std::string> separators{"://", ":", ":/", ":///", ":\\\\", "//"};
  const std::vector<std::string> hosts{"a",
                                       "a.test",
                                       "A.test",
                                       "a..b",
                                       ".a",
                                       "a.",
                                       "..",
                                       ".",
                                       "",
                                       "localhost",
                                       "127.0.0.1",
                                       "127.0.0.1.",
                                       "127.1",
                                       "0x7f.0.0.1",
                                       "1.2.3.256",
                                       "01.2.3.4",
                                       "1.2.3",
                                       "1.2.3.4.5",
                                       "a.1",
                                       "a.0x1",
                                       "a.0x",
                                       "a.0xg",
                                       "a.0X1",
                                       "1",
                                       "0",
                                       "4294967295",
                                       "9.9.9.9",
                                       "[::1]",
                                       "[::]",
                                       "[1::]",
                                       "[::ffff:102:304]",
                                       "[1:2:3:4:5:6:7:8]",
                                       "[1:0:0:4:0:0:7:8]",
                                       "[1::4:0:0:7:8]",
                                       "[1:0:0:4::7:8]",
                                       "[1:0:3:0:5:0:7:0]",
                                       "[0:1::]",
                                       "[::1",
                                       "[]",
                                       "[v1.a]",
                                       "[::A]",
                                       "[::0a]",
                                       "[1:2:3:4:5:6:7::]",
                                       "xn--",
                                       "xn--a",
                                       "xn--bcher-kva",
                                       "b\xC3\xBC"
                                       "cher",
                                       "a b",
                                       "a%41",
                                       "a%",
                                       "a*b",
                                       "a|b",
                                       "a^b",
                                       "a`b",
                                       "a{b}",
                                       "a'b",
                                       "a\"b",
                                       "a;b",
                                       "a,b",
                                       "a!b",
                                       "a$b",
                                       "a&b",
                                       "a(b)",
                                       "a+b",
                                       "a=b",
                                       "a~b",
                                       "a_b",
                                       "-a",
                                       "a-",
                                       "c:",
                                       "c|",
                                       "u@a",
                                       "u:p@a",
                                       "a\tb",
                                       "a\nb",
                                       std::string("a\0b", 3),
                                       "a\x7F",
                                       "a<b",
                                       "a>b",
                                       "a\\b",
                                       "a/b",
                                       "a?b",
                                       "a#b"};
  const std::vector<std::string> ports{"",       ":",      ":0",      ":1",  ":21", ":80", ":080", ":443", ":8080", ":65535",
                                       ":65536", ":99999", ":100000", ":8a", ":-1", ":+1", ": 1",  "/",    ":80/"};
  std::size_t origins = 0;
  std::size_t asked = 0;
  for (const std::string& scheme : schemes) {
    for (const std::string& separator : separators) {
      for (const std::string& host : hosts) {
        for (const std::string& port : ports) {
          const std::string text = scheme + separator + host + port;
          const bool expected = parses_and_serializes_to_itself(text);
          ASSERT_EQ(is_serialized_origin(text), expected) << text;
          origins += expected ? 1 : 0;
          ++asked;
        }
      }
    }
  }
  EXPECT_GT(origins, 1000U);
  EXPECT_GT(asked, 100000U);
}

TEST(SerializedOrigin, AgreesWithTheUrlParserOnEverySingleByteInEveryPlace) {
  for (const std::string origin : {"https://ab.test:8080", "custom://ab", "http://[1::2]", "http://10.20.30.40", "file://ab"}) {
    for (std::size_t place = 0; place <= origin.size(); ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string inserted = origin.substr(0, place) + static_cast<char>(byte) + origin.substr(place);
        ASSERT_EQ(is_serialized_origin(inserted), parses_and_serializes_to_itself(inserted)) << inserted;
        if (place == origin.size()) continue;
        std::string replaced = origin;
        replaced[place] = static_cast<char>(byte);
        ASSERT_EQ(is_serialized_origin(replaced), parses_and_serializes_to_itself(replaced)) << replaced;
      }
    }
  }
}

TEST(SerializedOrigin, AskingAllocatesNothing) {
  const std::string long_one = "https://" + std::string(65536, 'a');
  for (const std::string& text : {long_one, std::string("http://[1:2:3:4:5:6:7:8]:80"), std::string("http://255.255.255.255"),
                                  std::string("custom://a"), std::string("null")}) {
    EXPECT_EQ(allocations_in([&] { is_serialized_origin(text); }), 0U) << text.substr(0, 40);
  }
}

}  // namespace
}  // namespace crosscheck::policy
