#include "suite/laid_out_json.h"

#include <algorithm>
#include <cstddef>

#include "suite/terminal_text.h"

namespace crosscheck::suite {
namespace {

// Whole on one line where it fits, else a line for each member or element. The line so far has `used` columns.
void lay_out(const Json& value, std::size_t indent, std::size_t used, std::string& text) {
  const std::string whole = printable(value.dump());
  if (!value.is_structured() || value.empty()) {
    text += whole;
    return;
  }
  const auto each = [&](std::string_view between, bool inside_line) {
    bool first = true;
    text += value.is_array() ? "[" : "{";
    for (const auto& [key, member] : value.items()) {
      if (!first) text += inside_line ? ", " : ",";
      first = false;
      text += between;
      std::string name = value.is_object() ? printable(Json(key).dump()) + ": " : std::string();
      const std::size_t behind = indent + 2 + columns(name);
      text += name;
      lay_out(member, indent + 2, behind, text);
    }
    if (!inside_line) text += "\n" + std::string(indent, ' ');
    text += value.is_array() ? "]" : "}";
  };
  const bool has_objects = std::any_of(value.begin(), value.end(), [](const Json& member) { return member.is_structured(); });
  // WHY: `dump` has no spaces behind commas and colons, and a comma may follow.
  const std::size_t spaces = value.size() * (value.is_object() ? 2 : 1);
  const bool fits = !has_objects && indent != 0 && used + columns(whole) + spaces < kColumns;
  each(fits ? std::string() : "\n" + std::string(indent + 2, ' '), fits);
}

}  // namespace

std::string laid_out(const Json& value) {
  std::string text;
  lay_out(value, 0, 0, text);
  return text;
}

}  // namespace crosscheck::suite
