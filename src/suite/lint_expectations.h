// Whether what a vector expects can hold: it is written by hand, and the engine confirms it.
//
// One thread at a time.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/engine_implementation.h"
#include "suite/json_text.h"
#include "suite/judge.h"
#include "suite/stop.h"
#include "suite/vector.h"

namespace crosscheck::suite {

// The engine, asked and judged as `crosscheck run` does it.
class ConfirmingEngine {
 public:
  ConfirmingEngine();

  // Its answer to the vector's question, with the trace.
  Json answer_with_trace(const Vector& vector);
  // Why a run would not let this answer pass, in a sentence. Nothing where it passes, or where a run would not ask.
  std::optional<std::string> contradiction(const Vector& vector, const Json& answer) const;
  // The same of its answer under the profile of a browser, which it is asked for.
  std::optional<std::string> contradiction_under(std::string_view profile, const Vector& vector);

 private:
  Json answer_to(const std::string& question);
  std::optional<std::string> judged(const Vector& vector, const Json& answer, std::string_view profile) const;

  Stop never_;  // nobody ends a linter before its time
  EngineImplementation engine_;
  Claims claims_;
};

// The keys that objects have at each place of some values. All elements of a list stand at one place, which is the list's.
class KnownKeys {
 public:
  void add(const Json& value);
  // Pointers to the keys of `expected` that nothing added has at their place, and to nothing below those. Of a place where no object was ever
  // seen (there was null, or an empty list) no key is known to be wrong.
  std::vector<std::string> unknown_in(const Json& expected) const;

 private:
  void find_unknown(const Json& expected, const std::string& pointer, std::vector<std::string>& unknown) const;

  std::map<std::string, std::unique_ptr<KnownKeys>, std::less<>> members_;
};

// The keys that answers of each kind have.
class KeysOfAnswers {
 public:
  // The answer to that vector's question; an error adds nothing.
  void add(const Vector& vector, const Json& answer);
  // Pointers to the keys of an expectation of the kind that no answer of it has. Whoever reads vectors knows the keys of an error.
  std::vector<std::string> unknown_in(const Json& expect, const std::string& kind) const;

 private:
  std::map<std::string, KnownKeys> by_kind_;
};

}  // namespace crosscheck::suite
