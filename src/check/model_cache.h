// A shared cache that keeps to Vary: which of the recorded answers it would hand to whom.
//
// Pure functions of recorded exchanges; any thread may call.
#pragma once

#include "check/observation.h"
#include "check/probe.h"

namespace crosscheck::check {

// https://www.rfc-editor.org/rfc/rfc9111#section-3
// Whether a shared cache may keep the answer and hand it out without asking the server again: a status that may be kept without being told so, or
// a lifetime; nothing that forbids it (`no-store`, `private`, `no-cache`, a lifetime of 0, an Expires that is over or no date); and no
// Authorization in the request, unless `public`, `s-maxage` or `must-revalidate` says that it does not matter.
bool may_be_kept(const Observation& seen);

// https://www.rfc-editor.org/rfc/rfc9111#section-4.1: whether what was kept for one request answers another to the same URL, by the Vary of what
// was kept. Lines with one name are joined; a name that neither bears is the same for both.
bool answers_too(const Probe& kept_for, const Observation& kept, const Probe& asked);

}  // namespace crosscheck::check
