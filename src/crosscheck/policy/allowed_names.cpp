#include "crosscheck/policy/allowed_names.h"

#include <algorithm>
#include <bit>

#include "crosscheck/base/ascii.h"
#include "crosscheck/http/token.h"
#include "crosscheck/policy/bytes.h"
#include "crosscheck/policy/hash.h"

namespace crosscheck::policy {

namespace {

constexpr std::uint64_t kCaseBits = 0x2020202020202020;

// The first word of a name, and the last one, which is 0 where the first has all of it.
std::uint64_t first_word(const char* name, std::size_t size) { return size < 8 ? load_up_to_7(name, size) : load8(name); }
std::uint64_t last_word(const char* name, std::size_t size) { return size < 8 ? 0 : load8(name + size - 8); }

}  // namespace

AllowedNames::AllowedNames(const std::vector<std::string>& names, bool any, bool authorization_needs_listing)
    : any_(any), authorization_needs_listing_(authorization_needs_listing) {
  constexpr int kMultipliersTried = 64;
  for (const std::string& name : names) {
    if (name != "*") budget_ += name.size() + (budget_ == kSlackBytes ? 0 : 2);
  }
  if (any_) budget_ = kMostBytesOfAny;
  // WHY a quarter of the slots at most: most names are then found in the slot that is looked at first.
  slots_.resize(std::bit_ceil(names.size() * 4 + 2));
  mask_ = slots_.size() - 1;
  shift_ = 64 - std::countr_zero(slots_.size());
  std::uint64_t multiplier = kHashA;
  for (int tried = 0; tried < kMultipliersTried; ++tried) {
    fill(names, multiplier);
    if (!some_walk()) return;
    multiplier = mix(multiplier, kHashB) | 1;
  }
}

void AllowedNames::fill(const std::vector<std::string>& names, std::uint64_t multiplier) {
  multiplier_ = multiplier;
  texts_.clear();
  std::fill(slots_.begin(), slots_.end(), Slot{});
  for (const std::string& name : names) {
    if (name == "*") continue;
    const std::uint64_t first = first_word(name.data(), name.size());
    const std::uint64_t last = last_word(name.data(), name.size());
    std::size_t at = slot_of(first, last, name.size());
    while (slots_[at].size != kFree) at = (at + 1) & mask_;
    slots_[at] = Slot{first, last, static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(name.size())};
    texts_ += name;
  }
}

// Whether a name stands elsewhere than where it is looked for first.
bool AllowedNames::some_walk() const noexcept {
  for (std::size_t at = 0; at < slots_.size(); ++at) {
    if (slots_[at].size != kFree && slot_of(slots_[at].first, slots_[at].last, slots_[at].size) != at) return true;
  }
  return false;
}

// The same in upper and lower case.
inline std::size_t AllowedNames::slot_of(std::uint64_t first, std::uint64_t last, std::size_t size) const noexcept {
  const std::uint64_t word = ((first | kCaseBits) + size) ^ std::rotl(last | kCaseBits, 29);
  return static_cast<std::size_t>(word * multiplier_ >> shift_);
}

// Names in lower case, as browsers send them.
inline bool AllowedNames::contains(const char* name, std::size_t size) const noexcept {
  const std::uint64_t first = first_word(name, size);
  const std::uint64_t last = last_word(name, size);
  for (std::size_t at = slot_of(first, last, size); slots_[at].size != kFree; at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.first != first || slot.last != last || slot.size != size) continue;
    if (size <= 16 || equal_any(texts_.data() + slot.offset + 8, name + 8, size - 8)) return true;
  }
  return false;
}

NamesVerdict AllowedNames::judge(const RequestedNames& requested) const noexcept {
  Reading reading;
  if (requested.is_one_line()) {
    if (requested.line().size() > budget_) return NamesVerdict::excessive;
    read_line(requested.line(), reading);
    return reading.verdict;
  }
  if (!within_budget(requested)) return NamesVerdict::excessive;
  requested.for_each_line([&](std::string_view line) { return read_line(line, reading); });
  return reading.verdict;
}

// Bytes of all lines together; a line without any is an empty element.
bool AllowedNames::within_budget(const RequestedNames& requested) const noexcept {
  std::size_t bytes = 0;
  std::size_t empty_lines = 0;
  requested.for_each_line([&](std::string_view line) {
    bytes += line.size();
    empty_lines += line.empty() ? 1 : 0;
    return bytes <= budget_ && empty_lines <= kMostEmptyElements;
  });
  return bytes <= budget_ && empty_lines <= kMostEmptyElements;
}

// The elements of one line, which the budget has let in.
bool AllowedNames::read_line(std::string_view line, Reading& reading) const noexcept {
  const char* at = line.data();
  const char* const end = at + line.size();
  while (true) {
    const char* const comma = find_comma(at, end);
    const auto size = static_cast<std::size_t>(comma - at);
    // WHY as it stands first: browsers send names in lower case without spaces.
    if (!contains(at, size)) [[unlikely]] {
      if (!read_unlisted({at, size}, reading)) return false;
    }
    if (comma == end) return true;
    at = comma + 1;
  }
}

// An element that is no listed name as it stands. A name that is not allowed does not end the reading: what follows may be worse.
bool AllowedNames::read_unlisted(std::string_view element, Reading& reading) const noexcept {
  const std::string_view name = trim_http_tab_or_space(element);
  if (name.empty()) {
    if (++reading.empty_elements <= kMostEmptyElements) return true;
    reading.verdict = NamesVerdict::excessive;
    return false;
  }
  const NamesVerdict verdict = judge_unlisted(name);
  if (verdict == NamesVerdict::malformed || reading.verdict == NamesVerdict::allowed) reading.verdict = verdict;
  return true;
}

NamesVerdict AllowedNames::judge_unlisted(std::string_view name) const noexcept {
  if (contains_in_any_case(name)) return NamesVerdict::allowed;
  if (!is_token(name)) return NamesVerdict::malformed;
  if (!any_) return NamesVerdict::not_allowed;
  return authorization_needs_listing_ && equals_ignoring_ascii_case(name, "authorization") ? NamesVerdict::not_allowed
                                                                                           : NamesVerdict::allowed;
}

bool AllowedNames::contains_in_any_case(std::string_view name) const noexcept {
  const std::size_t start = slot_of(first_word(name.data(), name.size()), last_word(name.data(), name.size()), name.size());
  for (std::size_t at = start; slots_[at].size != kFree; at = (at + 1) & mask_) {
    if (equals_ignoring_ascii_case(name, std::string_view(texts_).substr(slots_[at].offset, slots_[at].size))) return true;
  }
  return false;
}

}  // namespace crosscheck::policy
