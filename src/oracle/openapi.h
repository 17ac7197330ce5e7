// The description of the whole surface: an OpenAPI 3.1 document.
#pragma once

#include <string>

#include "oracle/message.h"

namespace crosscheck::oracle {

// The document with this program's version, complete in itself: the schemas of conformance/schema that it refers to are its components NAME,
// their definitions NAME.DEFINITION. Pure; it takes some milliseconds.
std::string openapi_document();

// `GET /openapi.json`, laid out once. Immutable; any thread may ask.
class OpenApiRoute {
 public:
  OpenApiRoute();
  // With an `ETag`.
  Response document(const Request& request) const;

 private:
  Response document_;
};

}  // namespace crosscheck::oracle
