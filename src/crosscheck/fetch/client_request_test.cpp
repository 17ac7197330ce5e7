#include "crosscheck/fetch/client_request.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "crosscheck/fetch/client_request_for_tests.h"

namespace crosscheck {
namespace {

// --- fetch()

TEST(FetchApi, MakesARequestThatMayHaveToBePreflighted) {
  ClientRequest asked = asked_by(Client::fetch);
  asked.referrer_policy = ReferrerPolicy::no_referrer;
  asked.embedder_policy = EmbedderPolicy::require_corp;
  asked.network_partition_key = "top";
  asked.redirect = RedirectMode::manual;
  asked.credentials = CredentialsMode::omit;
  const MadeRequest made = make_request(asked);
  ASSERT_FALSE(made.thrown);
  EXPECT_EQ(made.request.method, "GET");
  EXPECT_TRUE(made.request.unsafe_request);
  EXPECT_FALSE(made.request.use_cors_preflight);
  EXPECT_EQ(made.request.mode, Mode::cors);
  EXPECT_EQ(made.request.credentials_mode, CredentialsMode::omit);
  EXPECT_EQ(made.request.redirect_mode, RedirectMode::manual);
  EXPECT_EQ(made.request.referrer_policy, ReferrerPolicy::no_referrer);
  EXPECT_EQ(made.request.embedder_policy, EmbedderPolicy::require_corp);
  EXPECT_EQ(made.request.network_partition_key, "top");
  EXPECT_EQ(made.request.origin.serialized(), "https://a.test");
  ASSERT_EQ(made.request.url_list.size(), 1u);
  EXPECT_EQ(serialize_url(made.request.url()), "https://b.test/x");
  EXPECT_EQ(made.request.response_tainting, ResponseTainting::basic);
  EXPECT_FALSE(made.request.body);
}

TEST(FetchApi, AUrlThatDoesNotParseThrows) {
  ClientRequest asked = asked_by(Client::fetch, "GE T");
  asked.url = "https://";
  EXPECT_EQ(make_request(asked).thrown, Reason::url_invalid);
  asked.url = "/relative";
  EXPECT_EQ(make_request(asked).thrown, Reason::url_invalid);
}

TEST(FetchApi, AUrlWithCredentialsThrows) {
  ClientRequest asked = asked_by(Client::fetch, "TRACE");
  for (const char* url : {"https://u@b.test/", "https://:p@b.test/", "https://u:p@b.test/"}) {
    asked.url = url;
    EXPECT_EQ(make_request(asked).thrown, Reason::url_has_credentials) << url;
  }
  asked = asked_by(Client::fetch);
  asked.url = "https://:@b.test/";
  EXPECT_FALSE(make_request(asked).thrown);
}

TEST(FetchApi, MethodsAreCheckedAndNormalized) {
  for (const char* method : {"", "GE T", "GET\r\n", "\xC3\xA9"})
    EXPECT_EQ(make_request(asked_by(Client::fetch, method)).thrown, Reason::method_invalid) << method;
  for (const char* method : {"TRACE", "TrAcE", "connect", "Track"})
    EXPECT_EQ(make_request(asked_by(Client::fetch, method)).thrown, Reason::method_forbidden) << method;
  EXPECT_EQ(make_request(asked_by(Client::fetch, "delete")).request.method, "DELETE");
  EXPECT_EQ(make_request(asked_by(Client::fetch, "get")).request.method, "GET");
  EXPECT_EQ(make_request(asked_by(Client::fetch, "patch")).request.method, "patch");
  EXPECT_EQ(make_request(asked_by(Client::fetch, "query")).request.method, "query");
  EXPECT_EQ(make_request(asked_by(Client::fetch, "*")).request.method, "*");
  EXPECT_EQ(make_request(asked_by(Client::fetch, "TRACES")).request.method, "TRACES");
  EXPECT_TRUE(make_request(asked_by(Client::fetch, "put")).tells(Rule::MTH_4, Outcome::set, "`PUT`"));
  EXPECT_FALSE(make_request(asked_by(Client::fetch, "PUT")).tells(Rule::MTH_4, Outcome::set));
}

TEST(FetchApi, NoCorsTakesSafelistedMethodsOnly) {
  ClientRequest asked = asked_by(Client::fetch, "PUT");
  asked.mode = Mode::no_cors;
  EXPECT_EQ(make_request(asked).thrown, Reason::no_cors_unsafe_method);
  for (const char* method : {"GET", "head", "post"}) {
    asked.method = method;
    EXPECT_FALSE(make_request(asked).thrown) << method;
  }
}

TEST(FetchApi, InvalidHeadersThrow) {
  ClientRequest asked = asked_by(Client::fetch);
  for (const Header& header :
       std::vector<Header>{{"a b", "x"}, {"", "x"}, {"X-A", "a\nb"}, {"X-A", std::string("a\0b", 3)}, {"Cookie", "a\rb"}}) {
    asked.headers = {header};
    EXPECT_EQ(make_request(asked).thrown, Reason::header_invalid);
  }
  asked.headers = {{"X-A", "\n a \r"}};
  EXPECT_EQ(make_request(asked).lines(), "X-A: a\n");
}

TEST(FetchApi, TheFirstStepThatFailsGivesTheReason) {
  ClientRequest asked = asked_by(Client::fetch, "TRACE");
  asked.mode = Mode::no_cors;
  asked.url = "https://u@b.test/";
  asked.headers = {{"a b", "x"}};
  asked.body = stream_body();
  EXPECT_EQ(make_request(asked).thrown, Reason::url_has_credentials);
  asked.url = "https://b.test/";
  EXPECT_EQ(make_request(asked).thrown, Reason::method_forbidden);
  asked.method = "PUT";
  EXPECT_EQ(make_request(asked).thrown, Reason::no_cors_unsafe_method);
  asked.method = "GET";
  EXPECT_EQ(make_request(asked).thrown, Reason::header_invalid);
  asked.headers.clear();
  EXPECT_EQ(make_request(asked).thrown, Reason::body_not_allowed);
  asked.method = "POST";
  EXPECT_EQ(make_request(asked).thrown, Reason::no_cors_stream_body);
  asked.mode = Mode::cors;
  EXPECT_EQ(make_request(asked).thrown, std::nullopt);
}

TEST(FetchApi, ForbiddenHeadersVanishAndTheTraceNamesThem) {
  ClientRequest asked = asked_by(Client::fetch);
  asked.headers = {{"Cookie", "x"}, {"X-A", "1"}, {"Sec-Y", "1"}, {"X-HTTP-Method-Override", "TRACE"}};
  const MadeRequest made = make_request(asked);
  EXPECT_EQ(made.lines(), "X-A: 1\n");
  EXPECT_TRUE(made.tells(Rule::API_1, Outcome::dropped, "forbidden-request-header: `Cookie`"));
  EXPECT_TRUE(made.tells(Rule::FRH_2, Outcome::yes, "`Sec-Y`"));
  EXPECT_TRUE(made.tells(Rule::FRH_3, Outcome::yes));
}

TEST(FetchApi, RepeatedHeadersStayLinesAndTakeTheFirstSpelling) {
  ClientRequest asked = asked_by(Client::fetch);
  asked.headers = {{"X-A", "1"}, {"x-a", "2"}};
  EXPECT_EQ(make_request(asked).lines(), "X-A: 1\nX-A: 2\n");
}

TEST(FetchApi, NoCorsFiltersHeaders) {
  ClientRequest asked = asked_by(Client::fetch, "POST");
  asked.mode = Mode::no_cors;
  asked.headers = {{"X-A", "1"}, {"Content-Type", "application/json"}, {"Accept-Language", "de"}, {"Range", "bytes=0-"}, {"Cookie", "x"}};
  const MadeRequest made = make_request(asked);
  EXPECT_EQ(made.lines(), "Accept-Language: de\n");
  EXPECT_TRUE(made.tells(Rule::API_2, Outcome::dropped, "no-cors-header-dropped: `Range`"));
}

TEST(FetchApi, ABodyNeedsAnotherMethodThanGetOrHead) {
  for (const char* method : {"GET", "get", "HEAD"}) {
    ClientRequest asked = asked_by(Client::fetch, method);
    asked.body = text_body();
    EXPECT_EQ(make_request(asked).thrown, Reason::body_not_allowed) << method;
  }
  ClientRequest asked = asked_by(Client::fetch, "QUERY");
  asked.body = text_body();
  EXPECT_FALSE(make_request(asked).thrown);
}

TEST(FetchApi, TheBodysTypeFillsInForAMissingHeader) {
  ClientRequest asked = asked_by(Client::fetch, "POST");
  asked.body = text_body();
  MadeRequest made = make_request(asked);
  EXPECT_EQ(made.lines(), "Content-Type: text/plain;charset=UTF-8\n");
  EXPECT_TRUE(made.tells(Rule::API_12, Outcome::set));
  EXPECT_FALSE(made.request.body->source_is_null);
  asked.headers = {{"content-type", "application/json"}};
  EXPECT_EQ(make_request(asked).lines(), "content-type: application/json\n");
  asked.headers.clear();
  asked.body = ClientBody{std::nullopt, true};
  EXPECT_EQ(make_request(asked).lines(), "");
}

TEST(FetchApi, TheBodysTypePassesTheGuard) {
  ClientRequest asked = asked_by(Client::fetch, "POST");
  asked.mode = Mode::no_cors;
  asked.body = ClientBody{"application/json", true};
  MadeRequest made = make_request(asked);
  EXPECT_FALSE(made.thrown);
  EXPECT_EQ(made.lines(), "");
  EXPECT_TRUE(made.tells(Rule::API_2, Outcome::dropped, "`Content-Type`"));
  EXPECT_FALSE(made.tells(Rule::API_12, Outcome::set));
  asked.mode = Mode::cors;
  asked.body = ClientBody{std::string("a\0b", 3), true};
  EXPECT_EQ(make_request(asked).thrown, Reason::header_invalid);
}

TEST(FetchApi, AStreamForcesAPreflight) {
  ClientRequest asked = asked_by(Client::fetch, "POST");
  asked.body = stream_body();
  for (const Mode mode : {Mode::cors, Mode::same_origin}) {
    asked.mode = mode;
    const MadeRequest made = make_request(asked);
    EXPECT_TRUE(made.request.use_cors_preflight);
    EXPECT_TRUE(made.request.body->source_is_null);
    EXPECT_EQ(made.lines(), "");
    EXPECT_TRUE(made.tells(Rule::API_13, Outcome::set));
  }
  asked.mode = Mode::no_cors;
  EXPECT_EQ(make_request(asked).thrown, Reason::no_cors_stream_body);
}

TEST(FetchApi, FirefoxSendsAStreamAsText) {
  ClientRequest asked = asked_by(Client::fetch, "POST");
  asked.body = stream_body();
  MadeRequest made = make_request(asked, firefox_profile());
  EXPECT_FALSE(made.request.use_cors_preflight);
  EXPECT_FALSE(made.request.body->source_is_null);
  EXPECT_EQ(made.lines(), "Content-Type: text/plain;charset=UTF-8\n");
  asked.headers = {{"Content-Type", "a/b"}};
  EXPECT_EQ(make_request(asked, firefox_profile()).lines(), "Content-Type: a/b\n");
  asked.mode = Mode::no_cors;
  EXPECT_EQ(make_request(asked, firefox_profile()).thrown, std::nullopt);
  asked.body = ClientBody{"a/b", true};
  EXPECT_FALSE(make_request(asked, firefox_profile()).request.body->source_is_null);
}

TEST(FetchApi, AcceptComesLastWhereTheScriptSetNone) {
  ClientRequest asked = asked_by(Client::fetch);
  asked.headers = {{"X-A", "1"}};
  MadeRequest made = make_request(asked);
  EXPECT_TRUE(made.added_accept);
  ASSERT_EQ(made.request.header_list.size(), 2u);
  EXPECT_EQ(made.request.header_list[1], (Header{"Accept", "*/*"}));
  EXPECT_FALSE(made.request.header_list.contains("Accept-Language"));
  asked.headers = {{"aCCEPT", "a/b"}};
  made = make_request(asked);
  EXPECT_FALSE(made.added_accept);
  EXPECT_EQ(made.lines(), "aCCEPT: a/b\n");
}

TEST(FetchApi, AcceptIsAddedInModeNoCorsToo) {
  ClientRequest asked = asked_by(Client::fetch);
  asked.mode = Mode::no_cors;
  EXPECT_TRUE(make_request(asked).added_accept);
}

// --- any client

TEST(ClientRequest, AnUploadListenerForcesAPreflightWhateverTheClient) {
  for (const Client client : {Client::fetch, Client::xhr, Client::raw}) {
    ClientRequest asked = asked_by(client, "POST");
    EXPECT_FALSE(make_request(asked).request.use_cors_preflight);
    asked.upload_listener = true;
    EXPECT_TRUE(make_request(asked).request.use_cors_preflight);
    EXPECT_TRUE(make_request(asked, firefox_profile()).request.use_cors_preflight);
    EXPECT_FALSE(make_request(asked, chromium_profile()).request.use_cors_preflight) << "Chromium wants a body too";
    asked.body = text_body();
    EXPECT_TRUE(make_request(asked, chromium_profile()).request.use_cors_preflight);
  }
}

TEST(ClientRequest, ChromiumDropsAUserAgentThatAScriptSets) {
  for (const Client client : {Client::fetch, Client::xhr}) {
    ClientRequest asked = asked_by(client);
    asked.headers = {{"user-AGENT", "x"}, {"X-A", "1"}};
    EXPECT_EQ(make_request(asked).lines(), "user-AGENT: x\nX-A: 1\n");
    const MadeRequest made = make_request(asked, chromium_profile());
    EXPECT_EQ(made.lines(), "X-A: 1\n");
    EXPECT_TRUE(made.tells(Rule::API_1, Outcome::dropped, "`user-AGENT`"));
    asked.headers = {{"User-Agent", "a\nb"}};
    EXPECT_EQ(make_request(asked, chromium_profile()).thrown, Reason::header_invalid);
  }
  ClientRequest asked = asked_by(Client::raw);
  asked.headers = {{"User-Agent", "x"}};
  EXPECT_EQ(make_request(asked, chromium_profile()).lines(), "User-Agent: x\n");
}

// Were the cost the product of lines and bytes, this would not end within the test's time limit.
TEST(ClientRequest, ThousandsOfLongNamesThatDifferInTheirLastBytesAreNoProduct) {
  for (const Client client : {Client::fetch, Client::xhr}) {
    ClientRequest asked = asked_by(client);
    for (int i = 1000; i < 5096; ++i) asked.headers.push_back({std::string(2000, 'x') + std::to_string(i), "1"});
    const auto made = construct_request(asked);
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->request.header_list.size(), 4097u) << "Accept included";
  }
}

}  // namespace
}  // namespace crosscheck
