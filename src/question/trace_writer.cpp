#include "question/trace_writer.h"

#include "crosscheck/reason/rule.h"

namespace crosscheck::question {

void write_trace(JsonWriter& out, const std::vector<TraceStep>& steps) {
  out.key("trace");
  out.begin_array();
  for (const TraceStep& step : steps) {
    const RuleInfo& info = rule_info(step.rule);
    out.begin_object();
    out.key("rule");
    out.text(info.id);
    out.key("spec");
    out.text(info.spec);
    out.key("step");
    out.text(info.step);
    out.key("outcome");
    out.text(to_string(step.outcome));
    out.key("text");
    out.text(step.text);
    out.end_object();
  }
  out.end_array();
}

}  // namespace crosscheck::question
