#include "wire/field_lines.h"

#include <utility>

#include "crosscheck/http/header.h"

namespace crosscheck::wire {
namespace {

// What a server holds against a line; nothing for a field.
std::optional<ReadFailure> refusal(std::string_view line, std::size_t colon) {
  if (is_http_tab_or_space(line.front())) return malformed("has a field line that begins with a space");
  if (colon == std::string_view::npos) return malformed("has a field line without a colon");
  if (!is_header_name(line.substr(0, colon))) return malformed("has a field whose name is no token");
  if (line.find('\r') != std::string_view::npos) return malformed("has a lone CR among its fields");
  if (line.find('\0') != std::string_view::npos) return malformed("has a NUL among its fields");
  return std::nullopt;
}

}  // namespace

std::optional<ReadFailure> FieldLines::add(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (manner_ == FieldManner::of_a_server) {
    if (auto failure = refusal(line, colon)) return failure;
  } else if (is_http_tab_or_space(line.front())) {
    fold(line);
    return std::nullopt;
  } else if (colon == std::string_view::npos || colon == 0) {
    ignored_.emplace_back(line);
    folds_into_field_ = false;
    return std::nullopt;
  }
  headers_.push_back(Header{std::string(line.substr(0, colon)), std::string(trim_http_tab_or_space(line.substr(colon + 1)))});
  folds_into_field_ = true;
  return std::nullopt;
}

void FieldLines::fold(std::string_view line) {
  // What continues an ignored line is ignored with it.
  if (!folds_into_field_) {
    ignored_.emplace_back(line);
    return;
  }
  const std::string_view rest = trim_http_tab_or_space(line);
  if (rest.empty()) return;
  std::string& value = headers_.back().value;
  if (!value.empty()) value += ' ';
  value += rest;
}

}  // namespace crosscheck::wire
