#include "wire/client_tls.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>

namespace crosscheck::wire {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

Result<std::unique_ptr<ssl::context>, TlsFault> client_tls(bool verifies, const std::string& authorities) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_client);
  if (!verifies) return context;
  error_code error;
  context->set_verify_mode(ssl::verify_peer, error);
  // Without a list of the system every certificate is refused later, by a message that says why.
  error_code ignored;
  context->set_default_verify_paths(ignored);
  if (!error && !authorities.empty()) context->add_certificate_authority(boost::asio::buffer(authorities), error);
  if (error) return TlsFault{"the certificate authorities cannot be read: " + error.message()};
  return context;
}

std::optional<TlsFault> name_the_host(SSL* session, const std::string& host, bool verifies) {
  error_code no_address;
  boost::asio::ip::make_address(host, no_address);
  if (!no_address) {
    if (!verifies || X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str()) == 1) return std::nullopt;
    return TlsFault{"no certificate can name that address"};
  }
  // A certificate and SNI name a host without the dot at its end.
  const std::string name = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
  if (SSL_set_tlsext_host_name(session, name.c_str()) != 1) return TlsFault{"the host's name cannot be sent"};
  if (verifies && SSL_set1_host(session, name.c_str()) != 1) return TlsFault{"no certificate can name that host"};
  return std::nullopt;
}

std::string handshake_fault(SSL* session, const error_code& error) {
  const long verdict = SSL_get_verify_result(session);
  if (verdict != X509_V_OK) return std::string("its certificate is refused: ") + X509_verify_cert_error_string(verdict);
  return error.message();
}

}  // namespace crosscheck::wire
