// A fetch by the state machine comes to what a straight-line reading comes to; a trace, and how header lines are cut, change nothing.
#include <string>
#include <variant>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/fetch.h"
#include "crosscheck/http/header.h"
#include "fuzz/check.h"
#include "fuzz/fetch_input.h"
#include "fuzz/straight_fetch.h"
#include "fuzz/target.h"
#include "fuzz/told.h"
#include "fuzz/traced.h"

namespace crosscheck::fuzz {
namespace {

// What the state machine does, told as the straight-line reading tells it.
Told machine_fetch(const AskedFetch& asked, PreflightCache& cache, const Profile& profile, TraceSink* trace) {
  Told told;
  std::vector<bool> taken(asked.responses.size(), false);
  Fetch fetch(asked.request, cache, time_of(asked.at), profile, no_hooks(), trace);
  while (const Send* const send = std::get_if<Send>(&fetch.next())) {
    told.lines.push_back(
        told_request(send->purpose, send->method, send->url, {send->headers.begin(), send->headers.end()}, send->credentials));
    std::size_t fits = 0;
    while (fits < taken.size() && (taken[fits] || (asked.responses[fits].purpose && *asked.responses[fits].purpose != send->purpose)))
      ++fits;
    if (fits == taken.size()) {
      told.lines.emplace_back(kToldPending);
      return told;
    }
    taken[fits] = true;
    ++told.used;
    fetch.receive(asked.responses[fits].response, time_of(asked.at));
  }
  if (const Allowed* const allowed = std::get_if<Allowed>(&fetch.next())) {
    const FilteredResponse& response = allowed->response;
    told.lines.push_back(told_response(response.type, response.status, response.url, response.redirected, allowed->timing_allow_passed));
    told.shown = response.headers;
    return told;
  }
  const Blocked& blocked = std::get<Blocked>(fetch.next());
  check(reason_info(blocked.reason).at.find(to_string(blocked.at)) != std::string_view::npos, "a reason comes up where its table says",
        [&] { return std::string(to_string(blocked.reason)) + " at " + std::string(to_string(blocked.at)); });
  told.lines.push_back(told_blocked(blocked.reason, blocked.at));
  return told;
}

bool is_one_list(std::string_view name) {
  for (const std::string_view list : {"Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Expose-Headers"}) {
    if (equals_ignoring_ascii_case(name, list)) return true;
  }
  return false;
}

// The same headers with each list cut at its commas, a line for each element.
HeaderList with_lists_cut(const HeaderList& headers) {
  HeaderList cut;
  for (const Header& header : headers) {
    std::string_view rest = header.value;
    const bool is_cut = is_one_list(header.name);
    while (is_cut && rest.find(',') != std::string_view::npos) {
      cut.append(header.name, trim_http_tab_or_space(rest.substr(0, rest.find(','))));
      rest.remove_prefix(rest.find(',') + 1);
    }
    cut.append(header.name, is_cut ? trim_http_tab_or_space(rest) : rest);
  }
  return cut;
}

// The same headers with the lines of each list in one.
HeaderList with_lists_merged(const HeaderList& headers) {
  HeaderList merged;
  for (const Header& header : headers)
    is_one_list(header.name) ? merged.combine(header.name, header.value) : merged.append(header.name, header.value);
  return merged;
}

AskedFetch with_headers(AskedFetch asked, HeaderList (*change)(const HeaderList&)) {
  for (GivenResponse& given : asked.responses) given.response.headers = change(given.response.headers);
  return asked;
}

// Where a script is shown a list, its name alone: cutting puts other blanks into the value.
std::string text_without_lists(Told told) {
  for (Header& header : told.shown) {
    if (is_one_list(header.name)) header.value.clear();
  }
  return text_of(told);
}

}  // namespace

void run(std::string_view text, Notes& notes) {
  const Input input(text);
  const std::vector<AskedFetch> fetches = read_fetches(input);
  const Profile* const profile = profile_by_name(input.find_or("profile", "standard"));
  const Profile& used = profile == nullptr ? standard_profile() : *profile;
  // While fuzzing, one of three is held for each input.
  const std::size_t variant = text.size() % 3;
  PreflightCache cache;
  PreflightCache traced_cache;
  PreflightCache cut_cache;
  PreflightCache merged_cache;
  ListOfEntries straight_cache;
  for (const AskedFetch& asked : fetches) {
    const Told told = machine_fetch(asked, cache, used, nullptr);
    const std::string came = text_of(told);
    notes.note(came);
    if (notes.listens() || variant == 0) {
      CollectingTrace trace;
      check_same(text_of(machine_fetch(asked, traced_cache, used, &trace)), came, "a trace changes nothing of a fetch");
      check(!trace.steps().empty(), "every fetch is explained");
      note_trace(notes, trace);
    }
    if (&used == &standard_profile()) {
      const std::string straight = text_of(straight_fetch(asked, straight_cache));
      check(straight == came, "the state machine comes to what a straight-line reading comes to",
            [&] { return "machine:  " + readable(came) + "\nstraight: " + readable(straight); });
    }
    // Profile::expose_wildcard_survives_malformed_list is about what stands before a fault in a line.
    if (used.expose_wildcard_survives_malformed_list) continue;
    const std::string plain = text_without_lists(told);
    if (notes.listens() || variant == 1) {
      check_same(text_without_lists(machine_fetch(with_headers(asked, with_lists_cut), cut_cache, used, nullptr)), plain,
                 "lists that are cut into lines change nothing of a fetch");
    }
    if (notes.listens() || variant == 2) {
      check_same(text_without_lists(machine_fetch(with_headers(asked, with_lists_merged), merged_cache, used, nullptr)), plain,
                 "lists whose lines are merged change nothing of a fetch");
    }
  }
}

}  // namespace crosscheck::fuzz
