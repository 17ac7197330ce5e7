// The roles in which an adapter can be asked, and which kinds of question each is asked.
//
// Pure functions; any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/controls.h"
#include "suite/run_log.h"

namespace crosscheck::suite {

enum class Role : std::uint8_t {
  library,  // its answers are judged
  server,   // it serves a policy; its responses are judged
  client,   // it fetches from scripted origins; what they saw is judged, and its word beside it
};

// In which role a question of the kind is put to who claims these roles and kinds: `policy` to a server and `fetch` to a client, whatever else
// they are, and to a library what it claims. Nothing where it is not asked.
std::optional<Role> role_for(std::string_view kind, const ImplementationInfo& info);
// The kinds that it is asked, in one role or another.
std::vector<std::string> kinds_asked(const ImplementationInfo& info);

// Control questions in that role: for a library controls_of(kind). Of servers and clients what can be seen on a wire is known.
std::vector<Control> controls_of(std::string_view kind, Role role, Random& random);

}  // namespace crosscheck::suite
