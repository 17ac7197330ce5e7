#include "check/check_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <span>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "check/coverage.h"
#include "check/gaps.h"
#include "check/group.h"
#include "check/layers.h"
#include "check/ledger.h"
#include "check/permission_judge.h"
#include "check/programme.h"
#include "check/response_rules.h"
#include "check/vacuity.h"

namespace crosscheck::check {
namespace {

using Clock = std::chrono::steady_clock;

PropertySet enabled_by(const CheckOptions& options) {
  PropertySet enabled;
  for (const Property& one : all_properties()) {
    if (options.only.has(one.id) && !options.without.has(one.id)) enabled.add(one.id);
  }
  return enabled;
}

// Of probes that are asked at once, where nobody has to see all of their answers together: so many answers are in memory at the same time.
constexpr std::size_t kPiece = 256;

class Check {
 public:
  Check(const Target& target, const policy::Policy& policy, const CheckOptions& options, const suite::Stop& stop,
        const std::function<void(const CheckProgress&)>& on_progress)
      : target_(target),
        policy_(policy),
        options_(options),
        stop_(stop),
        declared_(policy),
        ledger_(target, enabled_by(options), Secrets(options.prober.own_headers)),
        prober_(target, options.prober, stop, [this, &on_progress, asker = std::this_thread::get_id()] {
          ++told_;
          if (on_progress && std::this_thread::get_id() == asker) on_progress({told_, planned_, ledger_.findings().all().size()});
        }) {}

  Result<CheckRun, CheckError> run() {
    const Clock::time_point start = Clock::now();
    Programme programme = make_programme(target_, policy_, declared_, options_, ledger_.enabled());
    for (const std::string& note : programme.notes) ledger_.note(note);
    for (const Group& group : programme.groups) planned_ += group.probes.size();
    paths_ = programme.paths;
    planned_ += paths_.size();
    for (const Ground& ground : programme.grounds) coverage_.declare(ground);
    if (std::optional<CheckError> error = ask_plainly()) return std::move(*error);
    for (const Ground& ground : programme.grounds) note_status(ground);
    for (const Group& group : programme.groups) {
      if (goes_on()) ask(group);
      if (!goes_on()) explain_end(group);
    }
    note_refusals_to_serve();
    for (const Ground& ground : programme.grounds) {
      explain_gaps(ground, ledger_);
      if (ground.any_origin && wire::is_loopback(target_.location.endpoint.host))
        ledger_.add_fact(PropertyId::P004,
                         "Any site that is open in a browser on this machine can talk to this server, as the policy says.");
    }
    explain_gaps(declared_, options_, ledger_);
    return result(Clock::now() - start);
  }

 private:
  bool goes_on() const { return !prober_.lost() && !prober_.out_of_time() && !stop_.requested(); }

  // What each path answers where nobody asks. Where the first does not answer at all there is nothing to check.
  std::optional<CheckError> ask_plainly() {
    for (const std::string& path : paths_) {
      Probe probe = actual_probe({PropertyId::P101}, "a plain request", path, "");
      const Observation seen = prober_.ask(probe);
      if (seen.answered()) {
        plain_[path] = seen.status;
        look_at_headers(probe, wanted_of(policy_, probe), seen);
      } else if (plain_.empty()) {
        if (seen.error) return CheckError{seen.error->message};
        if (prober_.lost()) return CheckError{prober_.lost()->message};
        return CheckError{
            fmt::format("{} was not asked: the time was over, or the run was stopped, before the first request.", target_.url)};
      }
    }
    return std::nullopt;
  }

  // What is asked in full should be something that is served.
  void note_status(const Ground& ground) {
    const auto found = plain_.find(ground.path);
    if (found == plain_.end() || found->second < 300) return;
    ledger_.note(fmt::format("{} is answered {} where nobody asks: what is served to whom was not seen there. Name a path that is served.",
                             ground.path, found->second));
  }

  void ask(const Group& group) {
    if (group.tells_nothing_under_reflection && reflecting_.contains(group.probes.front().target)) {
      planned_ -= group.probes.size();
      return;
    }
    const std::span<const Probe> probes(group.probes);
    const std::size_t piece = group.judge || group.next ? probes.size() : kPiece;
    for (std::size_t at = 0; at < probes.size() && goes_on(); at += piece)
      ask_at_once(group, probes.subspan(at, std::min(piece, probes.size() - at)));
  }

  void ask_at_once(const Group& group, std::span<const Probe> probes) {
    std::vector<Wanted> wanted;
    wanted.reserve(probes.size());
    for (const Probe& probe : probes) wanted.push_back(wanted_of(policy_, probe));
    const std::vector<Observation> seen = prober_.ask(probes, group.order);
    bool is_whole = true;
    for (std::size_t at = 0; at < seen.size(); ++at) {
      const bool counts = seen[at].asked && !is_turned_away(probes[at], seen[at]);
      is_whole = is_whole && counts;
      if (!counts) continue;
      judge_permission(probes[at], wanted[at], seen[at], plain_, ledger_);
      coverage_.look_at(probes[at], seen[at]);
      if (group.looks_at_headers) look_at_headers(probes[at], wanted[at], seen[at]);
    }
    const GroupSeen all{probes, wanted, seen};
    if (group.shows_reflection) look_for_reflection(all);
    if (!is_whole) return;
    if (group.judge) group.judge(all, ledger_);
    if (!group.next) return;
    for (const Group& more : group.next(all)) {
      planned_ += more.probes.size();
      if (goes_on()) ask(more);
    }
  }

