// The servers' bugs: which there are, and what is told about each.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::zoo {

// How a correct server may answer. All three give everybody the same permissions.
// - echo: repeats what was asked for, where it is allowed; refuses preflights with 403
// - list: sends its lists in full; where one origin alone is allowed and no credentials are, it sends that one to everybody
// - wildcard: sends `*` wherever the policy has one; refuses by leaving out what is not allowed
enum class Style : std::uint8_t { echo, list, wildcard };
std::optional<Style> style_named(std::string_view name);
std::string_view to_string(Style style);

// One bug each; `none` is a correct server.
// clang-format off
enum Mutant : std::uint8_t {
  none,
  M01, M02, M03, M04, M05, M06, M07, M08, M09, M10, M11, M12, M13, M14, M15, M16, M17, M18, M19, M20, M21, M22, M23, M24, M25, M26, M27, M28,
  M29, M30, M31, M32, M33, M34, M35, M36, M37, M38, M39, M40, M41, M42, M43, M44, M45, M46, M47, M48, M49, M50, M51, M52, M53, M54, M55, M56,
  M57, M58, M59, M60, M61, M62, M63, M64, M65, M66, M67, M68, M69, M70, M71, M72, M73, M74, M75, M76, M77, M78, M79, M80, M81, M82, M83, M84,
  M85, M86, M87, M88, M89, M90, M91, M92, M93, M94, M95, M96, M97, M98, M99, M100, M101, M102, M103, M104, M105
};
// clang-format on

struct MutantRow {
  Mutant mutant = none;
  std::string_view id;
  std::string_view name;
  std::string_view does;
  std::string_view caught_by;  // properties, with spaces between them: any of them is enough
  std::string_view policies;   // names of policies/*.json that it shows under, with spaces between them
  Style style = Style::echo;   // that it is a deviation of
  std::string_view unseen;     // why no black box can see it; empty where one can
};

// In the order of the ids.
std::span<const MutantRow> mutants();
const MutantRow* mutant_named(std::string_view id);  // null where there is none

}  // namespace crosscheck::zoo
