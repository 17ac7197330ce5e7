#include "crosscheck/fetch/fetch.h"

#include <cassert>
#include <utility>

#include "crosscheck/fetch/redirect_taint.h"

namespace crosscheck {

std::string_view to_string(Purpose purpose) { return purpose == Purpose::preflight ? "preflight" : "actual"; }

Fetch::Fetch(PreflightCache& cache, Time now, const Profile& profile, const Hooks& hooks, TraceSink* trace)
    : cache_(cache),
      profile_(profile),
      hooks_(hooks),
      told_once_(trace == nullptr ? nullptr : std::make_unique<ToldOnce>(*trace)),
      trace_(told_once_.get()),
      blob_lookup_([&hooks](const Url& url) { return hooks.blob_origin(url); }),
      now_(std::move(now)) {}

Fetch::Fetch(const ClientRequest& client_request, PreflightCache& cache, Time now, const Profile& profile, const Hooks& hooks,
             TraceSink* trace)
    : Fetch(cache, std::move(now), profile, hooks, trace) {
  Result<ConstructedRequest, Reason> constructed = construct_request(client_request, profile, trace_);
  if (!constructed) {
    step_ = Blocked{constructed.error(), At::construct};
    return;
  }
  added_accept_ = constructed.value().added_accept;
  type_by_body_ = constructed.value().type_by_body;
  request_ = std::move(constructed).value().request;
  start();
}

Fetch::Fetch(Request request, PreflightCache& cache, Time now, const Profile& profile, const Hooks& hooks, TraceSink* trace)
    : Fetch(cache, std::move(now), profile, hooks, trace) {
  request_ = std::move(request);
  start();
}

void Fetch::start() {
  assert(!request_.url_list.empty());
  if (profile_.redirect_preflight != Profile::RedirectPreflight::decided_anew) {
    unsafe_names_ = unsafe_names(Trace());
    needed_preflight_at_first_ = preflight_is_due();
    first_header_list_ = request_.header_list;
  }
  main_fetch();
}

void Fetch::receive(const NetworkResponse& response, Time now) {
  const std::vector<HeaderView> lines = response.headers.views();
  receive(NetworkResponseView{response.network_error, response.status, lines}, std::move(now));
}

void Fetch::receive(const NetworkResponseView& response, Time now) {
  now_ = std::move(now);
  switch (state_) {
    case State::preflight:
      return receive_preflight(response);
    case State::actual:
      return receive_actual(response);
    case State::done:
      assert(false && "nothing was asked for");
  }
}

std::string_view Fetch::serialized_origin() const { return serialize_request_origin(request_, blob_lookup_); }

void Fetch::allow(FilteredResponse response) {
  state_ = State::done;
  // Main fetch 19 (MF-29). DEVIATION (AMB-34): a network error never passes. Whatever the status, fetch() resolves (API-14).
  step_ = Allowed{std::move(response), !request_.timing_allow_failed};
}

void Fetch::block(Reason reason, At at, std::optional<Rule> rule) {
  // MF-19, CCH-8: each hop that was preflighted clears on the way out, for the request as it is now (CCH-7, AMB-17): once is enough.
  if (any_hop_preflighted_ && !profile_.cache_survives_failure) {
    cache_.clear(request_, trace_);
  } else if (trace_ && !any_hop_preflighted_ && cache_.knows(request_)) {
    trace_.step(Rule::CCH_8, Outcome::no, "No hop of this request was preflighted, so the cache keeps what it has for this URL.");
  }
  end_blocked(reason, at, rule);
}

void Fetch::end_blocked(Reason reason, At at, std::optional<Rule> rule) {
  state_ = State::done;
  const ReasonInfo& info = reason_info(reason);
  trace_.step(rule.value_or(info.rule), Outcome::blocked, [&] { return std::string(info.code) + ": " + std::string(info.sentence); });
  if (trace_) tell_behind(reason, at);
  step_ = Blocked{reason, at};
}

}  // namespace crosscheck
