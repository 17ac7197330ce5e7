#include "crosscheck/reason/reason.h"

#include <array>
#include <cstddef>

namespace crosscheck {
namespace {

constexpr auto kReasons = std::to_array<ReasonInfo>({
#define CROSSCHECK_REASON(enumerator, code, rule, at, blames, sentence, advice) {code, Rule::rule, at, Blames::blames, sentence, advice},
#include "crosscheck/reason/reason_table.inc"
#undef CROSSCHECK_REASON
});

}  // namespace

std::string_view to_string(At at) {
  switch (at) {
    case At::construct:
      return "construct";
    case At::request:
      return "request";
    case At::preflight:
      return "preflight";
    case At::redirect:
      return "redirect";
    case At::response:
      return "response";
  }
  return {};
}

std::string_view to_string(Blames blames) {
  switch (blames) {
    case Blames::client:
      return "client";
    case Blames::server:
      return "server";
    case Blames::proxy:
      return "proxy";
    case Blames::network:
      return "network";
  }
  return {};
}

const ReasonInfo& reason_info(Reason reason) { return kReasons[static_cast<std::size_t>(reason)]; }

std::string_view to_string(Reason reason) { return reason_info(reason).code; }

std::optional<Reason> reason_from_code(std::string_view code) {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (kReasons[i].code == code) return static_cast<Reason>(i);
  }
  return std::nullopt;
}

std::span<const ReasonInfo> all_reasons() { return kReasons; }

}  // namespace crosscheck
