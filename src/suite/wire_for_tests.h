// Messages as JSON, for tests.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "suite/json_text.h"

namespace crosscheck::suite {

// Header lines. WHY not in braces alone: a list of pairs is an object to nlohmann/json.
inline Json lines(std::initializer_list<std::pair<std::string, std::string>> headers) {
  Json list = Json::array();
  for (const auto& [name, value] : headers) list.push_back(Json::array({name, value}));
  return list;
}

}  // namespace crosscheck::suite
