// The conformance vectors over HTTP.
#pragma once

#include <memory>
#include <mutex>

#include "oracle/message.h"

namespace crosscheck::oracle {

// The vectors that the program carries. The first request waits until they are laid out for answering: a server that nobody asks for vectors starts
// without them. Any thread may ask.
class VectorRoutes {
 public:
  VectorRoutes();
  ~VectorRoutes();

  // `GET /v1/vectors?area=&tag=&level=`: `{"count": …, "vectors": […]}`, those that all given parameters mean, in the order of the files;
  // none where no vector has that level. A parameter that is unknown, comes twice, or names an area or a tag that no vector bears or a level
  // that is none, is 400, and the answer says what there is.
  Response list(const Request& request) const;
  // `GET /v1/vectors/{id}`: one vector as it stands in its file. The slash of an id may be encoded or not. 404 for an id that is none.
  Response one(const Request& request) const;

 private:
  struct Table;
  const Table& table() const;

  mutable std::once_flag laid_out_;
  mutable std::unique_ptr<const Table> table_;
};

}  // namespace crosscheck::oracle
