// What an implementation can claim to be able to do (contract.md, "Adapters"), in the contract's order. A constant table; any thread may call.
#pragma once

#include <array>
#include <string_view>

namespace crosscheck::question {

inline constexpr auto kCapabilities = std::to_array<std::string_view>({
    // of libraries and clients
    "redirects",
    "preflight-cache",
    "partitions",
    "opaque-origins",
    "no-cors",
    "xhr",
    "raw",
    "upload-listeners",
    "streams",
    "referrer-policy",
    "embedder-policy",
    "idna",
    "reasons",
    "trace",
    // of servers
    "wildcard-origins",
    "any-port",
    "origin-patterns",
    "null-origin",
    "any-header",
    "any-method",
    "expose-any",
    "max-age",
    "routes",
});

}  // namespace crosscheck::question
