// Vectors of the kind `policy` judged by what a server sends: its effective permission, never the spelling of its headers.
#pragma once

#include <string_view>

#include "question/evaluate.h"
#include "suite/judge.h"

namespace crosscheck::suite {

// `answer` has an output of {"status": …, "headers": […]} or {"rejected": "why"}, or an error. What the vector expects of `effective`, `vary` and
// `absent` counts; where it names no `effective`, that of the engine's answer to the same question stands in its place. Nothing else does: no
// header text, no status but for what it permits, no reason.
// A policy that must be refused passes where it is, and is let through where it is served. A name that is missing in the Vary of an answer to
// a preflight, which no cache keeps, is non-strict; so is what a request meets that no browser sends, where the vector names no `effective`.
Judgement judge_on_the_wire(const Vector& vector, const Json& answer, const Claims& claims, std::string_view profile, Evaluator& engine);

}  // namespace crosscheck::suite
