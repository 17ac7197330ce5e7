// Which answer belongs to which method and path: one table, from which 404, 405, `Allow` and the labels of metrics follow.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "oracle/http_server.h"
#include "oracle/message.h"

namespace crosscheck::oracle {

struct Route {
  std::string_view method;  // GET, which answers HEAD too, or POST
  std::string_view path;    // as it stands, or with a `*` at its end
  // POST alone: the content types that are taken, without parameters, and how long a body may be.
  std::vector<std::string_view> content_types;
  std::size_t body_bytes = 0;
  // One of these: given the whole request, or given its head and then its body as it comes.
  std::function<Response(const Request&)> answer;
  std::function<std::unique_ptr<BodyReader>(const Request&)> reader;
};

// Immutable; any thread may ask.
class RouteTable {
 public:
  // Paths without `*` stand before those that would match them too.
  explicit RouteTable(std::vector<Route> routes) : routes_(std::move(routes)) {}

  // The route; nullptr where no route has the path, or none that has it takes the method.
  const Route* find(std::string_view method, std::string_view path) const;
  // "GET, HEAD, OPTIONS"; empty where no route has the path.
  std::string allow(std::string_view path) const;

  const std::vector<Route>& routes() const { return routes_; }
  // The place of a route in the table.
  std::size_t index(const Route& route) const { return static_cast<std::size_t>(&route - routes_.data()); }

 private:
  std::vector<Route> routes_;
};

}  // namespace crosscheck::oracle
