#include "crosscheck/policy/regex_set.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <utility>

#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::policy {
namespace {

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  return options;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct OriginRegex::Compiled {
  explicit Compiled(const std::string& expression) : regex(expression, options()) {}
  RE2 regex;
};

// The expressions of a part of the list in one automaton, which says whether any of them matches.
struct RegexSet::Union {
  Union() : set(options(), RE2::ANCHOR_BOTH) {}
  RE2::Set set;
};

OriginRegex OriginRegex::compile(const std::string& expression) {
  OriginRegex regex;
  regex.compiled_ = std::make_shared<const Compiled>(expression);
  return regex;
}

bool OriginRegex::ok() const { return compiled_->regex.ok(); }

std::string OriginRegex::error() const { return compiled_->regex.error(); }

bool OriginRegex::may_match(std::string_view origin) { return origin != "null" && is_visible_ascii(origin); }

bool OriginRegex::matches(std::string_view origin) const { return may_match(origin) && RE2::FullMatch(piece(origin), compiled_->regex); }

RegexSet::RegexSet(std::vector<OriginRegex> regexes) : regexes_(std::move(regexes)) {
  if (regexes_.size() > 1) unite(0, regexes_.size(), 0);
}

void RegexSet::unite(std::size_t begin, std::size_t end, std::size_t node) {
  if (end - begin < 2) return;
  if (unions_.size() <= node) unions_.resize(node + 1);
  auto united = std::make_shared<Union>();
  bool complete = true;
  for (std::size_t i = begin; i < end; ++i) {
    complete = complete && united->set.Add(regexes_[i].compiled_->regex.pattern(), nullptr) >= 0;
  }
  // Without a union, both halves are asked.
  if (complete && united->set.Compile()) unions_[node] = std::move(united);
  const std::size_t middle = begin + (end - begin) / 2;
  unite(begin, middle, 2 * node + 1);
  unite(middle, end, 2 * node + 2);
}

std::uint32_t RegexSet::find(std::string_view origin) const {
  if (regexes_.empty() || !OriginRegex::may_match(origin)) return kAbsent;
  return find_in(origin, 0, regexes_.size(), 0);
}

std::uint32_t RegexSet::find_in(std::string_view origin, std::size_t begin, std::size_t end, std::size_t node) const {
  if (end - begin == 1) return RE2::FullMatch(piece(origin), regexes_[begin].compiled_->regex) ? static_cast<std::uint32_t>(begin) : kAbsent;
  if (unions_[node]) {
    RE2::Set::ErrorInfo error{RE2::Set::kNoError};
    const bool matched = unions_[node]->set.Match(piece(origin), nullptr, &error);
    // A union that ran out of memory says nothing.
    if (!matched && error.kind == RE2::Set::kNoError) return kAbsent;
  }
  const std::size_t middle = begin + (end - begin) / 2;
  const std::uint32_t found = find_in(origin, begin, middle, 2 * node + 1);
  return found != kAbsent ? found : find_in(origin, middle, end, 2 * node + 2);
}

}  // namespace crosscheck::policy
