#include "question/policy_writer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "crosscheck/reason/reason.h"

namespace crosscheck::question {
namespace {

using policy::SinglePolicy;
using policy::StarOrList;

void write_strings(JsonWriter& out, const std::vector<std::string>& strings) {
  out.begin_array();
  for (const std::string& text : strings) out.text(text);
  out.end_array();
}

void write_star_or_list(JsonWriter& out, const StarOrList& list) {
  if (list.is_star) {
    out.text("*");
  } else {
    write_strings(out, list.entries);
  }
}

void write_pattern(JsonWriter& out, const policy::OriginPattern& pattern) {
  out.begin_object();
  out.key("regex");
  out.text(pattern.regex);
  out.key("matches");
  write_strings(out, pattern.matches.value_or(std::vector<std::string>{}));
  out.key("rejects");
  write_strings(out, pattern.rejects.value_or(std::vector<std::string>{}));
  out.end_object();
}

// Of a policy that compiles, whose numbers are whole and not negative.
void write_single(JsonWriter& out, const SinglePolicy& policy) {
  out.begin_object();
  out.key("origins");
  write_star_or_list(out, policy.origins.value_or(StarOrList{}));
  out.key("origin_patterns");
  out.begin_array();
  for (const policy::OriginPattern& pattern : policy.origin_patterns) write_pattern(out, pattern);
  out.end_array();
  out.key("null_origin");
  out.boolean(policy.null_origin);
  out.key("credentials");
  out.boolean(policy.credentials);
  out.key("methods");
  write_star_or_list(out, policy.methods);
  out.key("request_headers");
  write_star_or_list(out, policy.request_headers);
  out.key("expose_headers");
  write_star_or_list(out, policy.expose_headers);
  out.key("max_age");
  if (policy.max_age) {
    out.number(static_cast<std::uint64_t>(*policy.max_age));
  } else {
    out.null();
  }
  out.key("preflight_status");
  out.number(static_cast<std::uint64_t>(policy.preflight_status));
  out.key("rejected_preflight");
  out.text(policy.rejected_preflight == policy::RejectedPreflight::quiet ? "quiet" : "diagnostic");
  out.key("acknowledge");
  write_strings(out, policy.acknowledge);
  out.end_object();
}

}  // namespace

void write_policy_document(JsonWriter& out, const policy::Document& document) {
  if (const auto* const single = std::get_if<SinglePolicy>(&document)) {
    write_single(out, *single);
    return;
  }
  out.begin_object();
  out.key("routes");
  out.begin_array();
  for (const policy::Route& route : std::get<policy::Routes>(document)) {
    out.begin_object();
    out.key("path");
    out.text(route.path);
    out.key("policy");
    if (route.policy) {
      write_single(out, *route.policy);
    } else {
      out.text("off");
    }
    out.end_object();
  }
  out.end_array();
  out.end_object();
}

void write_faults(JsonWriter& out, const std::vector<policy::Fault>& faults) {
  out.begin_array();
  for (const policy::Fault& fault : faults) {
    out.begin_object();
    out.key("code");
    out.text(fault.code());
    out.key("name");
    out.text(fault.name());
    out.key("pointer");
    out.text(fault.pointer);
    out.key("message");
    out.text(fault.message);
    out.key("fix");
    out.text(fault.fix);
    out.key("reference");
    out.text(fault.reference());
    out.end_object();
  }
  out.end_array();
}

void write_compilation(JsonWriter& out, const policy::Compilation& compilation) {
  out.key("valid");
  out.boolean(compilation.policy.has_value());
  out.key("errors");
  write_faults(out, compilation.errors);
  out.key("warnings");
  write_faults(out, compilation.warnings);
  out.key("normal");
  if (compilation.policy) {
    write_policy_document(out, compilation.policy->normal_form());
  } else {
    out.null();
  }
}

void write_decision(JsonWriter& out, const policy::Decision& decision) {
  out.key("request_type");
  out.text(to_string(decision.request_type()));
  out.key("allowed");
  if (const std::optional<bool> allowed = decision.allowed()) {
    out.boolean(*allowed);
  } else {
    out.null();
  }
  out.key("reason");
  if (const std::optional<Reason> reason = decision.reason()) {
    out.text(to_string(*reason));
  } else {
    out.null();
  }
  out.key("status");
  if (const std::optional<std::uint16_t> status = decision.status()) {
    out.number(*status);
  } else {
    out.null();
  }
  out.key("headers");
  out.begin_array();
  for (const policy::AnswerHeader& header : decision.headers()) {
    out.begin_array();
    out.bytes(header.name);
    out.bytes(header.joined());
    out.end_array();
  }
  out.end_array();
  out.key("decided_by");
  if (const std::optional<policy::Entry> entry = decision.decided_by()) {
    out.text(entry->pointer());
  } else {
    out.null();
  }
}

}  // namespace crosscheck::question
