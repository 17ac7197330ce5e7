// The only file that knows cpp-httplib. It compiles against 0.11, 0.18 and 0.53.
//
// The library accepts connections, reads bodies, dispatches, and writes answers. What it leaves open is done around it: connections, their
// limits and every wait are ours (SocketIo, ConnectionPool), and so is the head of a request (parse_head), of which the library is shown only
// what it needs to read the body: a target of `/`, and the framing. So it decodes no value, loses no line, runs no regular expression over
// what came, compresses nothing and never disagrees about where a body ends.
#include <httplib.h>

#include <netinet/tcp.h>

#include <semaphore>

#include <fmt/format.h>

#include "oracle/chunk_reader.h"
#include "oracle/connection_pool.h"
#include "oracle/http_server.h"
#include "oracle/problem.h"
#include "oracle/refusals.h"
#include "oracle/response_bytes.h"
#include "oracle/socket_io.h"
#include "suite/stop.h"

namespace crosscheck::oracle {
namespace {

using std::chrono::steady_clock;

// Hands each connection on at once, on the thread that accepts: the queue is ours.
class NoQueue final : public httplib::TaskQueue {
  using Taken = decltype(std::declval<httplib::TaskQueue&>().enqueue(std::function<void()>()));

 public:
  // WHY Taken: nothing in 0.11, bool from 0.15 on.
  Taken enqueue(std::function<void()> task) override {
    task();
    return Taken(true);
  }
  void shutdown() override {}
};

// What the library reads a request from and writes an answer to: first the head that it is shown, then the body as it comes. A body in chunks
// is taken apart here and shown in chunks that no release can misread.
// WHY no `override`: which of these functions a stream has depends on the release.
class LibraryStream final : public httplib::Stream {
 public:
  // `lines`: header lines that are to stand in the answer beside the library's own, once it is written.
  LibraryStream(SocketIo& io, std::string head, bool in_chunks, const std::string& lines)
      : io_(io), shown_(std::move(head)), in_chunks_(in_chunks), lines_(lines) {}

  bool is_readable() const { return true; }
  bool is_writable() const { return true; }
  bool wait_readable() const { return true; }
  bool wait_writable() const { return true; }
  ssize_t read(char* to, size_t size) {
    if (taken_ == shown_.size()) {
      if (!in_chunks_) return static_cast<ssize_t>(io_.read(to, size));
      show_chunk();
    }
    const std::size_t length = std::min(size, shown_.size() - taken_);
    std::memcpy(to, shown_.data() + taken_, length);
    taken_ += length;
    return static_cast<ssize_t>(length);
  }
  ssize_t write(const char* from, size_t size) { return write_all({from, size}) ? static_cast<ssize_t>(size) : -1; }
  void get_remote_ip_and_port(std::string&, int&) const {}
  void get_local_ip_and_port(std::string&, int&) const {}
  socket_t socket() const { return -1; }
  time_t duration() const { return 0; }

 private:
  // The next chunk or the end; nothing where the body is malformed or comes no further.
  void show_chunk() {
    shown_.clear();
    taken_ = 0;
    while (shown_.empty() && !chunks_.has_ended() && !chunks_.is_malformed()) {
      const std::string_view there = io_.look();
      if (there.empty()) return;
      const ChunkReader::Part part = chunks_.next(there);
      if (!part.data.empty()) shown_ = fmt::format("{:x}\r\n{}\r\n", part.data.size(), part.data);
      if (chunks_.has_ended()) shown_ += "0\r\n\r\n";
      io_.take(part.taken);
    }
  }

  // WHY not by the library: it sorts and compares header lines letter by letter, and each release in another way.
  bool write_all(std::string_view bytes) {
    const std::size_t end = lines_written_ ? std::string_view::npos : bytes.find('\n');
    if (end == std::string_view::npos) return io_.write(bytes);
    lines_written_ = true;
    return io_.write(bytes.substr(0, end + 1)) && io_.write(lines_) && io_.write(bytes.substr(end + 1));
  }

