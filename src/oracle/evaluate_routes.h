// `POST /v1/evaluate` and `POST /v1/evaluate/batch`.
#pragma once

#include <memory>

#include "oracle/evaluators.h"
#include "oracle/http_server.h"
#include "oracle/limits.h"
#include "oracle/metrics.h"

namespace crosscheck::oracle {

// Any thread may ask. What it is made of has to outlive it and its readers.
class EvaluateRoutes {
 public:
  EvaluateRoutes(const OracleLimits& limits, Metrics& metrics) : limits_(limits), metrics_(metrics) {}

  // One question, one answer. "Blocked" is an answer; an error is a problem.
  Response one(const Request& request);
  // A reader of a batch, framed as the request's Content-Type says.
  std::unique_ptr<BodyReader> batch(const Request& request);

 private:
  const OracleLimits& limits_;
  Metrics& metrics_;
  Evaluators evaluators_;
};

}  // namespace crosscheck::oracle
