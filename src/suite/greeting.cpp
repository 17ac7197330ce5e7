#include "suite/greeting.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "crosscheck/base/nearest.h"
#include "question/capabilities.h"
#include "question/kinds.h"
#include "suite/engine_implementation.h"

namespace crosscheck::suite {
namespace {

using question::kCapabilities;

constexpr auto kRoles = std::to_array<std::string_view>({"library", "client", "server"});

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const question::Kind& kind : question::all_kinds()) names.push_back(kind.name);
  // Not of the engine, but of those who serve.
  names.push_back("serve");
  return names;
}

void check_words(const Members& members, std::string_view key, std::string_view what, const std::vector<std::string>& words,
                 std::span<const std::string_view> known) {
  for (const std::string& word : words) {
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    const std::string_view meant = nearest(word, known);
    members.refuse(key, fmt::format("\"{}\" is not a {}{}", word, what, meant.empty() ? "" : fmt::format("; did you mean \"{}\"?", meant)));
  }
}

}  // namespace

bool is_capability(std::string_view word) { return std::find(kCapabilities.begin(), kCapabilities.end(), word) != kCapabilities.end(); }

ImplementationInfo read_introduction(const Members& members) {
  ImplementationInfo info;
  info.name = members.text("name");
  info.version = members.text("version");
  info.language = members.text("language");
  info.source = members.text("source");
  info.roles = members.texts("roles");
  info.kinds = members.texts("kinds");
  info.capabilities = members.texts("capabilities");
  return info;
}

std::string hello_question(std::string_view nonce) { return question_of("hello", {{"protocol", 1}, {"nonce", std::string(nonce)}}); }

Result<ImplementationInfo, GreetingFault> read_greeting(const Json& output, std::string_view nonce) {
  std::optional<JsonFault> fault;
  const Members members(output, "", fault,
                        {"protocol", "nonce", "name", "version", "language", "source", "roles", "kinds", "capabilities"});
  if (!fault && members.number("protocol") != 1) members.refuse("protocol", "the protocol that is spoken here is 1");
  if (!fault && members.text("nonce") != nonce) members.refuse("nonce", "this is not the nonce of the greeting");
  ImplementationInfo info = read_introduction(members);
  if (!fault && info.name.empty()) members.refuse("name", "a name is needed");
  check_words(members, "roles", "role", info.roles, kRoles);
  check_words(members, "kinds", "kind of question", info.kinds, kind_names());
  check_words(members, "capabilities", "capability", info.capabilities, kCapabilities);
  if (fault) return GreetingFault{"its answer to `hello` is not right " + to_string(*fault)};
  return info;
}

}  // namespace crosscheck::suite
