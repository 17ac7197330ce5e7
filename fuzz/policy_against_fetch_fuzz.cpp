// What a browser makes of a policy's answers is what the policy means: the two halves of the engine against a statement of ten lines.
#include <string>
#include <utility>
#include <variant>

#include "conformance/halves/both_halves.h"
#include "conformance/halves/meaning.h"
#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/safelisted_request_header.h"
#include "crosscheck/policy/compile.h"
#include "fuzz/check.h"
#include "fuzz/fetch_input.h"
#include "fuzz/literal_decision.h"
#include "fuzz/policy_input.h"
#include "fuzz/target.h"

namespace crosscheck::fuzz {
namespace {

std::set<std::string> lower_case(const policy::StarOrList& list) {
  std::set<std::string> names;
  for (const std::string& name : entries_of(list)) names.insert(byte_lowercase(name));
  return names;
}

// What the policy of the path means for one origin; nothing where it is off.
std::optional<halves::Meaning> meaning_of(const policy::Document& document, std::string_view path, const std::string& origin) {
  const policy::SinglePolicy* const policy = policy_for(document, path);
  if (policy == nullptr) return std::nullopt;
  halves::Meaning meaning;
  if (literal_allows_origin(*policy, origin)) meaning.origins.insert(origin);
  meaning.credentials = policy->credentials;
  meaning.any_method = is_any(policy->methods);
  const std::vector<std::string> methods = entries_of(policy->methods);
  meaning.methods = {methods.begin(), methods.end()};
  meaning.any_header = is_any(policy->request_headers);
  meaning.request_headers = lower_case(policy->request_headers);
  meaning.any_exposed = is_any(policy->expose_headers);
  meaning.exposed = lower_case(policy->expose_headers);
  return meaning;
}

// A page's request to the server, as the lines of a fetch say it. Nothing where its API throws.
std::optional<halves::Question> question_of(const Input& input, std::string_view path) {
  // What does not begin so would go on with the host or the port, and lead to another server.
  if (!path.starts_with('/')) return std::nullopt;
  halves::Question question;
  question.request = read_fetches(input).front().request;
  question.request.client = Client::fetch;
  question.request.mode = Mode::cors;
  // What a server cannot know of: a stream goes nowhere, and a redirect mode matters to redirects alone.
  question.request.body.reset();
  question.request.url = std::string(halves::kServer) + std::string(path);
  question.origin = question.request.origin.serialized();
  const Result<ConstructedRequest, Reason> constructed = construct_request(question.request);
  if (!constructed || constructed->request.current_url().fragment) return std::nullopt;
  if (serialize_url(constructed->request.current_url()) != question.request.url) return std::nullopt;
  question.method = constructed->request.method;
  std::size_t bytes = 0;
  for (const std::string& name : cors_unsafe_request_header_names(constructed->request.header_list.views())) {
    bytes += name.size() + 1;
    question.unsafe.insert(name);
  }
  // A server that takes any name reads so many bytes of them and no more.
  if (bytes > 4096) return std::nullopt;
  return question;
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  const AskedPolicy asked = read_policy(input);
  const policy::Compilation compilation = policy::compile(asked.document);
  const std::string path(input.find_or("path", "/x"));
  const std::optional<halves::Question> question = question_of(input, path);
  notes.note(compilation.policy.has_value());
  notes.note(question.has_value());
  if (!compilation.policy || !question) return;

  const std::optional<halves::Meaning> meaning = meaning_of(asked.document, path, question->origin);
  std::optional<bool> thought;
  const halves::Network network = [&](const Send& send) {
    halves::Served served = halves::serve(*compilation.policy, send);
    if (send.purpose == Purpose::preflight) thought = served.allowed;
    return std::move(served.response);
  };
  PreflightCache cache;
  const halves::Exchange exchange = halves::ask(question->request, network, cache);
  const halves::Verdict expected = halves::meant(meaning, *question, exchange.answered);
  notes.note(halves::shown(exchange.verdict));
  check(exchange.verdict == expected, "a browser sees what the policy means",
        [&] { return "  meant: " + halves::shown(expected) + "\n  seen:  " + halves::shown(exchange.verdict) + " " + exchange.reason; });
  check(exchange.preflights == 0 || thought == halves::lets_through(meaning, *question),
        "a server thinks of a preflight what the browser finds out");
  // With a cache that has learnt from the first time nothing is different.
  const halves::Exchange again = halves::ask(question->request, network, cache);
  check(again.verdict == exchange.verdict, "a preflight cache changes nothing of what a page sees");
  notes.note(again.preflights);
}

}  // namespace crosscheck::fuzz
