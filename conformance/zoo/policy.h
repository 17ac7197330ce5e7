// A policy as the zoo's servers read it: from the same document as the engine, by code of their own.
//
// WHY of its own: these servers judge the checker. Code of src/crosscheck/policy/ in them would hide a mistake that both make.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/result.h"

namespace crosscheck::zoo {

struct Names {
  bool any = false;
  std::vector<std::string> listed;  // as they are spelled in the document, without `*`
};

struct Policy {
  bool any_origin = false;
  std::vector<std::string> origins;   // exact ones and patterns, as they are spelled
  std::vector<std::string> patterns;  // regular expressions
  bool null_origin = false;
  bool credentials = false;
  Names methods;
  Names request_headers;
  Names expose_headers;
  std::optional<std::int64_t> max_age;
  int preflight_status = 204;

  bool allows_anybody() const { return any_origin && !credentials; }
};

struct Route {
  std::string path;              // a `*` may stand at its end
  std::optional<Policy> policy;  // nothing: off
};

// Routes in the order of the document; a document without routes is one for every path.
struct PolicyDocument {
  std::vector<Route> routes;
};

// It is taken as valid: `crosscheck policy` says what is wrong with one. An error, a sentence, where it cannot be read at all.
Result<PolicyDocument, std::string> parse_policy(std::string_view json);

}  // namespace crosscheck::zoo
