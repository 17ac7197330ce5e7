// From the near origins that were let in to what a policy would have to say: entries, or a regular expression where the comparison is loose.
//
// Pure functions; any thread may call.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/infer_near.h"
#include "crosscheck/policy/document.h"

namespace crosscheck::check {

// The near origins of one origin that were let in.
class OriginShape {
 public:
  explicit OriginShape(std::string origin) : origin_(std::move(origin)) {}

  const std::string& origin() const { return origin_; }
  void let_in(const NearOrigin& near);
  bool has(Near near) const { return near_.contains(near); }
  // Whether it is let in as part of something wider: a host that is glued together, under a wildcard of its parent.
  bool is_part(const NearOrigin& near) const;
  // Whether it takes a regular expression to say it.
  bool is_loose() const;
  // Entries of `origins`. Empty where none was let in, or the shape is loose.
  std::vector<std::string> entries() const;
  // The expression of a loose shape, with those of the near origins that it matches as examples; `refused` is an origin that was not let in.
  policy::OriginPattern pattern(const std::string& refused) const;
  // Those that neither entries nor expression let in: "https://app.exampl", each for itself. With these nothing that was let in is left unsaid.
  std::vector<std::string> exact() const;

 private:
  std::string expression() const;
  bool is_cut(Near near) const { return near == Near::cut_front || near == Near::cut_end; }

  std::string origin_;
  std::set<Near> near_;
  std::vector<NearOrigin> let_in_;
};

}  // namespace crosscheck::check
