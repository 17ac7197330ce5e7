#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "wire/certificate_for_tests.h"
#include "wire/client_tls.h"
#include "wire/connection.h"
#include "wire/exchange_for_tests.h"

namespace crosscheck::wire {
namespace {

ServerOptions with_certificate(const TestCertificate& made) {
  ServerOptions options;
  options.certificate = made.certificate;
  options.private_key = made.private_key;
  return options;
}

ConnectionLimits trusting(const TestCertificate& made) {
  ConnectionLimits limits = patient();
  limits.certificate_authorities = made.certificate;
  return limits;
}

Result<Connection, WireError> open_tls(const std::string& host, const ScriptedServer& server, const ConnectionLimits& limits) {
  return Connection::open(Endpoint{host, server.port(), true}, limits);
}

WireError tls_error(const std::string& host, const ScriptedServer& server, const ConnectionLimits& limits) {
  const auto connection = open_tls(host, server, limits);
  EXPECT_FALSE(connection.has_value());
  return connection ? WireError{} : connection.error();
}

TEST(ConnectionTls, ExactBytesGoBothWaysAndTheConnectionIsKept) {
  const TestCertificate made = make_certificate("DNS:localhost,IP:127.0.0.1");
  const ScriptedServer server = serve(always(kOk), with_certificate(made));
  EXPECT_EQ(server.url(), "https://127.0.0.1:" + std::to_string(server.port()));
  for (const std::string host : {"127.0.0.1", "localhost", "localhost."}) {
    auto connection = open_tls(host, server, trusting(made));
    ASSERT_TRUE(connection) << connection.error().message;
    for (int i = 0; i < 3; ++i) {
      ASSERT_TRUE(connection.value().is_open());
      const auto response = connection.value().exchange(kGet);
      ASSERT_TRUE(response) << response.error().message;
      EXPECT_EQ(response->bytes, kOk);
    }
  }
  ASSERT_EQ(server.log().size(), 9U);
  EXPECT_EQ(server.log()[8].bytes, kGet);
}

TEST(ConnectionTls, BodyLastsUntilTheEnd) {
  const TestCertificate made = make_certificate("IP:127.0.0.1");
  const ScriptedServer server = serve(always("HTTP/1.1 200 OK\r\n\r\nuntil the end", AfterReply::close), with_certificate(made));
  auto connection = open_tls("127.0.0.1", server, trusting(made));
  ASSERT_TRUE(connection) << connection.error().message;
  const auto response = connection.value().exchange(kGet);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->body, "until the end");
  EXPECT_FALSE(connection.value().is_open());
}

TEST(ConnectionTls, LargeBodiesGoBothWays) {
  const TestCertificate made = make_certificate("IP:127.0.0.1");
  const std::string body(1024 * 1024, 'b');
  const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  const ScriptedServer server = serve(always("HTTP/1.1 200 OK\r\n" + length + body), with_certificate(made));
  auto connection = open_tls("127.0.0.1", server, trusting(made));
  ASSERT_TRUE(connection) << connection.error().message;
  const auto response = connection.value().exchange("POST / HTTP/1.1\r\n" + length + body);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_TRUE(response->body == body);
  EXPECT_TRUE(server.log().at(0).body == body);
}

TEST(ConnectionTls, CertificateThatNobodyVouchesForIsRefused) {
  const ScriptedServer server = serve(always(kOk), with_certificate(make_certificate("IP:127.0.0.1")));
  const WireError error = tls_error("127.0.0.1", server, patient());
  EXPECT_EQ(error.fault, WireFault::tls);
  EXPECT_EQ(error.message,
            "TLS with 127.0.0.1:" + std::to_string(server.port()) + " failed: its certificate is refused: self-signed certificate.");
}

TEST(ConnectionTls, CertificateOfAnotherHostOrAddressIsRefused) {
  const TestCertificate made = make_certificate("DNS:other.localhost,IP:127.0.0.2");
  const ScriptedServer server = serve(always(kOk), with_certificate(made));
  EXPECT_NE(tls_error("localhost", server, trusting(made)).message.find("hostname mismatch"), std::string::npos);
  EXPECT_NE(tls_error("127.0.0.1", server, trusting(made)).message.find("IP address mismatch"), std::string::npos);
  EXPECT_TRUE(open_tls("other.localhost", server, trusting(made)));
  EXPECT_TRUE(server.log().empty()) << "nothing is sent to a server that is not trusted";
}

TEST(ConnectionTls, AnyCertificateWillDoWhereItIsNotVerified) {
  const ScriptedServer server = serve(always(kOk), with_certificate(make_certificate("DNS:other.test")));
  ConnectionLimits limits = patient();
  limits.verifies_certificate = false;
  auto connection = open_tls("127.0.0.1", server, limits);
  ASSERT_TRUE(connection) << connection.error().message;
  EXPECT_TRUE(connection.value().exchange(kGet));
}

TEST(ConnectionTls, ServerWithoutTlsIsAnError) {
  const ScriptedServer server = serve(always(kOk));
  const WireError error = tls_error("127.0.0.1", server, patient());
  EXPECT_EQ(error.fault, WireFault::tls);
  EXPECT_NE(error.message.find("TLS with 127.0.0.1:" + std::to_string(server.port()) + " failed"), std::string::npos) << error.message;
}

TEST(ConnectionTls, ServerWithTlsAskedWithoutIsAnError) {
  const ScriptedServer server = serve(always(kOk), with_certificate(make_certificate("IP:127.0.0.1")));
  EXPECT_FALSE(ask(server.port()));
  EXPECT_TRUE(server.log().empty());
}

TEST(ConnectionTls, ResetInTheMiddleIsClosed) {
  const TestCertificate made = make_certificate("IP:127.0.0.1");
  const ScriptedServer server = serve(always("HTTP/1.1 200 OK\r\n\r\nun", AfterReply::reset), with_certificate(made));
  auto connection = open_tls("127.0.0.1", server, trusting(made));
  ASSERT_TRUE(connection) << connection.error().message;
  EXPECT_EQ(error_of(connection.value().exchange(kGet)).fault, WireFault::closed);
}

TEST(ConnectionTls, AuthoritiesThatAreNoCertificatesAreAnError) {
  const ScriptedServer server = serve(always(kOk), with_certificate(make_certificate("IP:127.0.0.1")));
  ConnectionLimits limits = patient();
  limits.certificate_authorities = "no PEM";
  const WireError error = tls_error("127.0.0.1", server, limits);
  EXPECT_EQ(error.fault, WireFault::tls);
  EXPECT_NE(error.message.find("the certificate authorities cannot be read"), std::string::npos) << error.message;
}

std::string sent_name(const std::string& host) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  const std::unique_ptr<SSL, decltype(&SSL_free)> session(SSL_new(context.get()), SSL_free);
  EXPECT_FALSE(name_the_host(session.get(), host, true));
  const char* name = SSL_get_servername(session.get(), TLSEXT_NAMETYPE_host_name);
  return name == nullptr ? "" : name;
}

TEST(ConnectionTls, NamesAreSentAndAddressesAreNot) {
  EXPECT_EQ(sent_name("api.example"), "api.example");
  EXPECT_EQ(sent_name("api.example."), "api.example");
  EXPECT_EQ(sent_name("127.0.0.1"), "");
  EXPECT_EQ(sent_name("::1"), "");
}

}  // namespace
}  // namespace crosscheck::wire
