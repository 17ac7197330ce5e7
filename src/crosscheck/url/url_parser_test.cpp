#include <gtest/gtest.h>

#include "crosscheck/url/url.h"

namespace crosscheck {
namespace {

Url parsed(std::string_view input) { return parse_url(input).value(); }

std::string href(std::string_view input) {
  const auto url = parse_url(input);
  return url ? serialize_url(*url) : "failure";
}

std::string href(std::string_view input, std::string_view base_input) {
  const Url base = parsed(base_input);
  const auto url = parse_url(input, &base);
  return url ? serialize_url(*url) : "failure";
}

UrlError error_of(std::string_view input) { return parse_url(input).error(); }

TEST(UrlParser, SplitsAUrlIntoItsParts) {
  const Url url = parsed("https://u:p@a.test:8080/x/y?q=1#f");
  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.username, "u");
  EXPECT_EQ(url.password, "p");
  EXPECT_EQ(url.host, (Host{HostKind::domain, "a.test"}));
  EXPECT_EQ(url.port, 8080);
  EXPECT_EQ(url.path, "/x/y");
  EXPECT_FALSE(url.has_opaque_path);
  EXPECT_EQ(url.query, "q=1");
  EXPECT_EQ(url.fragment, "f");
}

TEST(UrlParser, TellsAnEmptyQueryOrFragmentFromNone) {
  EXPECT_EQ(parsed("http://a/?#").query, "");
  EXPECT_EQ(parsed("http://a/?#").fragment, "");
  EXPECT_EQ(parsed("http://a/").query, std::nullopt);
  EXPECT_EQ(parsed("http://a/").fragment, std::nullopt);
  EXPECT_EQ(href("http://a/?#"), "http://a/?#");
}

TEST(UrlParser, TrimsControlsAndSpacesAndDropsTabsAndNewlines) {
  EXPECT_EQ(href(std::string_view("\0\x1F http://a/ \r\n\0", 16)), "http://a/");
  EXPECT_EQ(href("ht\ttp:/\n/a\r.te\tst/x\ny"), "http://a.test/xy");
  EXPECT_EQ(href("\xC2\xA0http://a/"), "failure");
}

TEST(UrlParser, BrokenUtf8BecomesTheReplacementCharacter) {
  EXPECT_EQ(href("http://a/\xFF?\xFF#\xFF"), "http://a/%EF%BF%BD?%EF%BF%BD#%EF%BF%BD");
  EXPECT_EQ(href("http://a\xFF/"), "failure");
}

TEST(UrlParser, LowersTheScheme) {
  EXPECT_EQ(href("HTTP://A.test/X"), "http://a.test/X");
  EXPECT_EQ(href("Custom+X-1.a:B"), "custom+x-1.a:B");
}

TEST(UrlParser, WithoutASchemeItNeedsABase) {
  for (const std::string_view input : {"", "//a.test", "/x", "x", "?q", "#f", "1http://a", "ht tp://a", "://a", ":", "é:x", "http"}) {
    EXPECT_EQ(error_of(input), (UrlError{UrlFailure::relative_without_base, std::nullopt})) << input;
  }
}

TEST(UrlParser, SpecialSchemesTakeAnyNumberOfSlashesEitherWay) {
  for (const std::string_view input :
       {"http:a.test", "http:/a.test", "http://a.test", "http:////a.test", "http:\\\\a.test", "http:\\/\\a.test/"})
    EXPECT_EQ(href(input), "http://a.test/") << input;
  EXPECT_EQ(href("http:a/b", "https://x.test/y/"), "http://a/b");
  EXPECT_EQ(href("https:a/b", "https://x.test/y/"), "https://x.test/y/a/b");
  EXPECT_EQ(href("https:/a/b", "https://x.test/y/"), "https://x.test/a/b");
  EXPECT_EQ(href("https://a/b", "https://x.test/y/"), "https://a/b");
}

TEST(UrlParser, CredentialsEndAtTheLastAtSign) {
  const Url url = parsed("http://u@v:p:q@r@a/");
  EXPECT_EQ(url.username, "u%40v");
  EXPECT_EQ(url.password, "p%3Aq%40r");
  EXPECT_EQ(href("http://a b:\xC3\xA9/@a/"), "failure");  // the slash ends the authority
  EXPECT_EQ(href("http://a b:\xC3\xA9;=@a/"), "http://a%20b:%C3%A9%3B%3D@a/");
  EXPECT_EQ(href("http://%40%3a@a/"), "http://%40%3a@a/");
}

TEST(UrlParser, EmptyCredentialsAreNone) {
  for (const std::string_view input : {"http://:@h/", "http://@h/", "http://h/"}) {
    EXPECT_FALSE(parsed(input).includes_credentials()) << input;
    EXPECT_EQ(href(input), "http://h/");
  }
  for (const std::string_view input : {"http://u@h/", "http://:p@h/", "http://u:@h/"})
    EXPECT_TRUE(parsed(input).includes_credentials()) << input;
  EXPECT_EQ(href("http://:p@h/"), "http://:p@h/");
  EXPECT_EQ(href("http://u:@h/"), "http://u@h/");
}

TEST(UrlParser, AHostIsMissing) {
  for (const std::string_view input : {"http://", "http:", "http:///?q", "https://#f", "http://:80", "http://u@", "http://u@/x",
                                       "http://@:80", "custom://u@", "custom://u@/x", "custom://:80"}) {
    EXPECT_EQ(error_of(input), (UrlError{UrlFailure::missing_host, std::nullopt})) << input;
  }
}

TEST(UrlParser, AHostThatFailsIsNamed) {
  EXPECT_EQ(error_of("http://ex ample/"), (UrlError{UrlFailure::host, HostFailure::domain_invalid}));
  EXPECT_EQ(error_of("http://a^b/"), (UrlError{UrlFailure::host, HostFailure::domain_invalid}));
  EXPECT_EQ(error_of("http://[::1/"), (UrlError{UrlFailure::host, HostFailure::ipv6_unclosed}));
  EXPECT_EQ(error_of("http://[::1]x/"), (UrlError{UrlFailure::host, HostFailure::ipv6_unclosed}));
  EXPECT_EQ(error_of("http://256.1.1.1/"), (UrlError{UrlFailure::host, HostFailure::ipv4_invalid}));
  EXPECT_EQ(error_of("custom://a b/"), (UrlError{UrlFailure::host, HostFailure::opaque_host_invalid}));
}

TEST(UrlParser, PortsAreDecimalAndTheDefaultOneIsNone) {
  EXPECT_EQ(parsed("http://a:00080").port, std::nullopt);
  EXPECT_EQ(parsed("https://a:80").port, 80);
  EXPECT_EQ(parsed("http://a:").port, std::nullopt);
  EXPECT_EQ(parsed("http://a:0").port, 0);
  EXPECT_EQ(parsed("http://a:65535").port, 65535);
  EXPECT_EQ(parsed("custom://a:80").port, 80);
  EXPECT_EQ(parsed("http://a:" + std::string(1000, '0') + "80").port, std::nullopt);
  EXPECT_EQ(parsed("http://[::1]:8080").port, 8080);
  EXPECT_EQ(parsed("http://a:8080\\x").port, 8080);
  for (const std::string_view input : {"http://a:65536", "http://a:8a", "http://a:-1", "http://a: 80", "http://a:80:80",
                                       "http://a:99999999999999999999", "custom://a:80\\"}) {
    EXPECT_EQ(error_of(input), (UrlError{UrlFailure::port, std::nullopt})) << input;
  }
}

TEST(UrlParser, SchemesThatAreNotSpecialKeepTheirHostAsItIs) {
  const Url url = parsed("custom://A%41_B:80/p");
  EXPECT_EQ(url.host, (Host{HostKind::opaque, "A%41_B"}));
  EXPECT_EQ(href("custom://h"), "custom://h");
  EXPECT_EQ(href("custom://h?q"), "custom://h?q");
  EXPECT_EQ(href("custom://h#f"), "custom://h#f");
  EXPECT_EQ(href("custom:///p"), "custom:///p");
  EXPECT_EQ(parsed("custom:///p").host, (Host{HostKind::empty, ""}));
  EXPECT_EQ(parsed("custom:/p").host, std::nullopt);
}

TEST(UrlParser, APathWithoutAHostNeverLooksLikeOne) {
  EXPECT_EQ(href("web+demo:/.//not-a-host/"), "web+demo:/.//not-a-host/");
  EXPECT_EQ(href("web+demo:/path/..//not-a-host/"), "web+demo:/.//not-a-host/");
  EXPECT_EQ(parsed("web+demo:/.//not-a-host/").path, "//not-a-host/");
  EXPECT_EQ(href("web+demo://h//p"), "web+demo://h//p");
}

TEST(UrlParser, OpaquePathsAreKeptButForControlsAndWhatIsNotAscii) {
  const Url url = parsed("data:text/plain,a b\x7F\xC3\xA9/../<\"`^?q'#f");
  EXPECT_TRUE(url.has_opaque_path);
  EXPECT_EQ(url.path, "text/plain,a b%7F%C3%A9/../<\"`^");
  EXPECT_EQ(url.query, "q'");
  EXPECT_EQ(url.fragment, "f");
  EXPECT_EQ(href("javascript:"), "javascript:");
}

TEST(UrlParser, OfSpacesAtTheEndOfAnOpaquePathTheLastIsEncoded) {
  EXPECT_EQ(href("data:a  ?q"), "data:a %20?q");
  EXPECT_EQ(href("data: #"), "data:%20#");
  EXPECT_EQ(href("data:a  "), "data:a");
  EXPECT_EQ(href("data:a b"), "data:a b");
}

TEST(UrlParser, NothingButAFragmentResolvesAgainstAnOpaquePath) {
  EXPECT_EQ(href("#f", "mailto:a@b?q#g"), "mailto:a@b?q#f");
  EXPECT_EQ(href("?q", "mailto:a@b"), "failure");
  EXPECT_EQ(href("", "mailto:a@b"), "failure");
  EXPECT_EQ(href("x#f", "mailto:a@b"), "failure");
  EXPECT_EQ(href("http://a", "mailto:a@b"), "http://a/");
}

TEST(UrlParser, EachPartHasItsOwnSetOfEncodedCharacters) {
  EXPECT_EQ(href("http://a/ \"<>^`{}|'"), "http://a/%20%22%3C%3E%5E%60%7B%7D|'");
  EXPECT_EQ(href("http://a/? \"<>^`{}|'"), "http://a/?%20%22%3C%3E^`{}|%27");
  EXPECT_EQ(href("custom://a/? \"<>^`{}|'"), "custom://a/?%20%22%3C%3E^`{}|'");
  EXPECT_EQ(href("http://a/# \"<>^`{}|'"), "http://a/#%20%22%3C%3E^%60{}|'");
  EXPECT_EQ(href("http://a/%zz%?%zz%#%zz%"), "http://a/%zz%?%zz%#%zz%");
  EXPECT_EQ(href("http://a/?q?r#f#g?h"), "http://a/?q?r#f#g?h");
}

TEST(UrlParser, RelativeReferencesResolve) {
  const std::string_view base = "https://u:p@a.test:8080/x/y?q#f";
  EXPECT_EQ(href("", base), "https://u:p@a.test:8080/x/y?q");
  EXPECT_EQ(href("#g", base), "https://u:p@a.test:8080/x/y?q#g");
  EXPECT_EQ(href("?r", base), "https://u:p@a.test:8080/x/y?r");
  EXPECT_EQ(href("z", base), "https://u:p@a.test:8080/x/z");
  EXPECT_EQ(href("..", base), "https://u:p@a.test:8080/");
  EXPECT_EQ(href("../../z", base), "https://u:p@a.test:8080/z");
  EXPECT_EQ(href("/z", base), "https://u:p@a.test:8080/z");
  EXPECT_EQ(href("\\z", base), "https://u:p@a.test:8080/z");
  EXPECT_EQ(href("//b.test/z", base), "https://b.test/z");
  EXPECT_EQ(href("/\\b.test/z", base), "https://b.test/z");
  EXPECT_EQ(href("///b.test/z", base), "https://b.test/z");
  EXPECT_EQ(href("x:y", base), "x:y");
  EXPECT_EQ(href("1:y", base), "https://u:p@a.test:8080/x/1:y");
  EXPECT_EQ(href(" /a b ", base), "https://u:p@a.test:8080/a%20b");
}

TEST(UrlParser, RelativeReferencesResolveWhereTheSchemeIsNotSpecial) {
  EXPECT_EQ(href("x", "custom://h/p/q?r"), "custom://h/p/x");
  EXPECT_EQ(href("\\x", "custom://h/p/q"), "custom://h/p/\\x");
  EXPECT_EQ(href("///x", "custom://h/p"), "custom:///x");
  EXPECT_EQ(href("//i:1/x", "custom://h/p"), "custom://i:1/x");
  EXPECT_EQ(href("x", "custom:/p/q"), "custom:/p/x");
  EXPECT_EQ(href("..", "custom://h"), "custom://h/");
  EXPECT_EQ(href("?q", "custom://h"), "custom://h?q");
}

TEST(UrlParser, FilesHaveAHostThatMayBeEmpty) {
  EXPECT_EQ(href("file:///p"), "file:///p");
  EXPECT_EQ(href("file:p"), "file:///p");
  EXPECT_EQ(href("file:/p"), "file:///p");
  EXPECT_EQ(href("file:\\\\h\\p"), "file://h/p");
  EXPECT_EQ(href("file://H/p"), "file://h/p");
  EXPECT_EQ(href("file://localhost/p"), "file:///p");
  EXPECT_EQ(href("file://%4cocalhost/p"), "file:///p");
  EXPECT_EQ(href("file:////h/p"), "file:////h/p");
  EXPECT_EQ(href("file:"), "file:///");
  EXPECT_EQ(href("file:?q#f"), "file:///?q#f");
  EXPECT_EQ(error_of("file://h:80/"), (UrlError{UrlFailure::host, HostFailure::domain_invalid}));
  EXPECT_EQ(error_of("file://u@h/"), (UrlError{UrlFailure::host, HostFailure::domain_invalid}));
}

TEST(UrlParser, FilesResolveAgainstFiles) {
  EXPECT_EQ(href("x", "file://h/p/q?r"), "file://h/p/x");
  EXPECT_EQ(href("/x", "file://h/p/q"), "file://h/x");
  EXPECT_EQ(href("//i/x", "file://h/p/q"), "file://i/x");
  EXPECT_EQ(href("", "file://h/p?q#f"), "file://h/p?q");
  EXPECT_EQ(href("?r", "file://h/p?q"), "file://h/p?r");
  EXPECT_EQ(href("#g", "file://h/p?q"), "file://h/p?q#g");
  EXPECT_EQ(href("file:x", "file://h/p/q"), "file://h/p/x");
  EXPECT_EQ(href("file:x", "http://h/p/q"), "file:///x");
}

TEST(UrlParser, DriveLettersStayWhereTheyAre) {
  EXPECT_EQ(href("file:///C|/x"), "file:///C:/x");
  EXPECT_EQ(href("file://C|/x"), "file:///C:/x");
  EXPECT_EQ(href("file:C|/x"), "file:///C:/x");
  EXPECT_EQ(href("file://C|x/y"), "failure");
  EXPECT_EQ(href("/x", "file:///C:/a/b"), "file:///C:/x");
  EXPECT_EQ(href("/D:/x", "file:///C:/a/b"), "file:///D:/x");
  EXPECT_EQ(href("D|/x", "file:///C:/a/b"), "file:///D:/x");
  EXPECT_EQ(href("..", "file:///C:/"), "file:///C:/");
  EXPECT_EQ(href("//D:/x", "file:///C:/a"), "file:///D:/x");
  EXPECT_EQ(href("x", "file:///C:"), "file:///C:/x");
}

TEST(UrlParser, ReadsBackWhatItWrites) {
  for (const std::string_view input :
       {"https://u:p@a.test:8080/x/y?q=1#f", "web+demo:/.//h", "data:a %20?q", "file:///C:/x", "custom://h", "http://[::1]/",
        "blob:https://a/u", "http://a..b./%5E", "http://xn--a/", "http://*.test/", "custom://u@h:1//p"}) {
    EXPECT_EQ(href(input), input);
    EXPECT_EQ(parsed(href(input)), parsed(input));
  }
}

// Work that grows with the square of these would not come back.
TEST(UrlParser, LongInputsAreRead) {
  const std::string many(1 << 20, '@');
  EXPECT_EQ(parsed("http://" + many + "a/").username.size(), 3 * ((1u << 20) - 1));
  EXPECT_TRUE(parse_url("http://" + std::string(1 << 20, '.') + "/").has_value());
  EXPECT_TRUE(parse_url("http:" + std::string(1 << 20, '/') + "a").has_value());
  EXPECT_FALSE(parse_url("http://" + std::string(1 << 20, '[') + "/").has_value());
  std::string labels;
  for (int i = 0; i < 300000; ++i) labels += "é.";
  EXPECT_FALSE(parse_url("http://" + labels + "/").has_value());
}

}  // namespace
}  // namespace crosscheck
