// Whether an answer is what a vector expects.
//
// Values and pure functions; any thread may call.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/difference.h"
#include "suite/json_text.h"
#include "suite/vector.h"

namespace crosscheck::suite {

// What an implementation says that it can do.
struct Claims {
  std::vector<std::string> kinds;
  std::vector<std::string> capabilities;

  bool has_kind(std::string_view kind) const;
  bool has_capability(std::string_view capability) const;
};

// Why a vector is not asked of who claims this: "kind:policy", "capability:redirects". Nothing where it is asked.
std::optional<std::string> reason_not_to_ask(const Vector& vector, const Claims& claims);

struct Judgement {
  Outcome outcome = Outcome::pass;
  std::optional<Direction> direction;  // of a difference
  // Where it differs: a pointer into the answer's output, or into the answer itself where an error came or was expected.
  std::string pointer;
  std::optional<Json> expected;
  std::optional<Json> got;
  std::string detail;  // a sentence, where there is more to say
};

// `answer` has `output`, `error` or `skip`. `profile` is "standard" or a browser's, whose own expectations then count.
Judgement judge(const Vector& vector, const Json& answer, const Claims& claims, std::string_view profile = "standard");

// What is compared with an answer under that profile.
const Json& expectation_under(const Vector& vector, std::string_view profile);

}  // namespace crosscheck::suite
