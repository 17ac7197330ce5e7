// The body of a request to the oracle is answered the same in pieces of any size, always with JSON and a status that says what happened.
#include <string>
#include <vector>

#include "fuzz/check.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"
#include "oracle/batch.h"
#include "oracle/diff.h"
#include "oracle/evaluators.h"
#include "oracle/problem.h"
#include "suite/json_text.h"

namespace crosscheck::fuzz {
namespace {

using oracle::Batch;
using oracle::BatchFraming;
using oracle::Response;

Limits question_limits() {
  Limits limits;
  limits.question_bytes = 2048;
  return limits;
}

oracle::OracleLimits oracle_limits() {
  oracle::OracleLimits limits;
  limits.batch_questions = 8;
  limits.batch_answer_bytes = 65536;
  return limits;
}

std::string told(const Response& response) { return std::to_string(response.status) + " " + response.content_type + " " + response.body; }

bool is_json(std::string_view text) { return suite::read_json_text(text).has_value(); }

Response answer(BatchFraming framing, std::string_view body, std::size_t piece, oracle::Evaluators& evaluators) {
  const oracle::OracleLimits limits = oracle_limits();
  Batch batch(framing, evaluators, limits);
  for (std::size_t at = 0; at < body.size(); at += piece) {
    // WHY a string of its own: what a piece held must not be read when it is gone.
    const std::string one(body.substr(at, piece));
    if (!batch.take(one)) break;
  }
  return batch.finish();
}

void check_batch(BatchFraming framing, std::string_view body, Notes& notes) {
  oracle::Evaluators evaluators(question_limits());
  const Response whole = answer(framing, body, body.size() + 1, evaluators);
  notes.note(told(whole));
  for (const std::size_t piece : {std::size_t{1}, 2 + body.size() % 63}) {
    check_same(told(answer(framing, body, piece, evaluators)), told(whole), "the size of pieces changes nothing of a batch");
  }
  check(whole.status == 200 || whole.status == 400 || whole.status == 413, "a batch is answered by 200, 400 or 413",
        [&] { return told(whole); });
  if (whole.status != 200 || framing == BatchFraming::array) {
    check(is_json(whole.body), "the answer to a batch is JSON", [&] { return readable(whole.body); });
    return;
  }
  // Each line alone.
  std::string expected;
  for (const std::string_view line : literal::split(body, '\n')) {
    const bool is_blank = line.size() <= question_limits().question_bytes && line.find_first_not_of(" \t\r") == std::string_view::npos;
    if (!is_blank) expected += crosscheck::evaluate(line, question_limits()).json + "\n";
  }
  check_same(whole.body, expected, "a batch of lines is answered like each line alone");
}

}  // namespace

void run(std::string_view input, Notes& notes) {
  for (const BatchFraming framing : {BatchFraming::array, BatchFraming::lines}) check_batch(framing, input, notes);
  const Answer one = crosscheck::evaluate(input, question_limits());
  if (one.kind == AnswerKind::error) {
    const Response problem = oracle::problem_of_answer(one.json);
    check(problem.status >= 400 && problem.status < 500, "what cannot be answered is the asker's fault", [&] { return told(problem); });
    check(is_json(problem.body), "a problem is JSON", [&] { return readable(problem.body); });
    notes.note(told(problem));
  }
  oracle::Request request;
  request.body = std::string(input);
  const Response difference = oracle::diff(request);
  notes.note(told(difference));
  check(is_json(difference.body), "a difference is JSON", [&] { return readable(difference.body); });
}

}  // namespace crosscheck::fuzz
