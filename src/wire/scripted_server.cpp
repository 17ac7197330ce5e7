#include "wire/scripted_server.h"

#include <chrono>
#include <map>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>

#include "wire/scripted_session.h"

namespace crosscheck::wire {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

// Before accepting again where the system has no descriptors left.
constexpr std::chrono::milliseconds kAcceptPause{20};

error_code use_certificate(asio::ssl::context& context, const ServerOptions& options) {
  error_code error;
  context.use_certificate_chain(asio::buffer(options.certificate), error);
  if (!error) context.use_private_key(asio::buffer(options.private_key), asio::ssl::context::pem, error);
  return error;
}

}  // namespace

struct ScriptedServer::Parts {
  Parts(Script its_script, const ServerOptions& its_options)
      : script(std::move(its_script)), options(its_options), log(options.keeps_log) {}
  ~Parts();

  error_code listen();
  void serve();
  void accept();

  const Script script;
  const ServerOptions options;
  RequestLog log;
  std::unique_ptr<asio::ssl::context> tls;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io};
  std::uint16_t port = 0;
  // Of the server's thread alone, while that runs:
  std::uint64_t accepted = 0;
  std::map<const ScriptedSession*, std::shared_ptr<ScriptedSession>> sessions;
  bool stopping = false;
  std::unique_ptr<const ScriptedSession::Rules> session_rules;  // what sessions see of this
  std::thread thread;
};

ScriptedServer::Parts::~Parts() {
  if (!thread.joinable()) return;
  asio::post(io, [this] {
    stopping = true;
    error_code ignored;
    acceptor.close(ignored);
    pause.cancel();
    // Each one leaves the map as it ends.
    const auto open_sessions = sessions;
    for (const auto& entry : open_sessions) entry.second->abort();
  });
  thread.join();
}

error_code ScriptedServer::Parts::listen() {
  const tcp::endpoint here(asio::ip::address_v4::loopback(), options.port);
  error_code error;
  acceptor.open(here.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(here, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) port = acceptor.local_endpoint(error).port();
  return error;
}

void ScriptedServer::Parts::serve() {
  session_rules = std::make_unique<const ScriptedSession::Rules>(
      ScriptedSession::Rules{script, ReadLimits{options.header_bytes, options.body_bytes}, log, tls.get(),
                             [this](const ScriptedSession& session) { sessions.erase(&session); }});
  accept();
  thread = std::thread([this] { io.run(); });
}

void ScriptedServer::Parts::accept() {
  acceptor.async_accept([this](const error_code& error, tcp::socket socket) {
    if (stopping) return;
    if (error) {
      pause.expires_after(kAcceptPause);
      pause.async_wait([this](const error_code&) {
        if (!stopping) accept();
      });
      return;
    }
    const auto session = std::make_shared<ScriptedSession>(std::move(socket), ++accepted, *session_rules);
    sessions.emplace(session.get(), session);
    session->start();
    accept();
  });
}

ScriptedServer::ScriptedServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ScriptedServer::~ScriptedServer() = default;
ScriptedServer::ScriptedServer(ScriptedServer&&) noexcept = default;
ScriptedServer& ScriptedServer::operator=(ScriptedServer&&) noexcept = default;

Result<ScriptedServer, ServerError> ScriptedServer::start(Script script, std::uint16_t port) {
  ServerOptions options;
  options.port = port;
  return start(std::move(script), options);
}

Result<ScriptedServer, ServerError> ScriptedServer::start(Script script, const ServerOptions& options) {
  auto parts = std::make_unique<Parts>(std::move(script), options);
  if (!options.certificate.empty() || !options.private_key.empty()) {
    parts->tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    if (const error_code error = use_certificate(*parts->tls, options)) {
      return ServerError{"The certificate or its private key cannot be used: " + error.message() + "."};
    }
  }
  if (const error_code error = parts->listen()) {
    return ServerError{"127.0.0.1:" + std::to_string(options.port) + " cannot be listened at: " + error.message() + "."};
  }
  try {
    parts->serve();
  } catch (const std::system_error& error) {
    return ServerError{std::string("No thread to serve with: ") + error.what() + "."};
  }
  return ScriptedServer(std::move(parts));
}

std::uint16_t ScriptedServer::port() const { return parts_->port; }

std::string ScriptedServer::url() const {
  return (parts_->tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(parts_->port);
}

std::vector<ReceivedRequest> ScriptedServer::log() const { return parts_->log.all(); }

void ScriptedServer::forget_log() { parts_->log.forget(); }

}  // namespace crosscheck::wire
