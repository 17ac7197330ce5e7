// Asking about origins, and what a browser would permit after the answers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/observation.h"
#include "check/probe.h"
#include "check/prober.h"
#include "suite/permission.h"

namespace crosscheck::check {

// One probe, what came of it, and what that permits to whoever asked: nothing where nobody asks, or no answer came. A value.
struct Exchange {
  Probe probe;
  Observation seen;
  bool permitted = false;
  bool permitted_with_credentials = false;
};

// What one origin was answered: to a GET, and to a preflight for one. A value.
struct OriginAnswer {
  std::string origin;
  std::string label;  // what it is, in words that no seed changes
  Exchange actual;
  Exchange preflight;

  // By one of both at least.
  bool is_let_in() const { return actual.permitted || preflight.permitted; }
  bool is_let_in_with_credentials() const { return actual.permitted_with_credentials || preflight.permitted_with_credentials; }
  // The one that shows it, with credentials where there is one.
  const Exchange& telling() const;
};

// Puts the probes, and judges what comes of each; in their order.
std::vector<Exchange> exchanges_of(Prober& prober, std::vector<Probe> probes);

struct OriginAsked {
  std::string origin;
  std::string label;
};

// In the order in which they were asked for.
std::vector<OriginAnswer> ask_about_origins(Prober& prober, std::string_view path, std::span<const OriginAsked> origins);

// Who asks by this probe, and for what; nothing where it bears no Origin.
std::optional<suite::AskedPermission> asked_by(const Probe& probe);

}  // namespace crosscheck::check
