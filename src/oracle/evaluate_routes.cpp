#include "oracle/evaluate_routes.h"

#include "crosscheck/http/mime_type.h"
#include "oracle/batch.h"
#include "oracle/problem.h"

namespace crosscheck::oracle {
namespace {

class BatchReader final : public BodyReader {
 public:
  BatchReader(BatchFraming framing, Evaluators& evaluators, const OracleLimits& limits, Metrics& metrics)
      : batch_(framing, evaluators, limits), metrics_(metrics) {}

  bool take(std::string_view piece) override { return batch_.take(piece); }
  Response finish() override {
    Response response = batch_.finish();
    metrics_.count_questions(batch_.answered(), batch_.refused());
    return response;
  }

 private:
  Batch batch_;
  Metrics& metrics_;
};

}  // namespace

Response EvaluateRoutes::one(const Request& request) {
  Evaluators::Loan evaluator(evaluators_);
  const AnswerView answer = evaluator.evaluate(request.body);
  const bool refused = answer.kind == AnswerKind::error;
  metrics_.count_questions(refused ? 0 : 1, refused ? 1 : 0);
  if (refused) return problem_of_answer(answer.json);
  Response response;
  response.content_type = "application/json";
  response.body.reserve(answer.json.size() + 1);
  response.body += answer.json;
  response.body += '\n';
  return response;
}

std::unique_ptr<BodyReader> EvaluateRoutes::batch(const Request& request) {
  const std::string* const type = find_header(request.headers, "Content-Type");
  // The essence is a view into what is parsed.
  const Result<MimeEssence, FailedStep> essence = parse_mime_type_essence(type == nullptr ? std::string_view() : std::string_view(*type));
  const bool in_lines = essence && essence->is("application/x-ndjson");
  return std::make_unique<BatchReader>(in_lines ? BatchFraming::lines : BatchFraming::array, evaluators_, limits_, metrics_);
}

}  // namespace crosscheck::oracle
