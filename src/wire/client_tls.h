// TLS as a client: what is trusted, and whom the certificate must name. Of this room alone: it shows Boost.Asio.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ssl.hpp>

#include "crosscheck/base/result.h"

namespace crosscheck::wire {

struct TlsFault {
  std::string message;
};

// `verifies` false: any certificate will do. Else those signed by an authority of the system, or by one in `authorities` (PEM, may be
// empty). Of a connection of its own: nothing is shared between them.
Result<std::unique_ptr<boost::asio::ssl::context>, TlsFault> client_tls(bool verifies, const std::string& authorities);

// Sends the host's name (SNI; an address has none) and, where `verifies`, takes only a certificate that names it, or the address.
std::optional<TlsFault> name_the_host(SSL* session, const std::string& host, bool verifies);

// Why a handshake failed: what is wrong with the certificate, or else the error's own words.
std::string handshake_fault(SSL* session, const boost::system::error_code& error);

}  // namespace crosscheck::wire
