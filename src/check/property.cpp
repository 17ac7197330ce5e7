#include "check/property.h"

#include <algorithm>
#include <array>

namespace crosscheck::check {
namespace {

using enum Severity;

constexpr std::array<Property, kProperties> kTable{{
#include "check/property_table.inc"
}};

constexpr bool stands_in_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].id) != i + 1) return false;
  }
  return true;
}
static_assert(stands_in_order(), "property() takes an id for a place");

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case must:
      return "must";
    case should:
      return "should";
    case info:
      return "info";
  }
  return "";
}

std::span<const Property> all_properties() { return kTable; }

const Property& property(PropertyId id) { return kTable[static_cast<std::size_t>(id) - 1]; }

std::optional<PropertyId> property_from(std::string_view word) {
  const auto found =
      std::find_if(kTable.begin(), kTable.end(), [word](const Property& one) { return one.code == word || one.name == word; });
  if (found == kTable.end()) return std::nullopt;
  return found->id;
}

}  // namespace crosscheck::check
