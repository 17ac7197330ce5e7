#include <algorithm>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/header_list.h"
#include "question/definitions.h"

namespace crosscheck::question {
namespace {

constexpr std::string_view kRequestMethod = "Access-Control-Request-Method";
constexpr std::string_view kRequestHeaders = "Access-Control-Request-Headers";

// Whether two lines of the name hold different values.
bool lines_differ(HeaderListView headers, std::string_view name) {
  const HeaderView* first = nullptr;
  return std::any_of(headers.begin(), headers.end(), [&](const HeaderView& header) {
    if (!equals_ignoring_ascii_case(header.name, name)) return false;
    if (first == nullptr) first = &header;
    return first->value != header.value;
  });
}

}  // namespace

void define_policy(const policy::Decision& decision, HeaderListView headers, Trace trace) {
  if (!trace || decision.request_type() != policy::RequestType::preflight) return;
  if (decision.reason() == Reason::requested_method_malformed && lines_differ(headers, kRequestMethod)) {
    trace.step(Rule::ABNF_1, Outcome::no, "One method is asked for, in one line: whose of several it is nobody can say.");
  }
  if (!lines_differ(headers, kRequestHeaders)) return;
  if (!decision.reason()) {
    trace.step(Rule::ABNF_2, Outcome::yes, "The names that are asked for may stand in several lines, which are one list.");
  } else if (decision.reason() == Reason::requested_headers_malformed) {
    trace.step(Rule::ABNF_2, Outcome::no,
               "The names that are asked for are one list, in however many lines: each of them has to be a name.");
  }
}

}  // namespace crosscheck::question
