// The kind `fetch`: what a browser would do, with the responses that are given.
#include <algorithm>
#include <iterator>

#include "crosscheck/base/decimal_time.h"
#include "crosscheck/fetch/fetch.h"
#include "question/definitions.h"
#include "question/fetch_input.h"
#include "question/kinds.h"
#include "question/trace_writer.h"

namespace crosscheck::question {
namespace {

struct AskedFetch {
  Time at;
  ClientRequest request;
  std::vector<GivenResponse> responses;
};

Time read_time(const ObjectReader& fetch, const Time& before) {
  Reading& reading = fetch.reading();
  const std::optional<NodeIndex> node = fetch.find("at");
  if (!node) return before;
  const JsonNode& value = reading.tree()[*node];
  const std::optional<Time> at = value.type == JsonType::number ? Time::from_decimal(value.text) : std::nullopt;
  if (!at) {
    reading.refuse(*node, "A time is a number of seconds from 0 to below 2^53, with at most 1000 digits behind the point.");
    return before;
  }
  if (*at < before) {
    reading.refuse(*node, "Fetches stand in the order of their times; this one is earlier than the one before.");
    return before;
  }
  return *at;
}

AskedFetch read_fetch(Reading& reading, NodeIndex node, const Time& before) {
  const ObjectReader fetch(reading, node, {"at", "partition", "request", "responses"});
  AskedFetch asked;
  asked.at = read_time(fetch, before);
  const std::string_view partition = fetch.text_or("partition", "");
  asked.request = read_request(fetch, "request");
  asked.request.network_partition_key = std::string(partition);
  for (const NodeIndex response : fetch.elements("responses", reading.limits().responses, "responses of one fetch")) {
    asked.responses.push_back(read_response(reading, response, true));
    if (reading.failed()) break;
  }
  return asked;
}

// What became of one fetch.
struct Verdict {
  Step end;  // a Send where it waits for a response
  std::vector<Send> sent;
  std::size_t used = 0;
  const NetworkResponse* last_response = nullptr;
};

Verdict run(const AskedFetch& asked, PreflightCache& cache, const Question& question) {
  Verdict verdict;
  std::vector<bool> taken(asked.responses.size(), false);
  Fetch fetch(asked.request, cache, asked.at, question.profile(), no_hooks(), question.sink());
  while (const Send* const send = std::get_if<Send>(&fetch.next())) {
    verdict.sent.push_back(*send);
    std::size_t fits = 0;
    while (fits < taken.size() && (taken[fits] || (asked.responses[fits].purpose && *asked.responses[fits].purpose != send->purpose)))
      ++fits;
    if (fits == taken.size()) break;
    taken[fits] = true;
    ++verdict.used;
    verdict.last_response = &asked.responses[fits].response;
    fetch.receive(*verdict.last_response, asked.at);
  }
  verdict.end = fetch.next();
  define_fetch(asked.request, verdict.end, verdict.last_response, question.trace());
  bool earlier_exposes = false;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const NetworkResponse& response = asked.responses[i].response;
    earlier_exposes = earlier_exposes || (taken[i] && &response != verdict.last_response &&
                                          contains(response.headers.views(), "Access-Control-Expose-Headers"));
  }
  define_exposure(verdict.end, earlier_exposes, verdict.last_response, question.trace());
  return verdict;
}

template <class Headers>
void write_headers(JsonWriter& out, const Headers& headers) {
  out.key("headers");
  out.begin_array();
  for (const Header& header : headers) {
    out.begin_array();
    out.bytes(header.name);
    out.bytes(header.value);
    out.end_array();
  }
  out.end_array();
}

void write_response(JsonWriter& out, const FilteredResponse& response) {
  out.begin_object();
  out.key("type");
  out.text(to_string(response.type));
  out.key("status");
  out.number(static_cast<std::uint64_t>(response.status));
  out.key("url");
  out.text(response.url);
  out.key("redirected");
  out.boolean(response.redirected);
  write_headers(out, response.headers);
  out.end_object();
}

void write_sent(JsonWriter& out, const Send& send) {
  out.begin_object();
  out.key("purpose");
  out.text(to_string(send.purpose));
  out.key("method");
  out.bytes(send.method);
  out.key("url");
  out.text(send.url);
  write_headers(out, send.headers);
  out.key("credentials");
  out.boolean(send.credentials);
  out.end_object();
}

void write_verdict(JsonWriter& out, const Verdict& verdict) {
  const auto* const allowed = std::get_if<Allowed>(&verdict.end);
  const auto* const blocked = std::get_if<Blocked>(&verdict.end);
  out.key("verdict");
  out.text(allowed != nullptr ? "allowed" : blocked != nullptr ? "blocked" : "pending");
  out.key("reason");
  if (blocked != nullptr) {
    out.text(to_string(blocked->reason));
  } else {
    out.null();
  }
  out.key("at");
  if (blocked != nullptr) {
    out.text(to_string(blocked->at));
  } else {
    out.null();
  }
  out.key("response");
  if (allowed != nullptr) {
    write_response(out, allowed->response);
  } else {
    out.null();
  }
  out.key("sent");
  out.begin_array();
  for (const Send& send : verdict.sent) write_sent(out, send);
  out.end_array();
  out.key("used");
  out.number(verdict.used);
}

}  // namespace

void answer_fetch(const Question& question) {
  const ObjectReader input = question.input({"fetches"});
  std::vector<AskedFetch> fetches;
  Time before;
  for (const NodeIndex node : input.elements("fetches", question.reading().limits().fetches, "fetches in one question")) {
    fetches.push_back(read_fetch(question.reading(), node, before));
    if (question.failed()) return;
    before = fetches.back().at;
  }
  if (question.failed()) return;

  JsonWriter& out = question.out();
  PreflightCache cache;
  out.key("fetches");
  out.begin_array();
  for (const AskedFetch& asked : fetches) {
    const Verdict verdict = run(asked, cache, question);
    out.begin_object();
    write_verdict(out, verdict);
    if (CollectingTrace* const sink = question.sink()) {
      CollectingTrace first;
      define_headers(asked.request, verdict.end, Trace(&first));
      std::vector<TraceStep> steps = first.take();
      std::vector<TraceStep> others = sink->take();
      std::move(others.begin(), others.end(), std::back_inserter(steps));
      write_trace(out, steps);
    }
    out.end_object();
  }
  out.end_array();
}

}  // namespace crosscheck::question