  SocketIo& io_;
  std::string shown_;
  std::size_t taken_ = 0;
  bool in_chunks_;
  const std::string& lines_;
  bool lines_written_ = false;
  ChunkReader chunks_;
};

// A request and its answer on their way through the library.
struct Passage {
  HttpHandler& handler;
  const std::atomic<bool>& stopped;
  SocketIo& io;
  Head& head;
  bool ends = false;  // the connection, with this answer
  std::string lines;  // header lines of the answer
  Response response;  // what was sent, but for its body
  std::size_t bytes = 0;
  std::unique_ptr<BodyReader> reader;
  bool body_left = false;  // what is left of the body was not read
};

// WHY: the library's handlers are told nothing that could lead them to the connection they serve, but run on its thread.
thread_local Passage* t_passage = nullptr;

// What the library tells clients as `max`; they may well ask more.
constexpr std::size_t kAnswersOfAConnection = 1'000'000;

bool has_body(const Head& head) { return head.framing == Framing::chunked || head.length != 0; }

Response internal_error() { return problem(500, "internal", "Something went wrong here; it is no fault of the request."); }

class LibraryServer final : public httplib::Server, public HttpServer {
 public:
  LibraryServer(const OracleLimits& limits, HttpHandler& handler)
      : limits_(limits), handler_(handler), pool_(limits.connections, [this](int socket) { serve(socket); }) {
    new_task_queue = [this] {
      // It is made when the library has begun to run.
      begun_.release();
      return new NoQueue();
    };
    set_payload_max_length(std::numeric_limits<size_t>::max() / 2);  // the handler's readers know the limit
    // Only what answers say about it: how long a connection lasts is SocketIo's matter.
    set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(limits.idle_time).count());
    set_keep_alive_max_count(kAnswersOfAConnection);
    set_socket_options([this](socket_t socket) {
      // WHY not the library's own options: with SO_REUSEPORT two servers would share a port, and each get half of what is asked.
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
      listening_ = socket;
    });
    set_exception_handler([](const httplib::Request&, httplib::Response& to, std::exception_ptr) {
      t_passage->body_left = has_body(t_passage->head);
      answer(to, internal_error());
    });
    set_pre_routing_handler([](const httplib::Request&, httplib::Response& to) {
      Passage& passage = *t_passage;
      auto begun = passage.handler.begin(passage.head);
      if (auto* const reader = std::get_if<std::unique_ptr<BodyReader>>(&begun)) {
        passage.reader = std::move(*reader);
        return HandlerResponse::Unhandled;
      }
      passage.body_left = has_body(passage.head);
      answer(to, std::move(std::get<Response>(begun)));
      return HandlerResponse::Handled;
    });
    set_post_routing_handler([](const httplib::Request&, httplib::Response& to) {
      if (t_passage->ends) to.headers.erase("Keep-Alive");
    });
    Post("/",
         [](const httplib::Request&, httplib::Response& to, const httplib::ContentReader& content) { answer(to, read_body(content)); });
  }

  ~LibraryServer() override { stop(std::chrono::milliseconds(0)); }

  std::optional<ListenError> start(const ListenAddress& address) {
    errno = 0;
    const int port = address.port == 0 ? bind_to_any_port(address.host) : (bind_to_port(address.host, address.port) ? address.port : -1);
    if (port <= 0) {
      const int error = errno;
      return ListenError{fmt::format("cannot listen on {} port {}: {}", address.host, address.port,
                                     error == 0 ? "no address of this machine" : std::strerror(error))};
    }
    port_ = static_cast<std::uint16_t>(port);
    // WHY again: the library's own queue of connections that nobody has accepted yet is 5 long in 0.11.
    ::listen(listening_, SOMAXCONN);
    thread_ = std::thread([this] {
      listen_after_bind();
      ended_ = true;
      begun_.release();
    });
    // WHY: it could not be stopped before it runs. Not `wait_until_ready`, which 0.11 does not have.
    begun_.acquire();
    return std::nullopt;
  }

  std::uint16_t port() const override { return port_; }
  std::size_t open_connections() const override { return pool_.open(); }
  bool has_failed() const override { return ended_ && !stopped_; }

  void stop(std::chrono::milliseconds grace) override {
    {
      const std::lock_guard lock(stopping_);
      if (!stopped_.exchange(true)) {
        if (!ended_) httplib::Server::stop();
        if (thread_.joinable()) thread_.join();
        stop_.request();
      }
    }
    pool_.close(grace);
  }

 private:
  // Called by the library on the thread that accepts.
  bool process_and_close_socket(socket_t socket) override {
    const int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (pool_.take(socket)) return true;
    handler_.turned_away();
    Response response = come_again("busy", fmt::format("As many connections as the limit ({}) are open; ask again.", limits_.connections));
    handler_.dress(nullptr, response);
    refusals_.take(socket, response_bytes(response));
    return true;
  }

  void serve(int socket) {
    SocketIo io(socket, stop_.descriptor(), limits_);
    while (true) {
      const Came came = io.read_head();
      const steady_clock::time_point start = steady_clock::now();
      if (came == Came::end || came == Came::stopped) return;
      if (came == Came::late && !io.late_in_head()) return;
      if (came == Came::late) return refuse(io, problem(408, "late", "The head of the request did not come in time."), start);
      if (came == Came::too_large)
        return refuse(io, problem(431, "too-large", fmt::format("The head is larger than {} bytes.", limits_.header_bytes)), start);
      Result<Head, HeadFault> head = parse_head(io.head(), limits_.header_lines);
      if (!head) return refuse(io, problem(head.error().status, head.error().code, head.error().detail), start);
      if (!pass(io, head.value(), start)) return;
    }
  }

