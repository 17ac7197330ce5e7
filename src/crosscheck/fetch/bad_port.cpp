#include "crosscheck/fetch/bad_port.h"

#include <algorithm>
#include <array>

namespace crosscheck {
namespace {

// PRT-2: the standard's table.
constexpr auto kBadPorts = std::to_array<std::uint16_t>({
    0,   1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,   37,   42,   43,   53,   69,   77,    79,
    87,  95,   101,  102,  103,  104,  109,  110,  111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,  179,   389,
    427, 465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,  556,  563,  587,  601,  636,  989,  990,   993,
    995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
});
static_assert(kBadPorts.size() == 83);
static_assert(std::is_sorted(kBadPorts.begin(), kBadPorts.end()));

}  // namespace

// https://fetch.spec.whatwg.org/#bad-port (PRT-2)
bool is_bad_port(std::uint16_t port) { return std::binary_search(kBadPorts.begin(), kBadPorts.end(), port); }

// https://fetch.spec.whatwg.org/#block-bad-port
bool is_blocked_by_bad_port(const Url& url) {
  // 1-2 (PRT-1): HTTP(S) alone; a port that the URL does not name is never a bad one.
  if (url.is_http() && url.port && is_bad_port(*url.port)) return true;
  // 3 (PRT-1)
  return false;
}

}  // namespace crosscheck
