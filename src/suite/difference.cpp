#include "suite/difference.h"

#include <utility>

#include "question/json_tree.h"

namespace crosscheck::suite {
namespace {

using question::pointer_below;

std::optional<Difference> difference_at(const std::string& pointer, const Json& expected, const Json& got, Reasons reasons) {
  if (expected.is_object() && got.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      if (reasons == Reasons::left_out && key == "reason") continue;
      const auto found = got.find(key);
      if (found == got.end()) return Difference{pointer_below(pointer, key), value, std::nullopt};
      if (std::optional<Difference> difference = difference_at(pointer_below(pointer, key), value, *found, reasons)) return difference;
    }
    return std::nullopt;
  }
  if (expected.is_array() && got.is_array() && expected.size() == got.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (std::optional<Difference> difference = difference_at(pointer_below(pointer, std::to_string(i)), expected[i], got[i], reasons))
        return difference;
    }
    return std::nullopt;
  }
  if (expected == got) return std::nullopt;
  return Difference{pointer, expected, got};
}

}  // namespace

std::optional<Difference> first_difference(const Json& expected, const Json& got, Reasons reasons) {
  return difference_at("", expected, got, reasons);
}

}  // namespace crosscheck::suite
