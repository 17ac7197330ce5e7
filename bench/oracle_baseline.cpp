// What the oracle is held against: a cpp-httplib server that ignores the body of what it is asked, and answers always the same.
//
// It serves on any free port of 127.0.0.1, prints the port, and ends when its standard input does. The argument is what it answers.
#include <httplib.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <thread>

namespace {

constexpr std::size_t kThreads = 64;           // one for each connection of the load
constexpr std::size_t kKeepAlive = 100000000;  // requests of a connection: as many as come

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: crosscheck_oracle_baseline ANSWER\n", stderr);
    return 2;
  }
  const std::string answer = argv[1];
  httplib::Server server;
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.set_keep_alive_max_count(kKeepAlive);
  server.set_tcp_nodelay(true);
  server.Post("/v1/evaluate",
              [&answer](const httplib::Request&, httplib::Response& response) { response.set_content(answer, "application/json"); });
  const int port = server.bind_to_any_port("127.0.0.1");
  if (port <= 0) {
    std::fputs("crosscheck_oracle_baseline: there is no port to listen on\n", stderr);
    return 3;
  }
  std::thread serving([&server] { server.listen_after_bind(); });
  std::printf("%d\n", port);
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  server.stop();
  serving.join();
  return 0;
}
