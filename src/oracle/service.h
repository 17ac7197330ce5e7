// The oracle: every route, and what holds for all of them.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "crosscheck/base/result.h"
#include "oracle/evaluate_routes.h"
#include "oracle/host_list.h"
#include "oracle/http_server.h"
#include "oracle/limits.h"
#include "oracle/metrics.h"
#include "oracle/openapi.h"
#include "oracle/own_cors.h"
#include "oracle/page_routes.h"
#include "oracle/request_id.h"
#include "oracle/request_log.h"
#include "oracle/routes.h"
#include "oracle/table_routes.h"
#include "oracle/vector_routes.h"

namespace crosscheck::oracle {

struct ServiceOptions {
  OracleLimits limits;
  OwnCors cors;
  HostList hosts;
  RequestLog* log = nullptr;  // has to outlive the service; null: none is kept
  std::uint64_t id_seed = 0;  // of the ids that are made for requests
};

// Any thread may call. What is decided before a body is read, in this order: the name it was asked under (421), who asks (preflights; 403), the
// path (404), the method (405), then for a POST how its body is encoded and what it is (415), its framing (411) and its length (413).
class Service final : public HttpHandler {
 public:
  explicit Service(ServiceOptions options);

  std::variant<Response, std::unique_ptr<BodyReader>> begin(Head& head) override;
  void dress(const Request* request, Response& response) override;
  void sent(const Exchange& exchange) override;
  void turned_away() override { metrics_.count_turned_away(); }

  const OracleLimits& limits() const { return options_.limits; }
  const RouteTable& routes() const { return routes_; }

  // From now on /readyz answers 503.
  void end_soon() { ends_soon_ = true; }
  // Whose open connections /metrics tells; it has to outlive its last request.
  void watch(const HttpServer& server) { server_ = &server; }

 private:
  std::vector<Route> all_routes();
  Response ready() const;
  Response metrics() const;

  const ServiceOptions options_;
  std::atomic<bool> ends_soon_ = false;
  std::atomic<const HttpServer*> server_ = nullptr;
  RequestIds ids_;
  const VectorRoutes vectors_;
  const TableRoutes tables_;
  const OpenApiRoute openapi_;
  const PageRoutes page_;
  const Response version_;
  RouteTable routes_;
  Metrics metrics_;
  EvaluateRoutes evaluate_;
};

}  // namespace crosscheck::oracle