  void look_at_headers(const Probe& probe, const Wanted& wanted, const Observation& seen) {
    const std::string_view path = path_of(probe.target);
    vacuity_.look_at(probe, wanted, seen);
    note_header_lines(probe, seen, ledger_, header_lines_);
    judge_response({probe, seen, wanted, declared_.at(path), allows_origin(policy_, path, "null")}, ledger_);
  }

  // 429 says something of the number of questions, and nothing of the policy.
  bool is_turned_away(const Probe& probe, const Observation& seen) {
    constexpr int kTooManyRequests = 429;
    if (seen.status != kTooManyRequests) return false;
    const auto plain = plain_.find(probe.target);
    if (plain != plain_.end() && plain->second == kTooManyRequests) return false;
    ++turned_away_;
    return true;
  }

  void note_refusals_to_serve() {
    if (turned_away_ == 0) return;
    ledger_.note(fmt::format("{} of the probes were answered 429 (too many requests), and were not judged: ask more slowly, with --rate.",
                             turned_away_));
    for (const Property& one : all_properties()) ledger_.not_asked(one.id, "The server answered 429 (too many requests).");
  }

  // The reason that comes first is kept: the policy is none where the run was cut off.
  void explain_end(const Group& group) {
    constexpr std::string_view kEnded = "The run ended before it was asked.";
    for (const PropertyId id : group.judges) ledger_.not_asked(id, std::string(kEnded));
    for (const Probe& probe : group.probes) {
      for (const PropertyId id : probe.properties) ledger_.not_asked(id, std::string(kEnded));
    }
  }

  // Where every unknown origin is let in, what is nearly allowed tells nothing more of that path.
  void look_for_reflection(const GroupSeen& group) {
    std::size_t strangers = 0;
    std::size_t let_in = 0;
    for (std::size_t at = 0; at < group.seen.size(); ++at) {
      const auto& ids = group.probes[at].properties;
      const bool is_stranger = std::find(ids.begin(), ids.end(), PropertyId::P004) != ids.end();
      if (!is_stranger || group.wanted[at].allowed != false || !group.wanted[at].asked) continue;
      ++strangers;
      if (!permission_seen(*group.wanted[at].asked, group.seen[at]).refused) ++let_in;
    }
    if (strangers == 0 || let_in != strangers) return;
    const std::string& path = group.probes.front().target;
    reflecting_.insert(path);
    ledger_.note(fmt::format("Every origin is let in at {}, so that origins which are nearly allowed were not asked about there.", path));
    for (const Property& one : all_properties()) {
      if (one.id >= PropertyId::P006 && one.id <= PropertyId::P038) ledger_.not_asked(one.id, "Every origin is let in anyway.");
    }
  }

  CheckRun result(Clock::duration took) const {
    CheckRun run;
    run.target = target_.url;
    run.paths = paths_;
    run.seed = options_.seed;
    run.findings = ledger_.findings().sorted();
    run.facts = ledger_.facts();
    run.properties = ledger_.counts();
    run.header_lines = header_lines_;
    run.vacuous = vacuity_.sentence();
    run.notes = ledger_.notes();
    run.notes.emplace_back(
        "The requests are those of a client that is no browser, over HTTP/1.1: what HTTP/2, a proxy or a content network does is not "
        "seen.");
    if (prober_.lost()) {
      run.end = End::lost;
      run.end_detail = prober_.lost()->message;
      if (run.end_detail.ends_with('.')) run.end_detail.pop_back();
    } else if (stop_.requested()) {
      run.end = End::stopped;
    } else if (prober_.out_of_time()) {
      run.end = End::out_of_time;
    }
    run.planned = planned_;
    run.asked = prober_.asked();
    run.cells_declared = coverage_.declared();
    run.cells_tested = coverage_.tested();
    run.seconds = std::chrono::duration<double>(took).count();
    return run;
  }

  const Target& target_;
  const policy::Policy& policy_;
  const CheckOptions& options_;
  const suite::Stop& stop_;
  const DeclaredPolicy declared_;
  Ledger ledger_;
  std::vector<std::string> paths_;
  PlainStatuses plain_;
  Vacuity vacuity_;
  Coverage coverage_;
  std::vector<HeaderLines> header_lines_;
  std::set<std::string, std::less<>> reflecting_;  // request targets
  std::size_t turned_away_ = 0;
  std::size_t planned_ = 0;
  std::atomic<std::size_t> told_ = 0;
  Prober prober_;  // last: its threads use the others
};

}  // namespace

bool CheckRun::holds() const {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.severity != Severity::info; });
}

std::size_t CheckRun::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [severity](const Finding& finding) { return finding.severity == severity; }));
}

Result<CheckRun, CheckError> check_target(const Target& target, const policy::Policy& policy, const CheckOptions& options,
                                          const suite::Stop& stop, const std::function<void(const CheckProgress&)>& on_progress) {
  return Check(target, policy, options, stop, on_progress).run();
}

}  // namespace crosscheck::check
