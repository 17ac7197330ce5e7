// One request that is put to a server, and what it is there to find out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/property.h"
#include "crosscheck/http/header_list.h"

namespace crosscheck::check {

inline constexpr std::string_view kRequestedHeaders = "Access-Control-Request-Headers";

// Which differences from what the policy permits count.
enum class Counted : std::uint8_t {
  both,
  permissive,  // only where more is permitted
  strict,      // only where less is
  nothing,     // the answer is for other judges
};

// A value. What is wanted of it is not written here: it follows from the policy, the request and the judged origin (wanted.h).
struct Probe {
  // What it finds out; of a failure the first that is enabled is named. Never empty.
  std::vector<PropertyId> properties;
  // What it is, in words: "right label of https://app.example".
  std::string label;

  std::string method = "GET";
  std::string target = "/";         // path and query, as the request line has them
  std::vector<Header> headers;      // exact lines, in order, Host and the user's own aside
  std::optional<std::string> host;  // in place of the Host that the server's URL says

  // For whom the verdict is, where that is not the first Origin line.
  std::optional<std::string> judged_origin;
  Counted counted = Counted::both;
  bool reachable = true;          // whether a browser can be brought to send it
  bool fresh_connection = false;  // on a connection of its own

  // The value of the first line with that name; empty where there is none.
  std::string_view header(std::string_view name) const;
  bool has_header(std::string_view name) const;
  bool is_preflight() const;  // OPTIONS with Origin and Access-Control-Request-Method
};

// GET with an Origin; without one where it is empty.
Probe actual_probe(std::vector<PropertyId> properties, std::string label, std::string_view path, std::string_view origin);
// A preflight as browsers send it: names lower-case, sorted, each once, joined by a comma without a space; no names, no line.
Probe preflight_probe(std::vector<PropertyId> properties, std::string label, std::string_view path, std::string_view origin,
                      std::string_view method, std::vector<std::string> names = {});

// The order in which probes are put.
enum class Order : std::uint8_t {
  together,  // over all connections at the same time
  in_order,  // one after the other, on one connection
};

}  // namespace crosscheck::check
