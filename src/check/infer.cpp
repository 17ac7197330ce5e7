#include "check/infer.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "check/infer_preflights.h"
#include "crosscheck/policy/fault.h"

namespace crosscheck::check {
namespace {

using policy::SinglePolicy;

// The number that a pointer has behind its first part; nothing where it has none.
std::optional<std::size_t> index_below(std::string_view pointer, std::string_view part) {
  if (!pointer.starts_with(part)) return std::nullopt;
  pointer.remove_prefix(part.size());
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(pointer.data(), pointer.data() + pointer.size(), index);
  return error == std::errc() && end != pointer.data() ? std::optional(index) : std::nullopt;
}

// Takes the entry out that the fault is about: what stood there, or nothing where there is no such entry.
std::optional<std::string> take_entry(SinglePolicy& policy, std::string_view pointer) {
  const auto take = [&](std::string_view part, std::vector<std::string>& entries) -> std::optional<std::string> {
    const std::optional<std::size_t> index = index_below(pointer, part);
    if (!index || *index >= entries.size()) return std::nullopt;
    std::string taken = entries[*index];
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(*index));
    return taken;
  };
  if (policy.origins) {
    if (std::optional<std::string> taken = take("/origins/", policy.origins->entries)) return taken;
  }
  if (std::optional<std::string> taken = take("/methods/", policy.methods.entries)) return taken;
  if (std::optional<std::string> taken = take("/request_headers/", policy.request_headers.entries)) return taken;
  if (std::optional<std::string> taken = take("/expose_headers/", policy.expose_headers.entries)) return taken;
  const std::optional<std::size_t> pattern = index_below(pointer, "/origin_patterns/");
  if (!pattern || *pattern >= policy.origin_patterns.size()) return std::nullopt;
  std::string taken = policy.origin_patterns[*pattern].regex;
  policy.origin_patterns.erase(policy.origin_patterns.begin() + static_cast<std::ptrdiff_t>(*pattern));
  return taken;
}

bool lets_nobody_in(const SinglePolicy& policy) {
  const bool by_list = policy.origins && (policy.origins->is_star || !policy.origins->entries.empty());
  return !by_list && policy.origin_patterns.empty() && !policy.null_origin;
}

bool is_danger(const policy::Fault& fault) { return policy::fault_info(fault.kind).level == policy::Level::danger; }

// Adds the names that are not there yet: false where there are none.
bool acknowledge(SinglePolicy& policy, const std::vector<policy::Fault>& faults) {
  bool is_new = false;
  for (const policy::Fault& fault : faults) {
    std::string name(fault.name());
    const auto& known = policy.acknowledge;
    if (!is_danger(fault) || std::find(known.begin(), known.end(), name) != known.end()) continue;
    policy.acknowledge.push_back(std::move(name));
    is_new = true;
  }
  return is_new;
}

// What went with an entry that was taken out needs no acknowledgement any more.
void forget_what_is_gone(SinglePolicy& policy, const std::vector<policy::Fault>& warnings) {
  std::erase_if(policy.acknowledge, [&](const std::string& name) {
    return std::none_of(warnings.begin(), warnings.end(),
                        [&](const policy::Fault& fault) { return is_danger(fault) && fault.name() == name; });
  });
}

}  // namespace

