// A small world: pages, requests, and policies of every shape. Beside each stands by hand what it means; nothing here asks the engine.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/fetch/client_request.h"
#include "crosscheck/policy/document.h"

// Builds that are slow (sanitizers) take every so many policies of each world only; the others take all.
#ifndef CROSSCHECK_HALVES_EVERY
#define CROSSCHECK_HALVES_EVERY 1
#endif

namespace crosscheck::halves {

inline constexpr std::size_t kEvery = CROSSCHECK_HALVES_EVERY;
inline constexpr std::string_view kServer = "https://api.test";

// A method as a script writes it, and as `fetch()` sends it.
struct MethodCase {
  std::string written;
  std::string sent;
};

// Headers of a script, and which of them no server has to expect: their names in lower case.
struct HeaderSet {
  std::vector<Header> headers;
  std::set<std::string> unsafe;
};

// What one page asks of the server.
struct Question {
  ClientRequest request;
  std::string origin;  // of the page, serialized
  std::string method;  // as it is sent
  std::set<std::string> unsafe;
};

// What a policy means, as sets. `origins` are those of this world that it allows.
struct Meaning {
  std::set<std::string> origins;
  bool credentials = false;
  bool any_method = false;
  std::set<std::string> methods;
  bool any_header = false;
  std::set<std::string> request_headers;  // in lower case
  bool any_exposed = false;
  std::set<std::string> exposed;  // likewise
};

// A policy document for one path, and its meaning there; none where the path is off.
struct PolicyCase {
  std::string name;
  policy::Document document;
  std::string path;
  std::optional<Meaning> meaning;
};

// Policies and questions: each is asked of each.
struct World {
  std::string name;
  std::vector<PolicyCase> policies;
  std::vector<Question> questions;
};

// Who may ask: every way to write an origin source, and near misses of each.
World world_of_origins();
// What may be asked: every way to write the lists.
World world_of_lists();
// Lists of many methods and names, and which of as many others they let through.
World world_of_names();
// Where: routes, and paths between them.
World world_of_routes();

// The questions of all these pages, methods, headers and credentials modes; to no path yet.
std::vector<Question> questions_of(const std::vector<std::string>& origins, const std::vector<MethodCase>& methods,
                                   const std::vector<HeaderSet>& header_sets);
void ask_at(std::vector<Question>& questions, std::string_view path);

// For a failure: the question in one line.
std::string shown(const Question& question);

}  // namespace crosscheck::halves
