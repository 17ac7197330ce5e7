// Client hints, which one engine still treats as CORS-safelisted (DEV-6). The standard knows nothing of this.
//
// A pure function; any bytes may be given, and any thread may call.
#pragma once

#include <string_view>

namespace crosscheck {

// Whether Chromium sends the header without a preflight. Allocates nothing.
bool is_safe_client_hint(std::string_view name, std::string_view value);

}  // namespace crosscheck
