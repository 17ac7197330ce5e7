// What one route is asked and what it answers, for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "oracle/message.h"
#include "suite/json_text.h"

namespace crosscheck::oracle {

inline Request get(std::string path, std::string query = "") { return {"GET", std::move(path), std::move(query), {}, ""}; }

// Text that has to be JSON.
inline suite::Json json_of(std::string_view text) {
  const Result<suite::Json, suite::JsonFault> json = suite::read_json_text(text);
  EXPECT_TRUE(json.has_value()) << text.substr(0, 200);
  return json ? *json : suite::Json::object();
}

}  // namespace crosscheck::oracle
