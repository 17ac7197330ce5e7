// The kind `fetch`: what a browser would do, with the responses that are given.
#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

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
  const std::vector<NodeIndex> responses = fetch.elements("responses", reading.limits().responses, "responses of one fetch");
  asked.responses.reserve(responses.size());
  for (const NodeIndex response : responses) {
    asked.responses.push_back(read_response(reading, response, true));
    if (reading.failed()) break;
  }
  return asked;
}

// Definitions that settle how the fetch came out. `taken`: which responses were used; `last`: the one that came last.
void tell_definitions(const AskedFetch& asked, const Step& end, const std::vector<bool>& taken, std::optional<std::size_t> last,
                      Trace trace) {
  const NetworkResponseView last_response = last ? asked.responses[*last].response() : NetworkResponseView();
  const NetworkResponseView* const response = last ? &last_response : nullptr;
  define_fetch(asked.request, end, response, trace);
  bool earlier_exposes = false;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    earlier_exposes = earlier_exposes || (taken[i] && i != last && contains(asked.responses[i].headers, "Access-Control-Expose-Headers"));
  }
  define_exposure(end, earlier_exposes, response, trace);
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
  out.word(to_string(response.type));
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
  out.word(to_string(send.purpose));
  out.key("method");
  out.bytes(send.method);
  out.key("url");
  out.text(send.url);
  write_headers(out, send.headers);
  out.key("credentials");
  out.boolean(send.credentials);
  out.end_object();
}

// What became of one fetch, as its answer tells it.
void write_verdict(JsonWriter& out, const Step& end, std::string_view sent, std::size_t used) {
  const auto* const allowed = std::get_if<Allowed>(&end);
  const auto* const blocked = std::get_if<Blocked>(&end);
  out.key("verdict");
  out.word(allowed != nullptr ? "allowed" : blocked != nullptr ? "blocked" : "pending");
  out.key("reason");
  if (blocked != nullptr) {
    out.word(to_string(blocked->reason));
  } else {
    out.null();
  }
  out.key("at");
  if (blocked != nullptr) {
    out.word(to_string(blocked->at));
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
  out.json(sent);
  out.key("used");
  out.number(used);
}

// The trace of a fetch: what became of its headers, and then the steps that the sink has collected.
void write_steps(const AskedFetch& asked, const Step& end, CollectingTrace& sink, JsonWriter& out) {
  CollectingTrace first;
  define_headers(asked.request, end, Trace(&first));
  std::vector<TraceStep> steps = first.take();
  std::vector<TraceStep> others = sink.take();
  std::move(others.begin(), others.end(), std::back_inserter(steps));
  write_trace(out, steps);
}

// The first response that was not taken and is not for another request; nothing where none fits.
std::optional<std::size_t> fitting(const std::vector<GivenResponse>& responses, const std::vector<bool>& taken, Purpose purpose) {
  for (std::size_t i = 0; i < responses.size(); ++i) {
    if (!taken[i] && (!responses[i].purpose || *responses[i].purpose == purpose)) return i;
  }
  return std::nullopt;
}

void answer_one(const AskedFetch& asked, PreflightCache& cache, const Question& question) {
  Fetch fetch(asked.request, cache, asked.at, question.profile(), no_hooks(), question.sink());
  std::vector<bool> taken(asked.responses.size(), false);
  std::size_t used = 0;
  std::optional<std::size_t> last;
  // WHY written at once: the fetch forgets what it asked to send, and a copy of it would cost more than the rest of its answer.
  JsonWriter sent;
  sent.begin_array();
  while (const Send* const send = std::get_if<Send>(&fetch.next())) {
    write_sent(sent, *send);
    const std::optional<std::size_t> fits = fitting(asked.responses, taken, send->purpose);
    if (!fits) break;
    taken[*fits] = true;
    ++used;
    last = fits;
    fetch.receive(asked.responses[*fits].response(), asked.at);
  }
  sent.end_array();

  const Step& end = fetch.next();
  if (question.sink() != nullptr) tell_definitions(asked, end, taken, last, question.trace());
  JsonWriter& out = question.out();
  out.begin_object();
  write_verdict(out, end, sent.written(), used);
  if (CollectingTrace* const sink = question.sink()) write_steps(asked, end, *sink, out);
  out.end_object();
}

}  // namespace

void answer_fetch(const Question& question) {
  const ObjectReader input = question.input({"fetches"});
  const std::vector<NodeIndex> nodes = input.elements("fetches", question.reading().limits().fetches, "fetches in one question");
  std::vector<AskedFetch> fetches;
  fetches.reserve(nodes.size());
  Time before;
  for (const NodeIndex node : nodes) {
    fetches.push_back(read_fetch(question.reading(), node, before));
    if (question.failed()) return;
    before = fetches.back().at;
  }
  if (question.failed()) return;

  JsonWriter& out = question.out();
  PreflightCache cache;
  out.key("fetches");
  out.begin_array();
  for (const AskedFetch& asked : fetches) answer_one(asked, cache, question);
  out.end_array();
}

}  // namespace crosscheck::question
