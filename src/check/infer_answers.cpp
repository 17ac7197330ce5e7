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

std::vector<Exchange> exchanges_of(Prober& prober, std::vector<Probe> probes) {
  std::vector<Observation> observations = prober.ask(probes);
  std::vector<Exchange> exchanges;
  for (std::size_t at = 0; at < probes.size(); ++at) {
    Exchange made{std::move(probes[at]), std::move(observations[at])};
    const std::optional<suite::AskedPermission> asked = asked_by(made.probe);
    if (asked && made.seen.answered()) {
      const suite::Permission permission = permission_seen(*asked, made.seen);
      made.permitted = !permission.refused;
      made.permitted_with_credentials = !permission.refused_with_credentials;
    }
    exchanges.push_back(std::move(made));
  }
  return exchanges;
}

std::vector<OriginAnswer> ask_about_origins(Prober& prober, std::string_view path, std::span<const OriginAsked> origins) {
  // The probes judge themselves here; the property is the one that they come nearest to.
  std::vector<Probe> probes;
  for (const OriginAsked& each : origins) {
    probes.push_back(actual_probe({PropertyId::P001}, each.label, path, each.origin));
    probes.push_back(preflight_probe({PropertyId::P002}, each.label, path, each.origin, "GET"));
  }
  std::vector<Exchange> exchanges = exchanges_of(prober, std::move(probes));
  std::vector<OriginAnswer> answers;
  for (std::size_t at = 0; at < origins.size(); ++at) {
    answers.push_back({origins[at].origin, origins[at].label, std::move(exchanges[2 * at]), std::move(exchanges[2 * at + 1])});
  }
  return answers;
}

}  // namespace crosscheck::check
