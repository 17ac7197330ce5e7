#include "crosscheck/policy/fault.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "crosscheck/base/ascii.h"

namespace crosscheck::policy {
namespace {

constexpr auto kFaults = std::to_array<FaultInfo>({
#define CROSSCHECK_POLICY_FAULT(enumerator, code, name, level, reference) {code, name, Level::level, reference},
#include "crosscheck/policy/fault_table.inc"
#undef CROSSCHECK_POLICY_FAULT
});

constexpr std::size_t kLongestCompared = 64;

// How many letters have to be inserted, left out, replaced or swapped with their neighbour.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::exchange(above, std::move(row));
  }
  return above.back();
}

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
  const std::optional<std::string_view> near = nearest(key, known);
  std::string fix = near ? "Write \"" + std::string(*near) + "\"." : "Leave it out; what may stand here: " + listed(known) + ".";
  return make_fault(FaultKind::unknown_key, pointer_to(parent, key), "No key of a policy is called " + in_backquotes(key) + " here.", std::move(fix));
}

Fault wrong_type(std::string pointer, std::string_view expected) {
  std::string message = "The value has the wrong type: it has to be " + std::string(expected) + ".";
  return make_fault(FaultKind::unknown_key, std::move(pointer), std::move(message), "Write " + std::string(expected) + ".");
}

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> names) {
  if (word.empty() || word.size() > kLongestCompared) return std::nullopt;
  std::string folded = byte_lowercase(word);
  std::replace(folded.begin(), folded.end(), '-', '_');
  std::optional<std::string_view> near;
  std::size_t fewest = 0;
  for (const std::string_view name : names) {
    std::string candidate(name);
    std::replace(candidate.begin(), candidate.end(), '-', '_');
    const std::size_t edits = edits_between(folded, candidate);
    if (edits * 2 > std::max(folded.size(), candidate.size())) continue;
    if (!near || edits < fewest) {
      near = name;
      fewest = edits;
    }
  }
  return near;
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
