#include "suite/markup_text.h"

namespace crosscheck::suite {
namespace {

std::string_view entity_of(char mark) {
  switch (mark) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string with_entities(std::string_view text, std::string_view marks) {
  std::string safe;
  for (const char c : text) {
    const std::string_view entity = marks.find(c) == std::string_view::npos ? std::string_view() : entity_of(c);
    if (entity.empty()) {
      safe += c;
    } else {
      safe += entity;
    }
  }
  return safe;
}

}  // namespace crosscheck::suite
