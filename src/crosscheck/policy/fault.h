// What is wrong with a policy document: one table of codes, and faults that say where, what, and what to write instead.
//
// Everything here is a value or a constant; any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace crosscheck::policy {

// error: the policy cannot work. danger: an error unless the document acknowledges it by name. warning: it works.
enum class Level : std::uint8_t { error, danger, warning };
std::string_view to_string(Level level);

// One enumerator for each row: the name with `_` for `-`. A released code or name is never reused.
enum class FaultKind : std::uint8_t {
#define CROSSCHECK_POLICY_FAULT(enumerator, code, name, level, reference) enumerator,
#include "crosscheck/policy/fault_table.inc"
#undef CROSSCHECK_POLICY_FAULT
};

struct FaultInfo {
  std::string_view code;       // "V07"
  std::string_view name;       // "unanchored-pattern": what `acknowledge` takes where the level is danger
  Level level;
  std::string_view reference;  // where to read on: a URL
};

// All views are constants.
const FaultInfo& fault_info(FaultKind kind);
std::optional<FaultKind> fault_kind_from_name(std::string_view name);
// Every row, in the order of the codes.
std::span<const FaultInfo> all_faults();

// One fault of one document.
struct Fault {
  FaultKind kind = FaultKind::allows_no_origin;
  // As it counts here: an acknowledged danger is a warning, and so is an acknowledgement without its danger.
  Level level = Level::error;
  std::string pointer;  // RFC 6901, from the document's root; empty is the root itself
  std::string message;  // what is wrong with what stands there, in UTF-8
  std::string fix;      // what to write instead

  std::string_view code() const { return fault_info(kind).code; }
  std::string_view name() const { return fault_info(kind).name; }
  std::string_view reference() const { return fault_info(kind).reference; }
  bool is_warning() const { return level == Level::warning; }
  friend bool operator==(const Fault&, const Fault&) = default;
};

// A fault at its table's level.
Fault make_fault(FaultKind kind, std::string pointer, std::string message, std::string fix);

// V23, which whoever reads the document finds. `parent` is the pointer of the object that has the key; `known` are the keys that it may have.
Fault unknown_key(std::string_view parent, std::string_view key, std::span<const std::string_view> known);
// V23 for a value of the wrong type; `expected` says what would be right: "a list of strings, or \"*\"".
Fault wrong_type(std::string pointer, std::string_view expected);

// A pointer one step down: `/` and the token, with `~` and `/` escaped (RFC 6901).
std::string pointer_to(std::string_view parent, std::string_view token);
std::string pointer_to(std::string_view parent, std::size_t index);

// How text from the document is shown in a message: between backquotes, control characters as \xNN, cut after 80 bytes.
std::string in_backquotes(std::string_view text);

}  // namespace crosscheck::policy
