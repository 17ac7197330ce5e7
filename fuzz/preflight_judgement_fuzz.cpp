// A preflight's answer is judged as its steps say, and the order and the case of header names do not matter.
#include <algorithm>
#include <string>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/cors_preflight.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "fuzz/check.h"
#include "fuzz/fetch_input.h"
#include "fuzz/literal.h"
#include "fuzz/profiles.h"
#include "fuzz/straight_checks.h"
#include "fuzz/straight_request.h"
#include "fuzz/target.h"
#include "fuzz/traced.h"

namespace crosscheck::fuzz {
namespace {

// What can be compared of a judgement.
struct Judged {
  bool passed = false;
  std::string text;
  // What it grants, whatever order and case the names are in.
  std::string grants;
};

std::string text_of(const PreflightGrant& grant) {
  std::string text = "max-age " + std::to_string(grant.max_age);
  for (const auto* names : {&grant.methods, &grant.header_names}) {
    text += *names ? "; list" : "; none";
    for (const std::string& name : names->value_or(std::vector<std::string>())) text += " " + name;
  }
  return text;
}

std::string unordered_text_of(PreflightGrant grant) {
  if (grant.header_names) {
    for (std::string& name : *grant.header_names) name = literal::lower(name);
  }
  for (auto* names : {&grant.methods, &grant.header_names}) {
    if (*names) std::sort((*names)->begin(), (*names)->end());
  }
  return text_of(grant);
}

Judged judge(const Request& request, int status, HeaderListView headers, const Profile& profile = standard_profile(), Trace trace = {}) {
  const std::vector<std::string> unsafe = cors_unsafe_request_header_names(request.header_list.views(), profile);
  const Result<PreflightGrant, Reason> grant =
      judge_cors_preflight_response(request, unsafe, request.origin.serialized(), status, headers, profile, trace);
  return grant ? Judged{true, text_of(*grant), unordered_text_of(*grant)} : Judged{false, std::string(to_string(grant.error())), {}};
}

std::string flipped(std::string_view name) {
  std::string other;
  for (const char c : name) other += is_ascii_lower(c) ? to_ascii_upper(c) : to_ascii_lower(c);
  return other;
}

// The lines backwards, their names in the other case, and so are the lists of names in them.
HeaderList turned_round(const HeaderList& headers) {
  HeaderList turned;
  for (auto line = headers.end(); line != headers.begin();) {
    const Header& header = *--line;
    std::string value = header.value;
    const bool is_list_of_names = equals_ignoring_ascii_case(header.name, "Access-Control-Allow-Headers");
    if (const std::optional<std::vector<std::string>> names = literal::list_of_tokens(value); is_list_of_names && names) {
      value.clear();
      for (auto name = names->rbegin(); name != names->rend(); ++name) value += (value.empty() ? "" : ",") + flipped(*name);
    }
    turned.append(flipped(header.name), value);
  }
  return turned;
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  const AskedFetch asked = read_fetches(input).front();
  const Result<ConstructedRequest, Reason> constructed = construct_request(asked.request);
  if (!constructed || asked.responses.empty()) return;
  const NetworkResponse& response = asked.responses.front().response;
  if (response.network_error) return;
  Request request = constructed->request;
  const std::vector<HeaderView> headers = response.headers.views();
  const Judged judged = judge(request, response.status, headers);
  notes.note(judged.text);

  const Result<PreflightGrant, Reason> straight =
      straight_preflight_check(request, straight_unsafe_names(request.header_list), request.origin.serialized(), response.status, headers);
  check(straight.has_value() == judged.passed, "a preflight's answer lets through what its steps let through", [&] { return judged.text; });
  if (straight) {
    check_same(text_of(*straight), judged.text, "a preflight's answer grants what its steps grant");
  } else {
    check_same(to_string(straight.error()), judged.text, "a preflight's answer is refused for the reason that its steps say");
  }

  for (const Profile* const profile : traced_profiles(notes, headers.size())) {
    CollectingTrace trace;
    check_same(judge(request, response.status, headers, *profile, Trace(&trace)).text,
               judge(request, response.status, headers, *profile).text, "a trace changes nothing of the judgement of a preflight");
    check(!trace.steps().empty(), "every judgement of a preflight is explained");
    note_trace(notes, trace);
  }

  const HeaderList turned = turned_round(response.headers);
  const Judged backwards = judge(request, response.status, turned.views());
  check(backwards.passed == judged.passed, "order and case of the names that are allowed do not matter");
  check_same(backwards.grants, judged.grants, "order and case of the names that are allowed grant the same");
  std::vector<Header> lines(request.header_list.begin(), request.header_list.end());
  std::reverse(lines.begin(), lines.end());
  for (Header& line : lines) line.name = flipped(line.name);
  request.header_list = HeaderList(std::move(lines));
  check_same(judge(request, response.status, headers).text, judged.text, "order and case of the request's header names do not matter");
  if (request.credentials_mode == CredentialsMode::include && judged.passed) {
    request.credentials_mode = CredentialsMode::omit;
    check(judge(request, response.status, headers).passed, "omit permits all that include permits, of preflights too");
  }
}

}  // namespace crosscheck::fuzz
