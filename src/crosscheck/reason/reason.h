// Why a decision came out as it did: one table for codes, places in the standards and sentences.
//
// Constant tables and pure functions of them; any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "crosscheck/reason/rule.h"

namespace crosscheck {

// Where a fetch was blocked.
enum class At : std::uint8_t { construct, request, preflight, redirect, response };
std::string_view to_string(At at);

// One enumerator for each code: the code with `_` for `-`. A released code is never renamed or reused.
enum class Reason : std::uint8_t {
#define CROSSCHECK_REASON(enumerator, code, rule, at, blames, sentence, advice) enumerator,
#include "crosscheck/reason/reason_table.inc"
#undef CROSSCHECK_REASON
};

// Who has to change something.
enum class Blames : std::uint8_t { client, server, proxy, network };
std::string_view to_string(Blames blames);

struct ReasonInfo {
  std::string_view code;  // "allow-origin-missing"
  Rule rule;              // the row whose step blocks: its anchor and step are the reason's
  std::string_view at;    // the places where it can come up, separated by spaces: "preflight redirect response"
  Blames blames;
  std::string_view sentence;  // what is wrong, one sentence
  std::string_view advice;    // what to change
};

// All views are constants.
const ReasonInfo& reason_info(Reason reason);
std::string_view to_string(Reason reason);
std::optional<Reason> reason_from_code(std::string_view code);
// Every reason, in the table's order.
std::span<const ReasonInfo> all_reasons();

}  // namespace crosscheck
