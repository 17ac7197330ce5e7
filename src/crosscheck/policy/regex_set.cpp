#include "crosscheck/policy/regex_set.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "crosscheck/base/ascii.h"
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
  auto compiled = std::make_shared<const Compiled>(expression);
  regex.error_ = compiled->regex.error();
  if (compiled->regex.ok()) regex.compiled_ = std::move(compiled);
  return regex;
}

OriginRegex OriginRegex::compile_within(RegexBudget& budget, const std::string& expression) {
  OriginRegex regex;
  std::size_t price = expression.size();
  if (price <= budget.instructions) {
    regex = compile(expression);
    price = std::max(price, regex.instructions());
    // WHY: RE2 says that an expression is too large when it has made as much of it as of the largest that it takes.
    if (regex.error().starts_with("pattern too large")) {
      budget.instructions = 0;
      return regex;
    }
  }
  if (price <= budget.instructions) {
    budget.instructions -= price;
    return regex;
  }
  budget.instructions = 0;
  regex.compiled_ = nullptr;
  regex.error_ = "the expressions of the document are too large together: their programs may have " +
                 std::to_string(RegexBudget::kMostInstructions) + " instructions";
  return regex;
}

std::size_t OriginRegex::instructions() const { return ok() ? static_cast<std::size_t>(compiled_->regex.ProgramSize()) : 0; }

bool OriginRegex::may_match(std::string_view origin) {
  return origin.size() <= kLongestOrigin && origin != "null" && is_visible_ascii(origin);
}

bool OriginRegex::matches(std::string_view origin) const {
  return ok() && may_match(origin) && RE2::FullMatch(piece(origin), compiled_->regex);
}

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

// A byte of each kind that the expressions tell apart, among others: those that stand in them, what follows the ends of a range, and of the letters,
// digits and other bytes one that does not stand there.
std::string RegexSet::bytes_told_apart() const {
  std::array<bool, 256> told_apart{};
  const auto mark = [&](int byte) { told_apart[static_cast<unsigned char>(byte)] = true; };
  for (const OriginRegex& regex : regexes_) {
    const std::string& pattern = regex.compiled_->regex.pattern();
    const bool has_flags = pattern.find("(?") != std::string::npos;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      mark(pattern[i]);
      if (has_flags && is_ascii_alpha(pattern[i])) mark(pattern[i] ^ 0x20);
      if (pattern[i] == '-' && i != 0) mark(pattern[i - 1] + 1);
      if (i != 0 && pattern[i - 1] == '-') mark(pattern[i] + 1);
    }
  }
  for (const std::string_view kind : {"!%_~", "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"}) {
    const auto other = std::find_if(kind.begin(), kind.end(), [&](char c) { return !told_apart[static_cast<unsigned char>(c)]; });
    if (other != kind.end()) mark(*other);
  }
  std::string bytes;
  for (char c = '!'; c <= '~'; ++c) {
    if (told_apart[static_cast<unsigned char>(c)]) bytes += c;
  }
  return bytes;
}

void RegexSet::warm_up(std::span<const std::string> examples, RegexBudget& budget) const {
  std::size_t instructions = 0;
  for (const OriginRegex& regex : regexes_) instructions += regex.instructions();
  // WHY: to make a state costs as much as it has instructions.
  const std::size_t price_of_byte = 1 + instructions / 100;
  const auto pays_for = [&](std::size_t texts, std::size_t length) {
    const std::size_t price = texts * (length + 1) * price_of_byte;
    if (price > budget.warm_up_bytes) return false;
    budget.warm_up_bytes -= price;
    return true;
  };
  for (const std::string& example : examples) {
    if (!pays_for(1, example.size())) return;
    (void)find(example);
  }
  const std::string bytes = bytes_told_apart();
  for (const std::string& example : examples) {
    for (std::size_t same = 0; same <= example.size(); ++same) {
      if (!pays_for(3 * bytes.size() + 1, example.size())) return;
      std::string text = example.substr(0, same);
      (void)find(text);
      for (const char byte : bytes) {
        // In place of the next byte, before it, and with nothing behind it. WHY all three: what a union rejects, its expressions are not asked about.
        (void)find(text.replace(same, std::string::npos, 1, byte).append(example, std::min(same + 1, example.size())));
        (void)find(text.replace(same + 1, std::string::npos, example, same));
        (void)find(text.erase(same + 1));
      }
    }
  }
}

std::uint32_t RegexSet::find_in(std::string_view origin, std::size_t begin, std::size_t end, std::size_t node) const {
  if (end - begin == 1)
    return RE2::FullMatch(piece(origin), regexes_[begin].compiled_->regex) ? static_cast<std::uint32_t>(begin) : kAbsent;
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
