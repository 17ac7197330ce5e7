// Whether the body of a POST is taken, as far as its head tells; and readers of bodies.
#pragma once

#include <memory>
#include <optional>

#include "oracle/http_server.h"
#include "oracle/routes.h"

namespace crosscheck::oracle {

// The problem with the body that is announced: 415, 411 or 413; nothing where it may come.
std::optional<Response> refuse_body(const Head& head, const Route& route);

// Reads the body for the route, and answers 413 once it is longer than the route takes, whatever was announced. Both have to outlive it.
std::unique_ptr<BodyReader> body_reader(Head& head, const Route& route);

}  // namespace crosscheck::oracle
