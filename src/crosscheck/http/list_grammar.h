// A list of tokens as a recipient reads it: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
//
// [ element ] *( OWS "," OWS [ element ] ), where an element is a token and OWS is any number of tabs and spaces. Empty elements are passed
// over, so that a list may hold none. OWS is allowed beside a comma and nowhere else: a value ought to be normalized before. Any thread may
// call.
#pragma once

#include <cstddef>
#include <string_view>

#include "crosscheck/http/header.h"

namespace crosscheck {

// ABNF-5: calls `visit(std::string_view)` for each element in order, in one pass, without allocating; elements point into `line`. False as
// soon as the line leaves the grammar: what was visited until then is not to be relied on.
template <class Visit>
constexpr bool for_each_list_element(std::string_view line, Visit&& visit) {
  std::size_t position = 0;
  const auto skip_ows = [&] {
    while (position < line.size() && is_http_tab_or_space(line[position])) ++position;
  };
  const auto take_element = [&] {
    const std::size_t start = position;
    if (position == line.size() || !is_token_byte(line[position])) return;
    position += token_length(line.substr(position));
    visit(line.substr(start, position - start));
  };
  take_element();
  while (position < line.size()) {
    skip_ows();
    if (position == line.size() || line[position] != ',') return false;
    ++position;
    skip_ows();
    take_element();
  }
  return true;
}

// Whether the line is such a list.
constexpr bool is_list(std::string_view line) {
  return for_each_list_element(line, [](std::string_view) {});
}

}  // namespace crosscheck
