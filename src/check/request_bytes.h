// A probe as the bytes that are sent.
#pragma once

#include <string>
#include <vector>

#include "check/probe.h"
#include "check/target.h"
#include "crosscheck/http/header_list.h"

namespace crosscheck::check {

// Host, User-Agent and Accept stand first, where the probe does not bring its own; then the probe's lines as they are; then `own_headers` that it does
// not bring itself, where it is no preflight, to which browsers give no credentials either; last the length of no body, where the method may have one.
std::string request_bytes(const Probe& probe, const Target& target, const std::vector<Header>& own_headers = {});

}  // namespace crosscheck::check
