#include "question/policy_trace.h"

#include <string>
#include <string_view>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/reason/reason.h"

namespace crosscheck::question {
namespace {

using policy::AnswerHeader;
using policy::Decision;
using policy::FaultKind;
using policy::RequestType;

void trace_type(const Decision& decision, Trace trace) {
  switch (decision.request_type()) {
    case RequestType::preflight:
      trace.step(Rule::SRV_2, Outcome::yes, "It is `OPTIONS` with `Origin` and `Access-Control-Request-Method`: a preflight.");
      return;
    case RequestType::cors:
      trace.step(Rule::SRV_1, Outcome::yes, "`Origin` is there, and it is no preflight: a CORS request.");
      return;
    case RequestType::other:
      trace.step(Rule::SRV_1, Outcome::no, "There is no `Origin`: no script of another origin asks.");
      return;
  }
}

// The headers that the answer has, each with the row that asks for it there.
void trace_headers(const Decision& decision, Trace trace) {
  bool varies_on_origin = false;
  bool any_origin = false;
  for (const AnswerHeader& header : decision.headers()) {
    const std::string shown = "`" + std::string(header.name) + ": ";
    if (header.name == "Access-Control-Allow-Origin") {
      any_origin = header.value == "*";
      trace.step(Rule::SRV_3, Outcome::set, [&] {
        return any_origin ? std::string("Any origin is allowed without credentials: the answer is `*`.")
                          : "The origin is echoed: " + quoted(header.value) + ".";
      });
    } else if (header.name == "Access-Control-Allow-Credentials") {
      trace.step(Rule::SRV_4, Outcome::set, "Credentials are allowed, which a preflight's answer says too.");
    } else if (header.name == "Vary") {
      varies_on_origin = header.value.starts_with("Origin");
    } else {
      const bool echoed = header.names.has_value();
      trace.step(echoed ? Rule::SRV_10 : Rule::SRV_5, Outcome::set, [&] {
        return shown + quoted(header.joined()).substr(1) +
               (echoed ? " names what was asked for, since `*` is a literal with credentials." : " belongs on this kind of answer.");
      });
    }
  }
  if (varies_on_origin) {
    trace.step(Rule::SRV_13, Outcome::set, "The answer depends on `Origin`, so that every answer says so in `Vary`.");
  } else if (any_origin) {
    trace.step(Rule::SRV_15, Outcome::set,
               "The answer is the same for every origin: it is always sent, and `Vary` does not name `Origin`.");
  }
}

// What the rows say that a fault is about.
Rule rule_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::any_origin_with_credentials:
    case FaultKind::any_origin_by_pattern:
    case FaultKind::null_origin_with_credentials:
    case FaultKind::insecure_origin_with_credentials:
    case FaultKind::wildcard_on_public_suffix:
      return Rule::SRV_12;
    case FaultKind::expose_any_with_credentials:
    case FaultKind::any_echoed:
      return Rule::SRV_10;
    case FaultKind::bad_method:
    case FaultKind::bad_header_name:
    case FaultKind::forbidden_request_header:
      return Rule::SRV_18;
    case FaultKind::header_of_the_other_side:
    case FaultKind::exposes_set_cookie:
    case FaultKind::bad_max_age:
      return Rule::SRV_5;
    case FaultKind::bad_preflight_status:
      return Rule::SRV_6;
    default:
      // Which origins are answered, and how.
      return Rule::SRV_3;
  }
}

}  // namespace

void trace_decision(const Decision& decision, Trace trace) {
  if (!trace) return;
  const bool is_preflight = decision.request_type() == RequestType::preflight;
  const std::optional<Reason> reason = decision.reason();
  if (decision.request_type() != RequestType::other) trace_type(decision, trace);
  trace_headers(decision, trace);
  if (decision.request_type() == RequestType::other) {
    trace_type(decision, trace);
  } else if (reason) {
    const ReasonInfo& info = reason_info(*reason);
    if (info.rule != Rule::SRV_7) {
      trace.step(Rule::SRV_7, Outcome::dropped, [&] {
        std::string text = decision.headers().size() > 1
                               ? "The answer names what would be allowed, so that a browser's console can say what failed"
                               : "To refuse, the headers that would allow it are left out";
        if (decision.status()) text += "; the status is " + std::to_string(*decision.status());
        return text + ".";
      });
    }
    trace.step(info.rule, Outcome::failure, info.sentence);
  } else if (is_preflight) {
    trace.step(Rule::SRV_6, Outcome::set,
               [&] { return "An allowed preflight is answered with an ok status: " + std::to_string(*decision.status()) + "."; });
    trace.step(Rule::SRV_18, Outcome::success, "The origin, the method and every header name that is asked for are allowed.");
  } else {
    trace.step(Rule::SRV_3, Outcome::success, "The origin is allowed, and the application answers.");
  }
}

void trace_compilation(const policy::Compilation& compilation, Trace trace) {
  if (!trace) return;
  for (const policy::Fault& fault : compilation.errors) {
    trace.step(rule_of(fault.kind), Outcome::failure, [&] {
      return std::string(fault.code()) + " " + std::string(fault.name()) +
             (fault.pointer.empty() ? std::string(" in the document as a whole") : " at " + fault.pointer) + ": " + fault.message;
    });
  }
  if (compilation.errors.empty()) trace.step(Rule::SRV_3, Outcome::success, "The document has no error.");
}

}  // namespace crosscheck::question
