#include "oracle/version_route.h"

#include "crosscheck/url/site.h"
#include "oracle/etag.h"
#include "question/limits.h"
#include "question/version.h"
#include "suite/json_text.h"

namespace crosscheck::oracle {

Response version_response(const OracleLimits& limits) {
  using suite::Json;
  const Limits question;
  Json json;
  json["name"] = "crosscheck";
  json["version"] = kVersion;
  json["protocol"] = 1;
  json["standard"] = Json{{"name", "Fetch"}, {"date", kStandardDate}, {"commit", kStandardCommit}};
  json["public_suffix_list"] = public_suffix_list_date();
  json["limits"] = Json{{"body_bytes", limits.body_bytes},
                        {"batch_bytes", limits.batch_bytes},
                        {"batch_questions", limits.batch_questions},
                        {"batch_answer_bytes", limits.batch_answer_bytes},
                        {"header_lines", limits.header_lines},
                        {"header_bytes", limits.header_bytes},
                        {"connections", limits.connections},
                        {"read_milliseconds", limits.read_time.count()},
                        {"header_milliseconds", limits.header_time.count()},
                        {"body_milliseconds", limits.body_time.count()},
                        {"idle_milliseconds", limits.idle_time.count()}};
  json["question_limits"] = Json{{"bytes", question.question_bytes},
                                 {"depth", question.depth},
                                 {"fetches", question.fetches},
                                 {"responses", question.responses},
                                 {"header_lines", question.header_lines}};
  Response response;
  response.content_type = "application/json";
  response.body = suite::to_text(json) + "\n";
  response.headers = {{"ETag", etag_of(response.body)}};
  return response;
}

}  // namespace crosscheck::oracle
