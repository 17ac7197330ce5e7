// Which way an answer leans: `permissive` where it lets through what must not be, `strict` for the reverse.
#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "suite/difference.h"

namespace crosscheck::suite {
namespace {

struct Lean {
  bool permissive = false;
  bool strict = false;

  // `by` is above 0 where more is let through than expected.
  void add(int by) {
    permissive = permissive || by > 0;
    strict = strict || by < 0;
  }
};

// How much each word lets through.
struct Rank {
  std::string_view word;
  int rank;
};
constexpr auto kVerdicts = std::to_array<Rank>({{"blocked", 0}, {"pending", 1}, {"allowed", 2}});
constexpr auto kResults = std::to_array<Rank>({{"failure", 0}, {"blocked", 0}, {"success", 1}, {"allowed", 1}});
constexpr auto kResponseTypes = std::to_array<Rank>({{"opaque", 0}, {"opaqueredirect", 0}, {"cors", 1}, {"basic", 2}});

template <std::size_t N>
int compared(const std::array<Rank, N>& ranks, const Json& expected, const Json& got) {
  const auto rank = [&ranks](const Json& word) {
    const auto found = std::find_if(ranks.begin(), ranks.end(), [&](const Rank& one) { return word == Json(std::string(one.word)); });
    return found == ranks.end() ? -1 : found->rank;
  };
  const int wanted = rank(expected);
  const int came = rank(got);
  return wanted < 0 || came < 0 ? 0 : came - wanted;
}

int compared_booleans(const Json& expected, const Json& got) {
  if (!expected.is_boolean() || !got.is_boolean()) return 0;
  return static_cast<int>(got.get<bool>()) - static_cast<int>(expected.get<bool>());
}

// "failure" lets less through than any value.
int compared_failures(const Json& expected, const Json& got) {
  return static_cast<int>(expected == Json("failure")) - static_cast<int>(got == Json("failure"));
}

// Names, the elements of a list or the first part of each pair; null is a list of none.
std::set<std::string> names_in(const Json& list) {
  std::set<std::string> names;
  if (!list.is_array()) return names;
  for (const Json& element : list) {
    const Json& name = element.is_array() && !element.empty() ? element.front() : element;
    names.insert(name.is_string() ? name.get<std::string>() : name.dump());
  }
  return names;
}

Lean compared_names(const Json& expected, const Json& got) {
  const std::set<std::string> wanted = names_in(expected);
  const std::set<std::string> came = names_in(got);
  Lean lean;
  lean.permissive = !std::includes(wanted.begin(), wanted.end(), came.begin(), came.end());
  lean.strict = !std::includes(came.begin(), came.end(), wanted.begin(), wanted.end());
  return lean;
}

int count_sent(const Json& sent, std::string_view purpose) {
  if (!sent.is_array()) return 0;
  return static_cast<int>(std::count_if(sent.begin(), sent.end(), [&](const Json& one) {
    return one.is_object() && one.contains("purpose") && one.at("purpose") == Json(std::string(purpose));
  }));
}

// A preflight less lets more through, and so does an actual request more or one with credentials.
void add_sent(const Json& expected, const Json& got, Lean& lean) {
  lean.add(count_sent(expected, "preflight") - count_sent(got, "preflight"));
  if (!expected.is_array() || !got.is_array()) return;
  if (expected.size() != got.size()) {
    lean.add(count_sent(got, "actual") - count_sent(expected, "actual"));
    return;
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Json& wanted = expected[i];
    const Json& came = got[i];
    if (wanted.is_object() && came.is_object() && wanted.contains("credentials") && came.contains("credentials"))
      lean.add(compared_booleans(wanted.at("credentials"), came.at("credentials")));
  }
}

class Walk {
 public:
  explicit Walk(std::string_view kind) : kind_(kind) {}
  const Lean& lean() const { return lean_; }

  void members(const Json& expected, const Json& got) {
    if (expected.is_object() && got.is_object()) {
      for (const auto& [key, value] : expected.items()) {
        if (const auto found = got.find(key); found != got.end()) member(key, value, *found);
      }
    } else if (expected.is_array() && got.is_array() && expected.size() == got.size()) {
      for (std::size_t i = 0; i < expected.size(); ++i) members(expected[i], got[i]);
    }
  }

 private:
  void add_names(const Json& expected, const Json& got, bool more_is_permissive) {
    const Lean lean = compared_names(expected, got);
    lean_.permissive = lean_.permissive || (more_is_permissive ? lean.permissive : lean.strict);
    lean_.strict = lean_.strict || (more_is_permissive ? lean.strict : lean.permissive);
  }

  void member(std::string_view key, const Json& expected, const Json& got) {
    if (key == "verdict") return lean_.add(compared(kVerdicts, expected, got));
    if (key == "result") return lean_.add(compared(kResults, expected, got));
    if (key == "type") return lean_.add(compared(kResponseTypes, expected, got));
    if (key == "safelisted" || key == "valid" || key == "allowed" || key == "preflight" || key == "preflight_with_credentials" ||
        key == "readable" || key == "readable_with_credentials")
      return lean_.add(compared_booleans(expected, got));
    if (key == "forbidden") return lean_.add(compared_booleans(got, expected));
    if (key == "values" || key == "range") return lean_.add(compared_failures(expected, got));
    // A CORS-unsafe name less is a preflight less.
    if (key == "names") return add_names(expected, got, kind_ != "unsafe-request-header-names");
    if (key == "methods" || key == "header_names" || key == "exposed") return add_names(expected, got, true);
    if (key == "errors") {
      // Each fault that is not found is let through.
      if (expected.is_array() && got.is_array() && expected.size() != got.size()) lean_.add(expected.size() > got.size() ? 1 : -1);
      return;
    }
    if (key == "max_age") {
      if (expected.is_number() && got.is_number() && expected != got) lean_.add(got > expected ? 1 : -1);
      return;
    }
    if (key == "sent") return add_sent(expected, got, lean_);
    // What a policy answers is judged by what it permits, not by its spelling.
    if (key == "headers" && kind_ == "policy") return;
    if (key == "headers") return add_names(expected, got, true);
    members(expected, got);
  }

  std::string_view kind_;
  Lean lean_;
};

}  // namespace

Direction direction_of(std::string_view kind, const Json& expected, const Json& got) {
  Walk walk(kind);
  walk.members(expected, got);
  if (walk.lean().permissive == walk.lean().strict) return Direction::other;
  return walk.lean().permissive ? Direction::permissive : Direction::strict;
}

}  // namespace crosscheck::suite
