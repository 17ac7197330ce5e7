// https://fetch.spec.whatwg.org/#concept-fetch as a state machine without IO: it says what to send, the caller does it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "crosscheck/base/decimal_time.h"
#include "crosscheck/fetch/client_request.h"
#include "crosscheck/fetch/hooks.h"
#include "crosscheck/fetch/preflight_cache.h"
#include "crosscheck/fetch/profile.h"
#include "crosscheck/fetch/request.h"
#include "crosscheck/fetch/response.h"
#include "crosscheck/fetch/told_once.h"
#include "crosscheck/reason/reason.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

enum class Purpose { preflight, actual };
std::string_view to_string(Purpose purpose);

// Send this, and hand back what comes. The headers are those that CORS decides, Origin last; what depends on a user agent's taste is the
// caller's to add.
struct Send {
  Purpose purpose = Purpose::actual;
  std::string method;
  std::string url;  // serialized without fragment and userinfo
  HeaderList headers;
  bool credentials = false;  // whether cookies and the like go along
};

// The script gets a response.
struct Allowed {
  FilteredResponse response;
  bool timing_allow_passed = false;
};

// The script gets a network error, or the API throws.
struct Blocked {
  Reason reason;
  At at;
};

using Step = std::variant<Send, Allowed, Blocked>;

// One fetch. It borrows the cache, the profile and the hooks, which must outlive it; the sink too. One thread at a time.
//
//   Fetch fetch(request, cache, now);
//   while (const Send* send = std::get_if<Send>(&fetch.next())) fetch.receive(network(*send), now);
class Fetch {
 public:
  // As a script asks for it. Where the API throws, the fetch is Blocked at `construct` from the start.
  Fetch(const ClientRequest& request, PreflightCache& cache, Time now, const Profile& profile = standard_profile(),
        const Hooks& hooks = no_hooks(), TraceSink* trace = nullptr);
  // A request that is one already: what a caller of main fetch hands over. Its URL list is not empty, or this asserts.
  Fetch(Request request, PreflightCache& cache, Time now, const Profile& profile = standard_profile(), const Hooks& hooks = no_hooks(),
        TraceSink* trace = nullptr);

  // What is to be done now. It changes only through `receive`, and not at all once it is Allowed or Blocked.
  const Step& next() const { return step_; }
  // The answer to the request that `next` asks to send; anything else to do is a programming error and asserts. `now` never falls.
  void receive(const NetworkResponse& response, Time now);
  void receive(const NetworkResponseView& response, Time now);

 private:
  // Which answer is awaited. The moves: a hop starts (main fetch); it sends a preflight and then the request, or the request at once; a
  // redirect starts the next hop; anything may end in `done`.
  enum class State { preflight, actual, done };

  // A response on its way from HTTP fetch out to main fetch, borrowed.
  struct Answer {
    NetworkResponseView response;
    ResponseType type = ResponseType::default_;  // another one for a response that is filtered already
    const Url* url = nullptr;                    // the last of its URL list; null where that is empty
    bool has_several_urls = false;
  };

  Fetch(PreflightCache& cache, Time now, const Profile& profile, const Hooks& hooks, TraceSink* trace);

  // The standard's algorithms, each until it has to wait.
  void start();
  void main_fetch();
  void scheme_fetch();
  void http_fetch();
  void cors_preflight_fetch();
  void http_network_or_cache_fetch();
  void receive_preflight(const NetworkResponseView& response);
  void receive_actual(const NetworkResponseView& response);
  void receive_network_error();
  // HTTP fetch from its step 5 on: CORP, then redirects.
  void receive_response(const Answer& answer);
  void redirect(const Answer& answer);
  // The response of a scheme that needs no network: 200 with that Content-Type.
  void finish_with_type(std::string_view content_type);
  // What a hook gives in place of a hop.
  void finish_with(const NetworkResponse& response);
  // Main fetch from its step 14 on.
  void finish(const Answer& answer);

  bool preflight_is_due() const;
  bool may_need_preflight() const;
  std::string why_preflight() const;
  void tell_flag_unset() const;
  void tell_bad_port() const;
  void tell_way_back(const Origin& url_origin) const;
  void tell_filtered(const Answer& answer, ResponseType type, HeaderListView readable) const;
  std::vector<std::string> unsafe_names(Trace trace) const;
  bool is_retried(const NetworkResponseView& response);
  std::string_view serialized_origin() const;
  void send(Purpose purpose, const Request& request, HeaderList headers, bool credentials);
  void allow(FilteredResponse response);
  // A network error out of the algorithms that main fetch calls: the preflight cache is cleared on the way out where a hop was
  // preflighted. `rule` is the row that the trace ends with, where that is not the reason's own.
  void block(Reason reason, At at, std::optional<Rule> rule = std::nullopt);
  void end_blocked(Reason reason, At at, std::optional<Rule> rule = std::nullopt);
  // What the author of the request or of the response could not see, and has to know to understand the block.
  void tell_behind(Reason reason, At at) const;

  PreflightCache& cache_;
  const Profile& profile_;
  const Hooks& hooks_;
  std::unique_ptr<ToldOnce> told_once_;  // null where nobody listens
  Trace trace_;
  BlobLookup blob_lookup_;

  Request request_;
  Time now_;
  State state_ = State::done;
  Step step_;
  bool added_accept_ = false;         // the request's Accept is not the script's
  bool type_by_body_ = false;         // nor is its Content-Type, which came with the body
  bool service_workers_ = true;       // service-workers mode "all"
  bool preflighting_ = false;         // this hop is one of main fetch's preflighting branch
  bool cached_grant_ = false;         // the preflight cache stands in for this hop's preflight
  bool any_hop_preflighted_ = false;  // some hop was: it clears the cache should a network error come out
  bool includes_credentials_ = false;
  bool range_requested_ = false;
  bool is_new_connection_ = false;         // the 421 retry was used up for this request
  std::vector<std::string> unsafe_names_;  // of the hop that is under way
  // As the request was before the first redirect: for profiles that keep a preflight (Profile::RedirectPreflight).
  bool needed_preflight_at_first_ = false;
  HeaderList first_header_list_;
};

}  // namespace crosscheck
