// Which origins a server lets in, worked out from its answers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/audit_rule.h"
#include "check/infer_answers.h"
#include "check/prober.h"
#include "crosscheck/policy/document.h"

namespace crosscheck::check {

// Something that is let in and hardly meant, or meant and not let in, with what shows it. A value.
struct Danger {
  AuditRuleId rule = AuditRuleId::A01;
  Level severity = Level::must;
  std::string probe;    // what was asked, in words that no seed changes
  std::string summary;  // a sentence
  Exchange shown_by;
  Direction direction = Direction::permissive;
};

// How a server lets in an origin that nobody named.
enum class AnyOrigin : std::uint8_t { no, star, reflected };

// A value.
struct InferredOrigins {
  AnyOrigin any = AnyOrigin::no;
  policy::StarOrList entries;
  std::vector<policy::OriginPattern> patterns;
  bool null_origin = false;
  bool credentials = false;
  // One that is let in, by which everything else can be asked; nothing where none was found.
  std::optional<std::string> friendly;
  std::string stranger;                // one that nobody named
  bool any_cors_header = false;        // in any answer
  std::vector<std::string> sentences;  // what was found, for people
  std::vector<Danger> dangers;
};

// Asks on behalf of the origins that were given, of strangers, of `null`, and of what is near to each that is let in. `drawn` is a label that
// nobody has. Where no given origin is let in, but an answer names one that would be, that one is asked about.
InferredOrigins infer_origins(Prober& prober, std::string_view path, std::span<const std::string> origins, std::string_view drawn);

}  // namespace crosscheck::check
