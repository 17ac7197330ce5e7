#include "check/vacuity.h"

#include <fmt/format.h>

namespace crosscheck::check {

void Vacuity::look_at(const Probe& probe, const Wanted& wanted, const Observation& seen) {
  if (wanted.allowed == true) ++allowed_;
  if (!seen.answered()) return;
  ++answers_;
  const bool has_cors = seen.has_cors_header();
  if (has_cors) ++with_cors_;
  if (!probe.is_preflight()) return;
  ++preflights_;
  if (!has_cors && (seen.status == 404 || seen.status == 405 || seen.status == 501)) ++preflights_not_known_;
}

std::optional<std::string> Vacuity::sentence() const {
  if (allowed_ == 0 || answers_ == 0) return std::nullopt;
  if (with_cors_ == 0)
    return fmt::format(
        "No CORS header was seen in any of {} answers: this server knows no CORS there, or another path is meant. That nobody was let "
        "through proves nothing.",
        answers_);
  if (preflights_ != 0 && preflights_ == preflights_not_known_)
    return fmt::format(
        "Every preflight ({} of them) was answered 404, 405 or 501: the server knows no OPTIONS there. That none was let through proves "
        "nothing.",
        preflights_);
  return std::nullopt;
}

}  // namespace crosscheck::check
