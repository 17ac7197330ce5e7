// The playground's files.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "oracle/message.h"

namespace crosscheck::oracle {

// Laid out once for answering. Immutable; any thread may ask.
class PageRoutes {
 public:
  PageRoutes();
  // `GET /`: playground/index.html.
  Response index(const Request& request) const;
  // `GET /playground/NAME`.
  Response file(const Request& request) const;

 private:
  std::map<std::string, Response, std::less<>> files_;  // by their path
};

}  // namespace crosscheck::oracle
