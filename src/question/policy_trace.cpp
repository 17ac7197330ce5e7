#include "question/policy_trace.h"

#include <string>
#include <string_view>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/http/header.h"
#include "crosscheck/http/method.h"
#include "crosscheck/reason/reason.h"

namespace crosscheck::question {
namespace {

using policy::AnswerHeader;
using policy::Decision;
using policy::FaultKind;
using policy::RequestType;

// Content types that a browser sends to other origins without a preflight, beside the safelisted ones.
bool is_report_type(std::string_view content_type) {
  const std::string_view essence = trim_http_tab_or_space(content_type.substr(0, content_type.find(';')));
  for (const std::string_view exception :
       {"application/csp-report", "application/expect-ct-report+json", "application/xss-auditor-report", "application/ocsp-request"}) {
    if (equals_ignoring_ascii_case(essence, exception)) return true;
  }
  return false;
}

// Which of the three the request is: told first, as all else hangs on it.
void trace_type(const Decision& decision, std::string_view method, HeaderListView headers, Trace trace) {
  if (decision.request_type() == RequestType::preflight) {
    trace.step(Rule::SRV_2, Outcome::yes, "It is `OPTIONS` with `Origin` and `Access-Control-Request-Method`: a preflight.");
    return;
  }
  const bool asks_for_method = contains(headers, "Access-Control-Request-Method");
  if (method == "OPTIONS") {
    trace.step(Rule::SRV_2, Outcome::no, [&] {
      return std::string("It is `OPTIONS` without ") + (asks_for_method ? "`Origin`" : "`Access-Control-Request-Method`") +
             ": no preflight.";
    });
  } else if (asks_for_method) {
    trace.step(Rule::SRV_2, Outcome::no, "It names a method to be asked for, but is not `OPTIONS`: no preflight.");
  }
  if (decision.request_type() == RequestType::other) {
    trace.step(Rule::SRV_1, Outcome::no, "There is no `Origin`: no script of another origin asks.");
    return;
  }
  trace.step(Rule::SRV_1, Outcome::yes, "`Origin` is there, and it is no preflight: a CORS request.");
}

// What the answer turns on, as its headers show it.
struct Shape {
  bool any_origin = false;        // `*`, the same for everybody
  bool credentials = false;       // Access-Control-Allow-Credentials is there
  bool echoes_request = false;    // lists the names that were asked for in place of `*`
  bool varies_on_origin = false;  // Vary names Origin
};

Shape shape_of(const Decision& decision) {
  Shape shape;
  for (const AnswerHeader& header : decision.headers()) {
    shape.any_origin = shape.any_origin || (header.name == "Access-Control-Allow-Origin" && header.value == "*");
    shape.credentials = shape.credentials || header.name == "Access-Control-Allow-Credentials";
    shape.varies_on_origin = shape.varies_on_origin || (header.name == "Vary" && header.value.starts_with("Origin"));
  }
  return shape;
}

// The headers that the answer has, each with the row that asks for it there.
Shape trace_headers(const Decision& decision, Trace trace) {
  Shape shape = shape_of(decision);
  for (const AnswerHeader& header : decision.headers()) {
    const std::string shown = "`" + std::string(header.name) + ": ";
    if (header.name == "Access-Control-Allow-Origin") {
      trace.step(Rule::SRV_3, Outcome::set, [&] {
        return shape.any_origin ? std::string("Any origin is allowed without credentials: the answer is `*`.")
                                : "The origin is echoed: " + quoted(header.value) + ".";
      });
    } else if (header.name == "Access-Control-Allow-Credentials") {
      trace.step(Rule::SRV_4, Outcome::set, "Credentials are allowed, which a preflight's answer says too.");
    } else if (header.name != "Vary") {
      const bool echoed = header.names.has_value();
      shape.echoes_request = shape.echoes_request || echoed;
      trace.step(echoed ? Rule::SRV_10 : Rule::SRV_5, Outcome::set, [&] {
        return shown + quoted(header.joined()).substr(1) +
               (echoed ? " names what was asked for: with credentials `*` is a literal." : " belongs on this kind of answer.");
      });
    }
  }
  if (shape.varies_on_origin) {
    trace.step(Rule::SRV_13, Outcome::set, "The answer depends on `Origin`, so that every answer says so in `Vary`.");
  } else if (shape.any_origin) {
    trace.step(Rule::SRV_15, Outcome::set,
               "The answer is the same for every origin: it is always sent, and `Vary` does not name `Origin`.");
  }
  return shape;
}

// Nobody asked: what the answer owes to caches and to those who will ask.
void trace_other(const Shape& shape, std::string_view method, Trace trace) {
  if (method == "OPTIONS") {
    trace.step(Rule::SRV_17, Outcome::no, "What a plain `OPTIONS` is told, such as `Allow`, is the application's, and no matter of CORS.");
  } else if (shape.varies_on_origin && (method == "GET" || method == "HEAD")) {
    trace.step(Rule::SRV_14, Outcome::set,
               "A cache keeps this answer, and must not hand it to a CORS request, for which it allows nothing.");
  }
}

// Why a preflight is answered with a yes: what was compared, or else what the answer has to be like.
void trace_allowed_preflight(const Decision& decision, const Shape& shape, HeaderListView asked, Trace trace) {
  trace.step(Rule::SRV_6, Outcome::set,
             [&] { return "An allowed preflight is answered with an ok status: " + std::to_string(*decision.status()) + "."; });
  const std::string method = get(asked, "Access-Control-Request-Method").value_or(std::string());
  const bool names_headers = contains(asked, "Access-Control-Request-Headers");
  if (shape.echoes_request) {
    trace.step(Rule::SRV_10, Outcome::success,
               "Any header is allowed, with credentials: the names that were asked for are listed one by one.");
  } else if (names_headers || !is_cors_safelisted_method(method)) {
    trace.step(Rule::SRV_18, Outcome::success, "The origin, the method and every header name that is asked for are allowed.");
  } else if (shape.credentials) {
    trace.step(Rule::SRV_4, Outcome::success, "The preflight bears no credentials, and its answer allows them all the same.");
  } else if (shape.any_origin) {
    trace.step(Rule::SRV_16, Outcome::set, "`Vary` names what the preflight asks with, which no text demands, and not `Origin`.");
  }
}

void trace_allowed(const Shape& shape, Trace trace) {
  if (shape.any_origin) {
    trace.step(Rule::SRV_8, Outcome::success, "The answer is static: nobody is asked for an origin, and the application answers.");
  } else if (shape.credentials) {
    trace.step(Rule::SRV_9, Outcome::success, "The exact origin and `true` share the answer with requests that bear credentials.");
  } else {
    trace.step(Rule::SRV_3, Outcome::success, "The origin is allowed, and the application answers.");
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

void trace_decision(const Decision& decision, std::string_view method, HeaderListView asked, Trace trace) {
  if (!trace) return;
  trace_type(decision, method, asked, trace);
  const Shape shape = trace_headers(decision, trace);
  if (decision.request_type() == RequestType::other) return trace_other(shape, method, trace);
  if (const std::optional<Reason> reason = decision.reason()) {
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
  } else if (decision.request_type() == RequestType::preflight) {
    trace_allowed_preflight(decision, shape, asked, trace);
  } else {
    trace_allowed(shape, trace);
  }
  // A definition, told behind the verdict: why the application gets even what was refused.
  if (decision.request_type() == RequestType::cors && is_report_type(get(asked, "Content-Type").value_or(std::string()))) {
    trace.step(Rule::SRV_11, Outcome::no,
               "Browsers send reports of this content type without a preflight: that it arrived proves no permission.");
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
