#include "check/check_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "check/gaps.h"
#include "check/group.h"
#include "check/ledger.h"
#include "check/permission_judge.h"
#include "check/programme.h"
#include "check/response_rules.h"
#include "crosscheck/base/ascii.h"

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

// What was seen in all answers together.
struct Overall {
  std::size_t answers = 0;
  std::size_t with_cors = 0;
  std::size_t preflights = 0;
  std::size_t preflights_not_found = 0;
  std::size_t wanted = 0;  // probes that the policy permits

  void look_at(const Probe& probe, const Wanted& wanted_of_it, const Observation& seen) {
    if (wanted_of_it.allowed == true) ++wanted;
    if (!seen.answered()) return;
    ++answers;
    const bool has_cors = std::any_of(seen.headers.begin(), seen.headers.end(),
                                      [](const Header& header) { return byte_lowercase(header.name).starts_with("access-control-"); });
    if (has_cors) ++with_cors;
    if (!probe.is_preflight()) return;
    ++preflights;
    if (!has_cors && (seen.status == 404 || seen.status == 405 || seen.status == 501)) ++preflights_not_found;
  }

  std::optional<std::string> vacuous() const {
    if (wanted == 0 || answers == 0) return std::nullopt;
    if (with_cors == 0)
      return fmt::format(
          "No CORS header was seen in any of {} answers: this server knows no CORS there, or another path is meant. That nobody "
          "was let through proves nothing.",
          answers);
    if (preflights != 0 && preflights == preflights_not_found)
      return fmt::format("Every preflight ({} of {}) was answered as a path that is not there: that none was let through proves nothing.",
                         preflights_not_found, preflights);
    return std::nullopt;
  }
};

class Check {
 public:
  Check(const Target& target, const policy::Policy& policy, const CheckOptions& options, const suite::Stop& stop,
        const std::function<void(const CheckProgress&)>& on_progress)
      : target_(target),
        policy_(policy),
        options_(options),
        stop_(stop),
        declared_(policy),
        ledger_(target, enabled_by(options)),
        prober_(target, options.prober, stop, [this, &on_progress, asker = std::this_thread::get_id()] {
          ++told_;
          if (on_progress && std::this_thread::get_id() == asker) on_progress({told_, planned_, ledger_.findings().all().size()});
        }) {}

  Result<CheckRun, CheckError> run() {
    const Clock::time_point start = Clock::now();
    Programme programme = make_programme(target_, policy_, declared_, options_, ledger_.enabled());
    for (const std::string& note : programme.notes) ledger_.note(note);
    for (const Group& group : programme.groups) planned_ += group.probes.size();
    planned_ += programme.paths.size();
    if (std::optional<CheckError> error = ask_plainly(programme.paths)) return std::move(*error);
    for (const Ground& ground : programme.grounds) note_status(ground);
    for (const Group& group : programme.groups) {
      if (!goes_on()) break;
      ask(group);
    }
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
  std::optional<CheckError> ask_plainly(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      Probe probe = actual_probe({PropertyId::P101}, "a plain request", path, "");
      const Observation seen = prober_.ask(probe);
      if (seen.answered()) {
        plain_[path] = seen.status;
        const Wanted wanted = wanted_of(policy_, probe);
        judge_response({probe, seen, wanted, declared_.at(path_of(path)), false}, ledger_);
        overall_.look_at(probe, wanted, seen);
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
    if (group.tells_nothing_under_reflection && reflects_) {
      planned_ -= group.probes.size();
      return;
    }
    std::vector<Wanted> wanted;
    wanted.reserve(group.probes.size());
    for (const Probe& probe : group.probes) wanted.push_back(wanted_of(policy_, probe));
    const std::vector<Observation> seen = prober_.ask(group.probes, group.order);
    for (std::size_t at = 0; at < seen.size(); ++at) {
      if (!seen[at].asked) continue;
      const Probe& probe = group.probes[at];
      judge_permission(probe, wanted[at], seen[at], plain_, ledger_);
      overall_.look_at(probe, wanted[at], seen[at]);
      if (!group.looks_at_headers) continue;
      const std::string_view path = path_of(probe.target);
      judge_response({probe, seen[at], wanted[at], declared_.at(path), allows_origin(policy_, path, "null")}, ledger_);
    }
    const bool is_whole = std::all_of(seen.begin(), seen.end(), [](const Observation& one) { return one.asked; });
    if (group.judge && is_whole) group.judge({group.probes, wanted, seen}, ledger_);
    look_for_reflection(group, wanted, seen);
  }

  // Where every unknown origin is let in, what is nearly allowed tells nothing more.
  void look_for_reflection(const Group& group, const std::vector<Wanted>& wanted, const std::vector<Observation>& seen) {
    std::size_t strangers = 0;
    std::size_t let_in = 0;
    for (std::size_t at = 0; at < seen.size(); ++at) {
      const auto& ids = group.probes[at].properties;
      const bool is_stranger = group.name == "unknown origins" && std::find(ids.begin(), ids.end(), PropertyId::P004) != ids.end();
      if (!is_stranger || wanted[at].allowed != false || !wanted[at].asked) continue;
      ++strangers;
      if (!permission_seen(*wanted[at].asked, seen[at]).refused) ++let_in;
    }
    if (strangers == 0 || let_in != strangers) return;
    reflects_ = true;
    ledger_.note("Every origin is let in, so that origins which are nearly allowed were not asked about.");
    for (const Property& one : all_properties()) {
      if (one.id >= PropertyId::P006 && one.id <= PropertyId::P036) ledger_.not_asked(one.id, "Every origin is let in anyway.");
    }
  }

  CheckRun result(Clock::duration took) const {
    CheckRun run;
    run.target = target_.url;
    run.seed = options_.seed;
    run.findings = ledger_.findings().sorted();
    run.facts = ledger_.facts();
    run.properties = ledger_.counts();
    run.vacuous = overall_.vacuous();
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
    run.seconds = std::chrono::duration<double>(took).count();
    return run;
  }

  const Target& target_;
  const policy::Policy& policy_;
  const CheckOptions& options_;
  const suite::Stop& stop_;
  const DeclaredPolicy declared_;
  Ledger ledger_;
  PlainStatuses plain_;
  Overall overall_;
  bool reflects_ = false;
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
