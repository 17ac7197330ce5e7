// Any bytes as a request to servers of every shape: what is decided of them is decided alike by each of a policy's doors.
#include <cstring>
#include <string>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header.h"
#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/linear_matcher_for_tests.h"
#include "fuzz/check.h"
#include "fuzz/decision_checks.h"
#include "fuzz/guarded.h"
#include "fuzz/literal.h"
#include "fuzz/literal_decision.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

using policy::SinglePolicy;

// WHY made once: what is tested is the decision. They are constants, which nothing changes.
struct Server {
  policy::Policy policy;
  bool any_origin = false;
  std::vector<std::string> entries;
};

Server compiled(const SinglePolicy& document) {
  policy::Compilation compilation = policy::compile(document);
  check(compilation.policy.has_value(), "the policies of this target compile", [&] { return compilation.errors[0].message; });
  return {*std::move(compilation.policy), is_any(*document.origins), entries_of(*document.origins)};
}

std::vector<Server> make_servers() {
  SinglePolicy list;
  list.origins = policy::StarOrList{false, {"https://a.test", "https://b.test", "https://*.c.test", "https://d.test:*"}};
  list.methods.entries = {"PUT", "DELETE"};
  list.request_headers.entries = {"x-a", "authorization", "content-type", "x-request-id"};
  list.max_age = 600;
  SinglePolicy with_credentials = list;
  with_credentials.credentials = true;
  with_credentials.methods = {true, {}};
  with_credentials.request_headers = {true, {}};
  SinglePolicy anybody;
  anybody.origins = policy::StarOrList{true, {}};
  anybody.request_headers.entries = {"*", "authorization"};
  SinglePolicy diagnostic = list;
  diagnostic.rejected_preflight = policy::RejectedPreflight::diagnostic;
  std::vector<Server> servers;
  for (const SinglePolicy* const policy : {&list, &with_credentials, &anybody, &diagnostic}) servers.push_back(compiled(*policy));
  return servers;
}

const std::vector<Server>& servers() {
  static const std::vector<Server> made = make_servers();
  return made;
}

constexpr std::size_t kMostHeaders = 12;

// "<server> <method>", then a header a line, each piece alone in memory.
struct Asked {
  explicit Asked(std::string_view bytes) : guarded(bytes.size(), 2 * kMostHeaders + 1) {
    std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view first = bytes.substr(0, end);
    if (!first.empty()) {
      server = static_cast<unsigned char>(first[0]) % 4U;
      method = guarded.copy(first.substr(1));
    }
    while (end < bytes.size() && count < kMostHeaders) {
      bytes.remove_prefix(end + 1);
      end = std::min(bytes.find('\n'), bytes.size());
      const std::string_view line = bytes.substr(0, end);
      const std::size_t colon = std::min(line.find(':'), line.size());
      headers[count].name = guarded.copy(line.substr(0, colon));
      headers[count].value = guarded.copy(trim_http_tab_or_space(line.substr(std::min(colon + 1, line.size()))));
      ++count;
    }
  }

  Guarded guarded;
  std::size_t server = 0;
  std::string_view method;
  HeaderView headers[kMostHeaders];
  std::size_t count = 0;
};

// A server that has found the three headers already gets the same decision.
void check_located(const policy::Policy& policy, const policy::Decision& decision, const Asked& asked) {
  std::string_view lines[3][kMostHeaders];
  std::size_t counts[3] = {};
  for (std::size_t i = 0; i < asked.count; ++i) {
    constexpr std::string_view kNames[] = {"Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"};
    for (std::size_t name = 0; name < 3; ++name) {
      if (literal::same_in_any_case(asked.headers[i].name, kNames[name])) lines[name][counts[name]++] = asked.headers[i].value;
    }
  }
  const policy::LocatedHeaders found{{lines[0], counts[0]}, {lines[1], counts[1]}, {lines[2], counts[2]}};
  const policy::Decision located = policy.decide(asked.method, "/", found);
  char blocks[2][512];
  const std::size_t size = decision.write_block(blocks[0]);
  check(located.request_type() == decision.request_type() && located.allowed() == decision.allowed() &&
            located.reason() == decision.reason() && located.status() == decision.status(),
        "located headers are decided like others");
  check(located.write_block(blocks[1]) == size && (size > sizeof blocks[0] || std::memcmp(blocks[0], blocks[1], size) == 0),
        "located headers are answered like others");
}

// What an allowed or refused origin has to do with the entries of a policy that lists them.
void check_origins(const Server& server, const policy::Decision& decision, const Asked& asked) {
  std::size_t count = 0;
  std::string_view origin;
  for (std::size_t i = 0; i < asked.count; ++i) {
    if (!literal::same_in_any_case(asked.headers[i].name, "Origin")) continue;
    origin = asked.headers[i].value;
    ++count;
  }
  const bool is_listed = count == 1 && policy::linear_match(server.entries, origin).has_value();
  check(is_listed || !*decision.allowed(), "an origin is allowed by an entry", [&] { return readable(origin); });
  check(*decision.allowed() || !is_listed || decision.request_type() == policy::RequestType::preflight,
        "an origin that is listed is allowed, but for what its preflight asks", [&] { return readable(origin); });
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  const Asked asked(input);
  const Server& server = servers()[asked.server];
  const policy::Decision decision = server.policy.decide(asked.method, "/", HeaderListView(asked.headers, asked.count));
  const std::optional<bool> allowed = decision.allowed();
  const policy::RequestType type = decision.request_type();
  char block[1024];
  const std::size_t size = decision.write_block(block);
  check(size == size_of(decision.headers()), "a block of bytes is as long as its headers");
  check(allowed.value_or(true) == !decision.reason(), "what is refused has a reason, and nothing else has one");
  check(decision.status().has_value() == (type == policy::RequestType::preflight), "a preflight has a status, and nothing else has one");
  check((type == policy::RequestType::other) == !allowed, "nobody asked where there is no Origin");
  if (allowed && !server.any_origin) check_origins(server, decision, asked);
  notes.note(size);
  // WHY some of them: a second decision takes as long as the first.
  if (!notes.listens() && input.size() % 8 != 0) return;
  check_located(server.policy, decision, asked);
  if (size > sizeof block) return;
  notes.note(std::string_view(block, size));
  check_block({block, size}, decision.headers());
}

}  // namespace crosscheck::fuzz
