#include "check/infer_answers.h"

#include <optional>
#include <utility>

#include "check/permission_judge.h"

namespace crosscheck::check {

const Exchange& OriginAnswer::telling() const {
  if (actual.permitted_with_credentials) return actual;
  if (preflight.permitted_with_credentials) return preflight;
  return actual.permitted || !preflight.permitted ? actual : preflight;
}

std::optional<suite::AskedPermission> asked_by(const Probe& probe) {
  std::vector<HeaderView> headers;
  for (const Header& header : probe.headers) headers.push_back({header.name, header.value});
  return suite::permission_asked_by(probe.method, headers);
}

bool is_permitted(const Probe& probe, const Observation& seen) {
  const std::optional<suite::AskedPermission> asked = asked_by(probe);
  return asked && seen.answered() && !permission_seen(*asked, seen).refused;
}

bool is_permitted_with_credentials(const Probe& probe, const Observation& seen) {
  const std::optional<suite::AskedPermission> asked = asked_by(probe);
  return asked && seen.answered() && !permission_seen(*asked, seen).refused_with_credentials;
}

std::vector<OriginAnswer> ask_about_origins(Prober& prober, std::string_view path, std::span<const OriginAsked> origins) {
  // The probes judge themselves here; the property is the one that they come nearest to.
  std::vector<Probe> probes;
  for (const OriginAsked& each : origins) {
    probes.push_back(actual_probe({PropertyId::P001}, each.label, path, each.origin));
    probes.push_back(preflight_probe({PropertyId::P002}, each.label, path, each.origin, "GET"));
  }
  std::vector<Observation> observations = prober.ask(probes);
  std::vector<OriginAnswer> answers;
  for (std::size_t at = 0; at < origins.size(); ++at) {
    const auto exchange = [&](std::size_t which) {
      Exchange made{std::move(probes[which]), std::move(observations[which])};
      made.permitted = is_permitted(made.probe, made.seen);
      made.permitted_with_credentials = is_permitted_with_credentials(made.probe, made.seen);
      return made;
    };
    answers.push_back({origins[at].origin, origins[at].label, exchange(2 * at), exchange(2 * at + 1)});
  }
  return answers;
}

}  // namespace crosscheck::check
