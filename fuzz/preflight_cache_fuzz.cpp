// The preflight cache answers, at every moment, as a plain list of entries does that is searched from end to end.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crosscheck/fetch/preflight_cache.h"
#include "crosscheck/fetch/preflight_cache_model_for_tests.h"
#include "fuzz/check.h"
#include "fuzz/fetch_input.h"
#include "fuzz/literal.h"
#include "fuzz/target.h"
#include "fuzz/traced.h"

namespace crosscheck::fuzz {
namespace {

// What an operation is done with; lines change it as they come.
struct State {
  Request request;
  PreflightGrant grant;
  std::uint64_t now = 0;
};

std::optional<std::vector<std::string>> names_of(std::string_view list) { return literal::list_of_tokens(list); }

bool set(State& state, const Line& line) {
  constexpr std::uint64_t kLongestStep = 5'000'000'000;
  const std::string_view value = line.value;
  if (line.is("url")) {
    if (Result<Url, UrlError> url = parse_url(value)) state.request.url_list = {std::move(url).value()};
  } else if (line.is("origin")) {
    if (std::optional<Origin> origin = parse_serialized_origin(value)) state.request.origin = *std::move(origin);
  } else if (line.is("partition")) {
    state.request.network_partition_key = value;
  } else if (line.is("method")) {
    state.request.method = value;
  } else if (line.is("credentials")) {
    state.request.credentials_mode = choice(value, state.request.credentials_mode);
  } else if (line.is("wait")) {
    state.now += number(value, kLongestStep, 0);
  } else if (line.is("max_age")) {
    state.grant.max_age = number(value, 2147483648U, 5);
  } else if (line.is("methods")) {
    state.grant.methods = names_of(value);
  } else if (line.is("header_names")) {
    state.grant.header_names = names_of(value);
  } else {
    return false;
  }
  return true;
}

struct Asked {
  const PreflightCache& cache;
  const ListOfEntries& model;
  const State& state;
};

// `other` is the name that was asked for before.
void check_asked(const Asked& asked, const std::string& name, const std::string& other, Notes& notes) {
  const auto& [cache, model, state] = asked;
  const Time now = time_of(state.now);
  CollectingTrace trace;
  const bool method = cache.matches_method(state.request, now);
  notes.note(method);
  check(method == model.matches_method(state.request, state.now), "the cache has a method exactly where a list of entries has it");
  check(cache.matches_method(state.request, now, standard_profile(), Trace(&trace)) == method, "a trace changes nothing of the cache");
  const bool header = cache.matches_header_name(name, state.request, now);
  notes.note(header);
  check(header == model.matches_header(name, state.request, state.now),
        "the cache has a header name exactly where a list of entries has it", [&] { return readable(name); });
  check(cache.matches_header_names({other, name}, state.request, now, standard_profile(), Trace(&trace)) ==
            (header && model.matches_header(other, state.request, state.now)),
        "several names match where each of them does", [&] { return readable(other) + ", " + readable(name); });
  check(!(method || header) || cache.knows(state.request), "a cache that answers for a request knows it");
  note_trace(notes, trace);
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  State state;
  state.request.url_list = {*parse_url("http://b.test/")};
  state.request.origin = *parse_serialized_origin("http://a.test");
  PreflightCache cache;
  PreflightCache told;  // the same, with somebody who listens
  ListOfEntries model;
  CollectingTrace trace;
  std::string before = "x-a";
  for (const Line& line : input) {
    if (set(state, line)) continue;
    const Time now = time_of(state.now);
    if (line.is("store")) {
      cache.store(state.request, state.grant, now);
      if (notes.listens()) told.store(state.request, state.grant, now, standard_profile(), Trace(&trace));
      model.store(state.request, state.grant, state.now);
    } else if (line.is("clear")) {
      cache.clear(state.request);
      if (notes.listens()) told.clear(state.request, Trace(&trace));
      model.clear(state.request);
      check(!cache.knows(state.request), "a cache that is cleared for a request knows nothing of it");
    } else if (line.is("ask")) {
      std::string name = literal::lower(line.value);
      check_asked({cache, model, state}, name, before, notes);
      before = std::move(name);
    }
    if (notes.listens()) check(told.size() == cache.size(), "a trace changes nothing of what a cache holds");
    notes.note(cache.size());
  }
  note_trace(notes, trace);
}

}  // namespace crosscheck::fuzz
