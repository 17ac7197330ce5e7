// The conformance vectors over HTTP.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "oracle/message.h"

namespace crosscheck::oracle {

// The vectors that the program carries, laid out once for answering. Immutable; any thread may ask.
class VectorRoutes {
 public:
  // Reads all of them.
  VectorRoutes();

  // `GET /v1/vectors?area=&tag=&level=`: `{"count": …, "vectors": […]}`, those that all given parameters mean, in the order of the files;
  // none where no vector has that level. A parameter that is unknown, comes twice, or names an area or a tag that no vector bears or a level
  // that is none, is 400, and the answer says what there is.
  Response list(const Request& request) const;
  // `GET /v1/vectors/{id}`: one vector as it stands in its file. The slash of an id may be encoded or not. 404 for an id that is none.
  Response one(const Request& request) const;

 private:
  struct Entry {
    std::string area;
    std::string level;
    std::vector<std::string> tags;
    std::string json;
  };

  std::vector<Entry> entries_;
  std::map<std::string, std::size_t, std::less<>> places_;               // of an id
  std::map<std::string, std::vector<std::string>, std::less<>> values_;  // what each parameter may be
  std::string etag_;
};

}  // namespace crosscheck::oracle
