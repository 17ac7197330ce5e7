#include "crosscheck/policy/fault.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "crosscheck/base/nearest.h"

namespace crosscheck::policy {
namespace {

constexpr auto kFaults = std::to_array<FaultInfo>({
#define CROSSCHECK_POLICY_FAULT(enumerator, code, name, level, reference) {code, name, Level::level, reference},
#include "crosscheck/policy/fault_table.inc"
#undef CROSSCHECK_POLICY_FAULT
});

std::string listed(std::span<const std::string_view> names) {
  std::string list;
  for (const std::string_view name : names) {
    if (!list.empty()) list += ", ";
    list += name;
  }
  return list;
}

}  // namespace

std::string_view to_string(Level level) {
  switch (level) {
    case Level::error: return "error";
    case Level::danger: return "danger";
    case Level::warning: return "warning";
  }
  return {};
}

const FaultInfo& fault_info(FaultKind kind) { return kFaults[static_cast<std::size_t>(kind)]; }

std::optional<FaultKind> fault_kind_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kFaults.size(); ++i) {
    if (kFaults[i].name == name) return static_cast<FaultKind>(i);
  }
  return std::nullopt;
}

std::span<const FaultInfo> all_faults() { return kFaults; }

Fault make_fault(FaultKind kind, std::string pointer, std::string message, std::string fix) {
  return Fault{kind, fault_info(kind).level, std::move(pointer), std::move(message), std::move(fix)};
}

Fault unknown_key(std::string_view parent, std::string_view key, std::span<const std::string_view> known) {
  const std::string_view meant = nearest(key, known);
  std::string fix = meant.empty() ? "Leave it out; what may stand here: " + listed(known) + "." : "Write \"" + std::string(meant) + "\".";
  return make_fault(FaultKind::unknown_key, pointer_to(parent, key), "No key of a policy is called " + in_backquotes(key) + " here.", std::move(fix));
}

Fault wrong_type(std::string pointer, std::string_view expected) {
  std::string message = "The value has the wrong type: it has to be " + std::string(expected) + ".";
  return make_fault(FaultKind::unknown_key, std::move(pointer), std::move(message), "Write " + std::string(expected) + ".");
}

std::string pointer_to(std::string_view parent, std::string_view token) {
  std::string pointer(parent);
  pointer += '/';
  for (const char c : token) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t index) { return pointer_to(parent, std::to_string(index)); }

std::string in_backquotes(std::string_view text) {
  constexpr std::size_t kMostBytes = 80;
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::size_t end = std::min(text.size(), kMostBytes);
  // WHY: a code point is never cut in two.
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  std::string shown = "`";
  for (const char c : text.substr(0, end)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      shown += "\\x";
      shown += kHexDigits[byte >> 4];
      shown += kHexDigits[byte & 0xF];
    } else {
      shown += c;
    }
  }
  if (end < text.size()) shown += "…";
  return shown + '`';
}

}  // namespace crosscheck::policy
