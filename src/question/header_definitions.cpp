#include <algorithm>
#include <optional>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "crosscheck/http/header.h"
#include "crosscheck/url/utf8.h"
#include "question/definitions.h"

namespace crosscheck::question {
namespace {

bool is_control(char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F; }

bool is_letter_digit_or_hyphen(char byte) { return is_ascii_alphanumeric(byte) || byte == '-'; }

// Whether the step that uses a definition says no more than the definition: then the definition explains the result.
bool definition_explains(const TraceStep& definition, const TraceStep& step, std::string_view value) {
  switch (definition.rule) {
    case Rule::UNB_1:
      // What separates tokens is a matter of the header; a control character is one of the definition of unsafe bytes.
      return std::any_of(value.begin(), value.end(), [](char byte) { return is_control(byte) && byte != '\t'; });
    case Rule::MIM_2:
      return step.rule == Rule::SAF_6 && !value.empty();
    case Rule::MIM_3:
      // A comma makes it a list, which this header's rule does not read.
      return step.rule == Rule::SAF_6 && value.find(',') == std::string_view::npos;
    default:
      return false;
  }
}

void define_safelisted(std::string_view name, std::string_view value, bool safelisted, Trace trace) {
  const bool is_content_type = equals_ignoring_ascii_case(name, "content-type");
  if (!safelisted) {
    const bool odd = !std::all_of(name.begin(), name.end(), is_letter_digit_or_hyphen);
    if (odd) trace.step(Rule::HDR_1, Outcome::yes, [&] { return quoted(name) + " is a header name all the same: any token is."; });
    return;
  }
  const std::string_view essence = value.substr(0, value.find(';'));
  if (!is_ascii_string(value)) {
    trace.step(Rule::UNB_1, Outcome::no, "No byte above 0x7F is CORS-unsafe.");
  } else if (is_content_type && trim_http_tab_or_space(value).size() < value.size()) {
    trace.step(Rule::MIM_1, Outcome::dropped, "Whitespace at the ends of a MIME type is left out.");
  } else if (is_content_type &&
             (value.find(';') != std::string_view::npos || std::any_of(essence.begin(), essence.end(), is_ascii_upper))) {
    trace.step(Rule::MIM_4, Outcome::set, "Type and subtype are compared in lower case, and no parameter makes a MIME type fail.");
  }
}

// The names in lower case, each once, in the order in which they first stand.
std::vector<std::string> names_as_met(HeaderListView headers) {
  std::vector<std::string> names;
  for (const HeaderView& header : headers) {
    const std::string lower = byte_lowercase(header.name);
    if (std::find(names.begin(), names.end(), lower) == names.end()) names.push_back(lower);
  }
  return names;
}

// HDR-4: entries of one name that are safelisted one by one and would not be as one value.
void define_entries(HeaderListView headers, const Profile& profile, Trace trace) {
  if (profile.safelist_judges_combined_value) return;
  for (const HeaderView& header : headers) {
    if (count(headers, header.name) < 2) continue;
    if (is_cors_safelisted_request_header(header.name, get(headers, header.name).value_or(""), profile)) continue;
    trace.step(Rule::HDR_4, Outcome::yes, quoted(header.name) + " stands in entries of its own, and each is judged by itself.");
    return;
  }
}

// HDR-12: where to sort before lower-casing would give another order.
void define_order(HeaderListView headers, const std::vector<std::string>& names, Trace trace) {
  std::vector<std::string> as_given;
  std::vector<std::string> seen;
  for (const HeaderView& header : headers) {
    const std::string lower = byte_lowercase(header.name);
    if (std::find(seen.begin(), seen.end(), lower) != seen.end() || !std::binary_search(names.begin(), names.end(), lower)) continue;
    seen.push_back(lower);
    as_given.emplace_back(header.name);
  }
  std::sort(as_given.begin(), as_given.end());
  const bool same = std::equal(as_given.begin(), as_given.end(), names.begin(), names.end(),
                               [](const std::string& given, const std::string& name) { return byte_lowercase(given) == name; });
  if (!same) trace.step(Rule::HDR_12, Outcome::set, "The names are sorted by the bytes that they have in lower case.");
}

}  // namespace

bool traced_safelisted_request_header(std::string_view name, std::string_view value, const Profile& profile, Trace trace) {
  if (!trace) return is_cors_safelisted_request_header(name, value, profile);
  CollectingTrace collected;
  const bool safelisted = is_cors_safelisted_request_header(name, value, profile, Trace(&collected));
  std::vector<TraceStep> steps = collected.take();
  if (steps.size() > 1 && definition_explains(steps[steps.size() - 2], steps.back(), value))
    std::swap(steps[steps.size() - 2], steps.back());
  for (TraceStep& step : steps) trace.step(step.rule, step.outcome, std::move(step.text));
  define_safelisted(name, value, safelisted, trace);
  return safelisted;
}

void define_no_cors_name(std::string_view name, Trace trace) {
  if (!is_privileged_no_cors_request_header_name(name)) return;
  trace.step(Rule::PRV_1, Outcome::yes, [&] { return "In mode \"no-cors\" only the user agent sets " + quoted(name) + "."; });
}

std::vector<std::string> traced_unsafe_names(HeaderListView headers, const Profile& profile, Trace trace) {
  if (!trace) return cors_unsafe_request_header_names(headers, profile);
  CollectingTrace collected;
  const std::vector<std::string> names = cors_unsafe_request_header_names(headers, profile, Trace(&collected));
  std::vector<TraceStep> steps = collected.take();
  // WHY: that a name is given once needs no telling where the sum alone made it unsafe, and it keeps its place.
  const bool overflow = steps.size() > 1 && steps[steps.size() - 2].rule == Rule::UNN_4 && steps.back().rule == Rule::UNN_5;
  if (overflow && std::none_of(steps.begin(), steps.end(), [](const TraceStep& step) { return step.rule == Rule::UNN_2; }) &&
      names_as_met(headers) == names)
    steps.pop_back();
  for (TraceStep& step : steps) trace.step(step.rule, step.outcome, std::move(step.text));
  if (names.empty()) {
    define_entries(headers, profile, trace);
  } else {
    define_order(headers, names, trace);
  }
  return names;
}

}  // namespace crosscheck::question
