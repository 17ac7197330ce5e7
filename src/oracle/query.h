// The query and the path of a request, decoded.
//
// Pure functions; any thread may call.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"

namespace crosscheck::oracle {

// The bytes that the text stands for, each `%` and two hexadecimal digits being one. Nothing where a `%` has no two digits behind it.
std::optional<std::string> percent_decoded(std::string_view text);

struct Parameter {
  std::string name;
  std::string value;
};

// What is wrong with a query, in a sentence.
struct QueryError {
  std::string message;
};

// `name=value` pairs between `&`, decoded as forms are: `+` is a space. Refused: a name that is not among `known`, one that comes twice, one
// without a value, a `%` without its digits. An empty query has none.
Result<std::vector<Parameter>, QueryError> parse_query(std::string_view query, const std::vector<std::string_view>& known);

}  // namespace crosscheck::oracle
