// CORS of the oracle itself, decided by the engine's own policy code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crosscheck/base/result.h"
#include "crosscheck/policy/policy.h"
#include "oracle/message.h"

namespace crosscheck::oracle {

// What is wrong with the origins that were given, a line for each fault.
struct OwnCorsError {
  std::string message;
};

enum class Sender : std::uint8_t {
  nobody,   // no Origin: no browser, or nothing that another site could have read or sent in secret
  own,      // a page of the oracle's own
  allowed,  // another origin that may ask
  foreign,  // another origin that may not
};

// Immutable; any thread may ask.
class OwnCors {
 public:
  // No other origin may ask.
  OwnCors() = default;
  // The origins that may ask, as serialized origins or "*"; none: no other origin may.
  static Result<OwnCors, OwnCorsError> make(const std::vector<std::string>& origins);

  Sender sender(const Request& request) const;
  // The answer to a preflight, without its headers; nothing where the request is none.
  std::optional<Response> preflight(const Request& request) const;
  // Adds the headers of the CORS layer, `Vary` among them. None at all where no other origin may ask.
  void add_headers(const Request& request, Response& response) const;

 private:
  std::optional<policy::Policy> policy_;
};

}  // namespace crosscheck::oracle
