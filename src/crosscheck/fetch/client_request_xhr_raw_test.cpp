#include "crosscheck/fetch/client_request.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "crosscheck/fetch/client_request_for_tests.h"

namespace crosscheck {
namespace {

// --- XMLHttpRequest

TEST(XmlHttpRequest, MakesACorsRequestThatMayHaveToBePreflighted) {
  ClientRequest asked = asked_by(Client::xhr, "delete");
  asked.credentials = CredentialsMode::include;
  const MadeRequest made = make_request(asked);
  ASSERT_FALSE(made.thrown);
  EXPECT_EQ(made.request.method, "DELETE");
  EXPECT_EQ(made.request.mode, Mode::cors);
  EXPECT_EQ(made.request.credentials_mode, CredentialsMode::include);
  EXPECT_TRUE(made.request.unsafe_request);
  EXPECT_FALSE(made.request.use_cors_preflight);
  EXPECT_TRUE(made.added_accept);
}

TEST(XmlHttpRequest, TheMethodIsJudgedBeforeTheUrl) {
  ClientRequest asked = asked_by(Client::xhr, "GE T");
  asked.url = "https://";
  EXPECT_EQ(make_request(asked).thrown, Reason::method_invalid);
  asked.method = "trace";
  EXPECT_EQ(make_request(asked).thrown, Reason::method_forbidden);
  asked.method = "GET";
  EXPECT_EQ(make_request(asked).thrown, Reason::url_invalid);
}

TEST(XmlHttpRequest, AUrlMayHoldCredentials) {
  ClientRequest asked = asked_by(Client::xhr);
  asked.url = "https://u:p@b.test/";
  const MadeRequest made = make_request(asked);
  ASSERT_FALSE(made.thrown);
  EXPECT_EQ(made.request.url().username, "u");
}

TEST(XmlHttpRequest, RepeatedHeadersBecomeOneLine) {
  ClientRequest asked = asked_by(Client::xhr);
  const std::string hundred(100, 'a');
  asked.headers = {{"Accept", hundred}, {"X-A", " 1 "}, {"accept", hundred}};
  const MadeRequest made = make_request(asked);
  EXPECT_EQ(made.lines(), "Accept: " + hundred + ", " + hundred + "\nX-A: 1\n");
  EXPECT_TRUE(made.tells(Rule::API_17, Outcome::set));
}

TEST(XmlHttpRequest, HeadersAreCheckedAndForbiddenOnesVanish) {
  ClientRequest asked = asked_by(Client::xhr);
  asked.headers = {{"Cookie", "x"}, {"X-A", "1"}};
  EXPECT_EQ(make_request(asked).lines(), "X-A: 1\n");
  EXPECT_TRUE(make_request(asked).tells(Rule::API_1, Outcome::dropped, "forbidden-request-header: `Cookie`"));
  asked.headers = {{"X-A", "a\nb"}};
  EXPECT_EQ(make_request(asked).thrown, Reason::header_invalid);
  asked.headers = {{"a b", "x"}};
  EXPECT_EQ(make_request(asked).thrown, Reason::header_invalid);
}

TEST(XmlHttpRequest, TheBodyOfGetAndHeadVanishes) {
  for (const char* method : {"GET", "head"}) {
    ClientRequest asked = asked_by(Client::xhr, method);
    asked.body = text_body();
    asked.upload_listener = true;
    const MadeRequest made = make_request(asked);
    EXPECT_FALSE(made.thrown);
    EXPECT_FALSE(made.request.body);
    EXPECT_EQ(made.lines(), "");
    EXPECT_TRUE(made.request.use_cors_preflight);
    EXPECT_FALSE(make_request(asked, chromium_profile()).request.use_cors_preflight);
  }
}

TEST(XmlHttpRequest, TheAuthorsContentTypeWins) {
  ClientRequest asked = asked_by(Client::xhr, "POST");
  asked.body = text_body();
  EXPECT_EQ(make_request(asked).lines(), "Content-Type: text/plain;charset=UTF-8\n");
  asked.headers = {{"Content-type", "text/plain;charset=latin1"}};
  EXPECT_EQ(make_request(asked).lines(), "Content-type: text/plain;charset=latin1\n");
  asked.headers.clear();
  asked.body = ClientBody{std::nullopt, true};
  EXPECT_EQ(make_request(asked).lines(), "");
}

// --- raw

TEST(RawRequest, IsTakenAsItStands) {
  ClientRequest asked = asked_by(Client::raw, "trace");
  asked.url = "https://u:p@b.test/";
  asked.mode = Mode::no_cors;
  asked.headers = {{"Cookie", "x"}, {"X-A", " 1 "}, {"x-a", "2"}};
  asked.body = text_body();
  const MadeRequest made = make_request(asked);
  ASSERT_FALSE(made.thrown);
  EXPECT_EQ(made.request.method, "trace");
  EXPECT_EQ(made.lines(), "Cookie: x\nX-A:  1 \nx-a: 2\n");
  EXPECT_FALSE(made.added_accept);
  EXPECT_FALSE(made.request.unsafe_request);
  EXPECT_FALSE(made.request.use_cors_preflight);
  EXPECT_TRUE(made.request.body);
}

TEST(RawRequest, TheUnsafeRequestFlagIsTheCallers) {
  ClientRequest asked = asked_by(Client::raw);
  asked.unsafe_request = true;
  EXPECT_TRUE(make_request(asked).request.unsafe_request);
}

TEST(RawRequest, AUrlThatDoesNotParseIsARefusal) {
  ClientRequest asked = asked_by(Client::raw);
  asked.url = "nonsense";
  EXPECT_EQ(make_request(asked).thrown, Reason::url_invalid);
}

TEST(RawRequest, NavigationsIncludeCredentials) {
  ClientRequest asked = asked_by(Client::raw);
  asked.credentials = CredentialsMode::omit;
  asked.mode = Mode::navigate;
  const MadeRequest made = make_request(asked);
  EXPECT_EQ(made.request.credentials_mode, CredentialsMode::include);
  EXPECT_TRUE(made.tells(Rule::REQ_7, Outcome::set));
  asked.mode = Mode::websocket;
  EXPECT_EQ(make_request(asked).request.credentials_mode, CredentialsMode::omit);
}

TEST(RawRequest, AStreamForcesAPreflightInEveryProfile) {
  ClientRequest asked = asked_by(Client::raw, "POST");
  asked.body = stream_body();
  EXPECT_TRUE(make_request(asked).request.use_cors_preflight);
  EXPECT_TRUE(make_request(asked).request.body->source_is_null);
  EXPECT_TRUE(make_request(asked, firefox_profile()).request.body->source_is_null);
}

}  // namespace
}  // namespace crosscheck
