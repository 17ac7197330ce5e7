// What is asked of a server, by meaning; each function has a source file of its own.
//
// Pure: the same policy, path and draw make the same groups.
#pragma once

#include <string>
#include <vector>

#include "check/declared_policy.h"
#include "check/draw.h"
#include "check/ground.h"
#include "check/group.h"
#include "check/near_misses.h"

namespace crosscheck::check {

// Allowed origins, unknown ones, null (P001 to P005, P017, P023, P024, P041, P048, P101 to P103).
std::vector<Group> origin_groups(const Ground& ground, Draw& draw);
// Origins that are nearly allowed (P006 to P036). Of long lists some entries are asked about in full.
std::vector<Group> near_miss_groups(const Ground& ground, Draw& draw);
// What else a server may listen to in place of Origin (P037, P038, P049, P050, P110).
std::vector<Group> shortcut_groups(const Ground& ground, Draw& draw);
// Methods of preflights (P055, P057, P059 to P062, P070, P079 to P082, P091).
std::vector<Group> preflight_method_groups(const Ground& ground, Draw& draw);
// Header names of preflights (P056, P058, P069).
std::vector<Group> preflight_header_groups(const Ground& ground, Draw& draw);
// How names are written in preflights (P071 to P076, P078).
std::vector<Group> requested_line_groups(const Ground& ground, Draw& draw);
// What caches do with the answers (P092, P104 to P106, P108, P109).
std::vector<Group> cache_groups(const Ground& ground, Draw& draw);
// Repetition, order, concurrency (P111 to P113).
std::vector<Group> state_groups(const Ground& ground, Draw& draw);
// Errors, HEAD, ranges, 304, preflights elsewhere (P066, P088, P096, P098, P099). WHY no path beyond every limit: servers answer it before they
// have read an Origin, and nobody can change that.
std::vector<Group> answer_kind_groups(const Ground& ground, Draw& draw);
// Long and broken input (P039, P040, P077).
std::vector<Group> hostile_groups(const Ground& ground, Draw& draw);
// A path beside the first one: whether it keeps to the policy at all (P117, P104, P109).
std::vector<Group> surface_groups(const Ground& ground, Draw& draw);
// Paths in several routes, preflights of each route, other spellings of paths (P114 to P116).
std::vector<Group> route_groups(const policy::Policy& policy, const DeclaredPolicy& declared, const std::vector<std::string>& paths,
                                Draw& draw);

// A request with such an Origin. Where the policy allows it, it stands for P017 or P001 in place of the miss's own property.
Probe origin_probe(const Ground& ground, const NearMiss& miss, std::string_view subject);
// Whether a browser may send that as an Origin.
bool is_reachable_origin(std::string_view origin);

}  // namespace crosscheck::check
