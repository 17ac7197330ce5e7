#include "wire/response.h"

namespace crosscheck::wire {

std::string_view to_string(WireFault fault) {
  switch (fault) {
    case WireFault::no_such_host:
      return "no-such-host";
    case WireFault::refused:
      return "refused";
    case WireFault::tls:
      return "tls";
    case WireFault::timed_out:
      return "timed-out";
    case WireFault::closed:
      return "closed";
    case WireFault::not_http:
      return "not-http";
    case WireFault::too_large:
      return "too-large";
  }
  return "closed";
}

}  // namespace crosscheck::wire
