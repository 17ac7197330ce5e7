// Origins near to one that may read: what each tells of the way in which a server compares.
//
// Pure functions; any thread may call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosscheck::check {

enum class Near : std::uint8_t {
  itself,
  subdomain,          // x.app.example
  deep_subdomain,     // y.x.app.example
  sibling,            // x.example.com for app.example.com
  deep_sibling,       // y.x.example.com
  parent,             // example.com
  neighbour,          // x.com for app.com: a host of two labels whose last is the same
  left_glued,         // xapp.example
  left_glued_parent,  // xexample.com for app.example.com
  right_label,        // app.example.x.test
  right_glued,        // app.examplex
  longer_port,        // app.example:30001 for :3000
  dot_as_letter,      // appxexample
  cut_front,          // pp.example
  cut_end,            // app.exampl
  other_scheme,       // http for https, https for http
  any_scheme,         // one that nobody has
  other_port,
  no_port,  // of an origin that has one
};

struct NearOrigin {
  Near near = Near::itself;
  std::string origin;   // serialized
  std::string label;    // what it is, in words that no seed changes: "a subdomain of https://app.example"
  std::size_t dot = 0;  // of dot_as_letter: which byte of the host
};

// Those of an origin, itself first; only what a browser can be brought to send. `drawn` is a label that nobody has: a-z and digits, a letter
// first. Nothing of what is no `scheme://host[:port]`.
std::vector<NearOrigin> near_origins(std::string_view origin, std::string_view drawn);

// The host without its first label; empty where that leaves fewer than two, or where the host is an address.
std::string_view parent_of(std::string_view host);

}  // namespace crosscheck::check
