// Tables and schemas over HTTP.
#pragma once

#include <map>
#include <string>

#include "oracle/message.h"

namespace crosscheck::oracle {

// What the program carries beside its vectors, laid out once for answering. Every answer bears an `ETag`, made from its content.
// Immutable; any thread may ask.
class TableRoutes {
 public:
  TableRoutes();

  // `GET /v1/reasons`: `{"reasons": [{"code", "rule", "spec", "step", "at", "blames", "sentence", "advice"}]}`, every reason of a block.
  Response reasons(const Request& request) const;
  // `GET /v1/requirements`: conformance/requirements.json.
  Response requirements(const Request& request) const;
  // `GET /v1/schema/{name}.json`: a file of conformance/schema, whose references to others are relative to it. 404 for any other name, with a
  // list of what there is.
  Response schema(const Request& request) const;

 private:
  Response reasons_;
  Response requirements_;
  std::map<std::string, Response, std::less<>> schemas_;  // by the last part of their path
};

}  // namespace crosscheck::oracle
