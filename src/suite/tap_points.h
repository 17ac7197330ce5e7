// The Test Anything Protocol, version 14: the lines of which reports are made.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace crosscheck::suite {

// `known_failure` is the directive of what is known not to hold; harnesses count neither it nor `skip` as a failure.
enum class TapDirective { none, skip, known_failure };

struct TapPoint {
  bool ok = true;
  std::string text;  // any; of one line when it is written, and no directive begins in it
  TapDirective directive = TapDirective::none;
  std::string why;          // behind the directive
  std::string diagnostics;  // lines of YAML, set in by two columns; empty where there are none
};

// Points in the order in which they come. A value; one thread at a time.
class TapPoints {
 public:
  // A comment, which stands before all points.
  void remark(std::string_view text);
  void add(const TapPoint& point);
  bool empty() const { return number_ == 0; }
  // Version, plan, remarks, points.
  std::string written() const;

 private:
  std::string remarks_;
  std::string points_;
  std::size_t number_ = 0;
};

// Any text as a scalar of YAML on one line, between double quotes; line ends are kept, everything else that is not printable is shown as \uNNNN.
std::string yaml_text(std::string_view text);

}  // namespace crosscheck::suite
