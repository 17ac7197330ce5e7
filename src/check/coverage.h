// Which of the verdicts that a policy declares were tested: who may ask, and for what.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "check/ground.h"
#include "check/observation.h"
#include "check/probe.h"

namespace crosscheck::check {

// A verdict ("cell") is a path, an origin, and what it asks for: to read, to send a method, to send a request header. The origins are those that
// stand for the policy's entries; `*` for methods or headers is one thing more. One thread at a time.
class Coverage {
 public:
  // Everything that the policy says of one path. A path that is declared again counts once.
  void declare(const Ground& ground);
  // What browsers do not send, or nobody answered, tests nothing.
  void look_at(const Probe& probe, const Observation& seen);

  std::size_t declared() const;
  std::size_t tested() const { return tested_.size(); }

 private:
  struct Names {
    std::set<std::string, std::less<>> listed;
    bool any = false;
    std::size_t count() const { return listed.size() + (any ? 1 : 0); }
    // The name that stands for it among the cells; empty where it is none of them.
    std::string_view cell_of(std::string_view name) const;
  };
  struct Declared {
    std::set<std::string, std::less<>> origins;
    Names methods;
    Names headers;
  };

  std::map<std::string, Declared, std::less<>> paths_;
  std::set<std::string> tested_;
};

}  // namespace crosscheck::check