  // What the library never sees.
  void refuse(SocketIo& io, Response response, steady_clock::time_point start) {
    handler_.dress(nullptr, response);
    const bool written = io.write(response_bytes(response)) && io.flush();
    handler_.sent({nullptr, &response, response.body.size(), since(start)});
    if (written) io.linger();
  }

  // Leads a request through the library. False: the connection ends.
  bool pass(SocketIo& io, Head& head, steady_clock::time_point start) {
    Passage passage{handler_, stopped_, io, head, !head.keeps_alive || stopped_, {}, {}, 0, nullptr, false};
    LibraryStream stream(io, shown_head(head, passage.ends), head.framing == Framing::chunked, passage.lines);
    t_passage = &passage;
    const bool written = process(stream) && io.flush();
    t_passage = nullptr;
    handler_.sent({&head.request, &passage.response, passage.bytes, since(start)});
    if (!written) return false;
    if (passage.body_left) io.linger();
    return !passage.ends;
  }

  static std::string shown_head(const Head& head, bool ends) {
    // WHY: methods that the library does not know are answered by our handler all the same.
    const bool is_known = head.request.method == "POST" || head.request.method == "HEAD";
    std::string shown = fmt::format("{} / HTTP/1.1\r\nHost: oracle\r\n", is_known ? head.request.method : "GET");
    if (head.request.method == "POST") {
      if (head.framing == Framing::chunked) shown += "Transfer-Encoding: chunked\r\n";
      if (head.framing == Framing::length) shown += fmt::format("Content-Length: {}\r\n", head.length);
    }
    return shown += ends ? "Connection: close\r\n\r\n" : "\r\n";
  }

  static Response read_body(const httplib::ContentReader& content) {
    Passage& passage = *t_passage;
    if (passage.head.expects_continue && !(passage.io.write("HTTP/1.1 100 Continue\r\n\r\n") && passage.io.flush()))
      passage.body_left = true;
    bool refused = false;
    const bool whole = content([&](const char* piece, size_t size) { return !(refused = !passage.reader->take({piece, size})); });
    if (whole || refused) {
      passage.body_left = !whole;
      return passage.reader->finish();
    }
    passage.body_left = true;
    if (passage.io.body_is_late()) return problem(408, "late", "The body did not come in time.");
    return problem(400, "bad-request", "The body ends before it is whole, or its chunks are malformed.");
  }

  static void answer(httplib::Response& to, Response response) {
    Passage& passage = *t_passage;
    passage.handler.dress(&passage.head.request, response);
    to.status = response.status;
    passage.lines.clear();
    for (const Header& header : response.headers) passage.lines.append(header.name).append(": ").append(header.value).append("\r\n");
    if (!response.content_type.empty()) to.headers.emplace("Content-Type", response.content_type);
    // The library says close by itself where the head that it was shown did.
    if (!passage.ends && (passage.body_left || passage.stopped)) {
      passage.ends = true;
      to.headers.emplace("Connection", "close");
    }
    passage.bytes = response.body.size();
    to.body = std::move(response.body);
    passage.response = std::move(response);
  }

  // WHY a template: releases differ in what it takes, and only those that are not there may fail to be.
  template <class Stream>
  bool process(Stream& stream) {
    const std::string nowhere;
    bool closed = false;
    bool upgraded = false;
    if constexpr (requires { this->process_request(stream, nowhere, 0, nowhere, 0, false, closed, nullptr, &upgraded); }) {
      return this->process_request(stream, nowhere, 0, nowhere, 0, false, closed, nullptr, &upgraded);
    } else if constexpr (requires { this->process_request(stream, nowhere, 0, nowhere, 0, false, closed, nullptr); }) {
      return this->process_request(stream, nowhere, 0, nowhere, 0, false, closed, nullptr);
    } else {
      return this->process_request(stream, false, closed, nullptr);
    }
  }

  static std::chrono::microseconds since(steady_clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);
  }

  const OracleLimits& limits_;
  HttpHandler& handler_;
  socket_t listening_ = -1;
  std::uint16_t port_ = 0;
  suite::Stop stop_;
  std::mutex stopping_;
  std::atomic<bool> stopped_ = false;
  std::atomic<bool> ended_ = false;
  std::counting_semaphore<> begun_{0};  // released when it runs, and when it has ended
  Refusals refusals_;
  ConnectionPool pool_;
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>, ListenError> HttpServer::listen(const ListenAddress& address, const OracleLimits& limits,
                                                                    HttpHandler& handler) {
  auto server = std::make_unique<LibraryServer>(limits, handler);
  if (std::optional<ListenError> error = server->start(address)) return *std::move(error);
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace crosscheck::oracle