Settled settled(SinglePolicy policy) {
  Settled done;
  // As often as there are entries and dangers, and a little more: each round takes one away.
  for (int rounds = 0; rounds < 512 && !lets_nobody_in(policy); ++rounds) {
    const policy::Compilation compilation = policy::compile(policy);
    if (done.faults.empty()) done.faults = compilation.errors;
    if (compilation.policy) {
      const auto repeated = std::find_if(compilation.warnings.begin(), compilation.warnings.end(),
                                         [](const policy::Fault& fault) { return fault.kind == policy::FaultKind::redundant_entry; });
      if (repeated != compilation.warnings.end() && take_entry(policy, repeated->pointer)) continue;
      forget_what_is_gone(policy, compilation.warnings);
      for (const policy::Fault& fault : compilation.warnings) {
        if (is_danger(fault)) done.sentences.push_back(fmt::format("The policy acknowledges {}: {}", fault.name(), fault.message));
      }
      done.faults.insert(done.faults.end(), compilation.warnings.begin(), compilation.warnings.end());
      done.policy = std::move(policy);
      return done;
    }
    if (acknowledge(policy, compilation.errors)) continue;
    const auto in_the_way =
        std::find_if(compilation.errors.begin(), compilation.errors.end(), [](const policy::Fault& fault) { return !is_danger(fault); });
    if (in_the_way == compilation.errors.end()) break;
    const std::optional<std::string> taken = take_entry(policy, in_the_way->pointer);
    if (!taken) break;
    done.sentences.push_back(fmt::format("{} is allowed, and no policy can say so: {}", *taken, in_the_way->message));
  }
  return done;
}

InferredPath infer_path(Prober& prober, std::string_view path, std::span<const std::string> origins, std::string_view drawn) {
  InferredPath found;
  found.path = path;
  InferredOrigins by_origin = infer_origins(prober, path, origins, drawn);
  found.any_cors_header = by_origin.any_cors_header;
  if (!by_origin.friendly && !by_origin.null_origin) {
    found.sentences = std::move(by_origin.sentences);
    found.dangers = std::move(by_origin.dangers);
    return found;
  }
  InferredRequests requests = infer_requests(prober, path, std::move(by_origin), drawn);
  InferredOrigins& who = requests.origins;
  if (who.entries.is_star || !who.entries.entries.empty()) requests.policy.origins = who.entries;
  requests.policy.origin_patterns = std::move(who.patterns);
  requests.policy.null_origin = who.null_origin;
  Settled done = settled(std::move(requests.policy));
  for (std::string& sentence : done.sentences) who.sentences.push_back(std::move(sentence));
  for (const policy::Fault& fault : done.faults) {
    const bool everybodys = fault.kind == policy::FaultKind::wildcard_on_public_suffix || fault.kind == policy::FaultKind::tenant_suffix;
    const bool is_told =
        std::any_of(who.dangers.begin(), who.dangers.end(), [](const Danger& each) { return each.rule == AuditRuleId::A14; });
    if (!everybodys || is_told) continue;
    const auto shown =
        std::find_if(who.dangers.begin(), who.dangers.end(), [](const Danger& each) { return each.rule == AuditRuleId::A12; });
    if (shown == who.dangers.end()) continue;
    who.dangers.push_back(
        {AuditRuleId::A14, audit_rule(AuditRuleId::A14).severity, shown->probe, fault.message, shown->shown_by, Direction::permissive});
    break;
  }
  found.policy = std::move(done.policy);
  found.sentences = std::move(who.sentences);
  found.dangers = std::move(who.dangers);
  return found;
}

policy::Document document_of(const std::vector<InferredPath>& paths) {
  const bool all_same =
      std::all_of(paths.begin(), paths.end(), [&](const InferredPath& each) { return each.policy == paths.front().policy; });
  if (all_same && !paths.empty() && paths.front().policy) return policy::normal_form(*paths.front().policy);
  policy::Routes routes;
  for (std::size_t at = 1; at < paths.size(); ++at) {
    if (paths[at].policy == paths.front().policy) continue;
    // The query is no part of what routes compare.
    const std::string path = paths[at].path.substr(0, paths[at].path.find('?'));
    const bool is_new = std::none_of(routes.begin(), routes.end(), [&](const policy::Route& each) { return each.path == path; });
    if (is_new) routes.push_back({path, paths[at].policy});
  }
  routes.push_back({"/*", paths.empty() ? std::nullopt : paths.front().policy});
  return policy::normal_form(routes);
}

}  // namespace crosscheck::check
