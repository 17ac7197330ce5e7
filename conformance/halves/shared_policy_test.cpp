// One compiled policy, asked by several threads at once: ThreadSanitizer runs this too.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "crosscheck/policy/compile.h"

namespace crosscheck::halves {
namespace {

constexpr std::size_t kThreads = 4;
constexpr std::size_t kOrigins = 400;

policy::Policy shared_policy() {
  policy::SinglePolicy document;
  document.origins = policy::StarOrList{false, {"https://app.example", "https://*.preview.example", "http://localhost:*"}};
  for (int i = 0; i < 100; ++i) document.origins->entries.push_back("https://tenant-" + std::to_string(i) + ".example");
  document.origin_patterns = {{"https://pr-[0-9]+--app\\.example\\.net",
                               std::vector<std::string>{"https://pr-7--app.example.net"},
                               std::vector<std::string>{"https://evil--app.example.net"}}};
  document.methods.entries = {"PUT"};
  document.request_headers.entries = {"x-a", "x-b"};
  policy::Compilation compilation = policy::compile(document);
  return *compilation.policy;
}

std::string origin_of(std::size_t number) {
  const std::string text = std::to_string(number);
  const std::array<std::string, 4> origins{"https://tenant-" + text + ".example", "https://a" + text + ".preview.example",
                                           "https://pr-" + text + "--app.example.net", "http://localhost:" + text};
  return origins[number % origins.size()];
}

// Everything that is decided of the origins, as text.
std::string decisions(const policy::Policy& policy) {
  std::string told;
  std::array<char, 512> block{};
  for (std::size_t number = 0; number < kOrigins; ++number) {
    const std::string origin = origin_of(number);
    const std::array<HeaderView, 3> headers{HeaderView{"Origin", origin}, HeaderView{"Access-Control-Request-Method", "PUT"},
                                            HeaderView{"Access-Control-Request-Headers", "x-a,x-b"}};
    const policy::Decision decision = policy.decide("OPTIONS", "/", headers);
    told += decision.allowed() == true ? "+" : "-";
    told.append(block.data(), decision.write_block(block));
  }
  return told;
}

TEST(SharedPolicy, AnswersEveryThreadAsItAnswersOne) {
  const std::string expected = decisions(shared_policy());
  EXPECT_NE(expected.find('+'), std::string::npos);
  EXPECT_NE(expected.find('-'), std::string::npos);

  const policy::Policy shared = shared_policy();
  std::array<std::string, kThreads> told;
  std::vector<std::thread> threads;
  for (std::string& mine : told) threads.emplace_back([&shared, &mine] { mine = decisions(shared); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& one : told) EXPECT_EQ(one, expected);
}

}  // namespace
}  // namespace crosscheck::halves
