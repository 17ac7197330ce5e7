#include "crosscheck/policy/wildcard_table.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "crosscheck/policy/hash.h"
#include "crosscheck/policy/host_labels.h"

namespace crosscheck::policy {
namespace {

constexpr std::size_t kFewestSlots = 16;
constexpr std::uint64_t kAnyPortHash = 0x2A2A2A2A2A2A2A2A;

std::uint64_t add_label(std::uint64_t hash, std::string_view label) { return mix(hash ^ hash_bytes(label), kHashA); }
std::uint64_t add_scheme_and_port(std::uint64_t hash, std::uint64_t scheme, std::uint64_t port) {
  return mix(hash ^ scheme, kHashB ^ port);
}
std::uint64_t hash_of_port(std::string_view port) { return port.empty() ? 0 : hash_bytes(port); }

// Reads labels of a host from the left, no byte twice: how far `*` could reach.
class LabelReader {
 public:
  explicit LabelReader(std::string_view host) : host_(host) {}

  // Whether the host up to the dot at that place is one label or more, each of a byte or more.
  bool reaches(std::size_t dot) {
    while (!stopped_ && read_ <= dot) {
      const char c = host_[read_];
      stopped_ = c == '.' ? label_size_ == 0 : !kLabelBytes[static_cast<unsigned char>(c)];
      label_size_ = c == '.' ? 0 : label_size_ + 1;
      ++read_;
    }
    // The byte at which it stopped is the last one that was read.
    return !stopped_ || dot + 1 < read_;
  }

 private:
  std::string_view host_;
  std::size_t read_ = 0;
  std::size_t label_size_ = 0;
  bool stopped_ = false;
};

}  // namespace

std::uint64_t WildcardTable::hash_of(const Parts& parts) {
  std::uint64_t hash = kHashB;
  std::string_view base = parts.base;
  while (true) {
    const std::size_t dot = base.rfind('.');
    hash = add_label(hash, base.substr(dot + 1));  // npos + 1 is 0
    if (dot == std::string_view::npos) break;
    base = base.substr(0, dot);
  }
  return add_scheme_and_port(hash, hash_bytes(parts.scheme), parts.any_port ? kAnyPortHash : hash_of_port(parts.port));
}

WildcardTable::Parts WildcardTable::parts_of(const Slot& slot) const {
  const std::string_view texts = texts_;
  return Parts{texts.substr(slot.offset, slot.scheme_size), texts.substr(slot.offset + slot.scheme_size + slot.port_size, slot.base_size),
               texts.substr(slot.offset + slot.scheme_size, slot.port_size), slot.any_port};
}

std::uint32_t WildcardTable::insert(const OriginEntry& pattern, std::uint32_t number) {
  const Parts parts{pattern.scheme, pattern.host, pattern.port, pattern.any_port};
  if (pattern.scheme.size() > std::numeric_limits<std::uint16_t>::max()) throw std::length_error("a scheme of more than 64 KiB");
  if (texts_.size() + pattern.scheme.size() + pattern.host.size() + pattern.port.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw std::length_error("more than 4 GiB of patterns");
  }
  const std::uint64_t hash = hash_of(parts);
  if (size_ != 0) {
    if (const std::uint32_t present = lookup(hash, parts); present != kAbsent) return present;
  }
  if ((size_ + 1) * 2 > slots_.size()) grow();
  Slot slot;
  slot.number = number;
  slot.tag = static_cast<std::uint32_t>(hash >> 32);
  slot.offset = static_cast<std::uint32_t>(texts_.size());
  slot.scheme_size = static_cast<std::uint16_t>(parts.scheme.size());
  slot.port_size = static_cast<std::uint16_t>(parts.port.size());
  slot.base_size = static_cast<std::uint32_t>(parts.base.size());
  slot.any_port = parts.any_port;
  texts_.append(parts.scheme).append(parts.port).append(parts.base);
  place(slot, hash);

  const auto labels = static_cast<std::size_t>(std::count(parts.base.begin(), parts.base.end(), '.')) + 1;
  fewest_labels_ = size_ == 0 ? labels : std::min(fewest_labels_, labels);
  most_labels_ = std::max(most_labels_, labels);
  longest_scheme_ = std::max(longest_scheme_, parts.scheme.size());
  (parts.any_port ? some_any_port_ : some_fixed_port_) = true;
  if (size_ < kFew) {
    few_.push_back({std::string(parts.scheme) + "://",
                    "." + std::string(parts.base) + (parts.port.empty() ? "" : ":" + std::string(parts.port)), number, parts.any_port});
  }
  ++size_;
  return number;
}

// The numbers grow, so that the first that matches is the smallest.
std::uint32_t WildcardTable::find_among_few(std::string_view origin) const noexcept {
  const std::string_view before_port = some_any_port_ ? split_port(origin).before : origin;
  for (const FewPattern& pattern : few_) {
    const std::string_view text = pattern.any_port ? before_port : origin;
    const std::size_t fixed = pattern.before.size() + pattern.after.size();
    if (text.size() <= fixed) continue;
    const std::size_t after = text.size() - pattern.after.size();
    if (!equal_bytes(text.data() + after, pattern.after.data(), pattern.after.size())) continue;
    if (!equal_bytes(text.data(), pattern.before.data(), pattern.before.size())) continue;
    if (are_labels(text.substr(pattern.before.size(), text.size() - fixed), after)) return pattern.number;
  }
  return kAbsent;
}

void WildcardTable::place(const Slot& slot, std::uint64_t hash) {
  std::size_t at = hash & mask_;
  while (slots_[at].number != kAbsent) at = (at + 1) & mask_;
  slots_[at] = slot;
}

void WildcardTable::grow() {
  const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(std::max(slots_.size() * 2, kFewestSlots)));
  mask_ = slots_.size() - 1;
  for (const Slot& slot : before) {
    if (slot.number != kAbsent) place(slot, hash_of(parts_of(slot)));
  }
}

std::uint32_t WildcardTable::lookup(std::uint64_t hash, const Parts& parts) const noexcept {
  for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.number == kAbsent) return kAbsent;
    if (slot.tag != static_cast<std::uint32_t>(hash >> 32) || slot.base_size != parts.base.size() ||
        slot.scheme_size != parts.scheme.size() || slot.any_port != parts.any_port || slot.port_size != parts.port.size()) {
      continue;
    }
    const char* const text = texts_.data() + slot.offset;
    if (equal_bytes(text, parts.scheme.data(), parts.scheme.size()) &&
        equal_bytes(text + slot.scheme_size, parts.port.data(), parts.port.size()) &&
        equal_bytes(text + slot.scheme_size + slot.port_size, parts.base.data(), parts.base.size())) {
      return slot.number;
    }
  }
}

std::uint32_t WildcardTable::find_by_labels(std::string_view origin) const noexcept {
  const std::size_t scheme_end = origin.substr(0, longest_scheme_ + 1).find(':');
  if (scheme_end == std::string_view::npos || origin.size() < scheme_end + 3 || origin[scheme_end + 1] != '/' ||
      origin[scheme_end + 2] != '/') {
    return kAbsent;
  }
  const std::string_view scheme = origin.substr(0, scheme_end);
  const SplitPort split = split_port(origin);
  if (split.before.size() < scheme_end + 3) return kAbsent;
  // WHY: port 0 is an origin's, though no `:*` means it; a pattern may name it.
  std::string_view host = split.before.substr(scheme_end + 3);
  std::string_view port = split.port;
  const bool port_zero = port.empty() && host.ends_with(":0");
  if (port_zero) {
    port = host.substr(host.size() - 1);
    host.remove_suffix(2);
  }

  const std::uint64_t scheme_hash = hash_bytes(scheme);
  const std::uint64_t port_hash = some_fixed_port_ ? hash_of_port(port) : 0;
  LabelReader reader(host);
  std::uint32_t best = kAbsent;
  std::uint64_t hash = kHashB;
  std::size_t end = host.size();
  for (std::size_t labels = 1; labels <= most_labels_; ++labels) {
    std::size_t start = end;
    while (start != 0 && host[start - 1] != '.') --start;
    // A label has to be left for the `*`.
    if (start <= 1) break;
    hash = add_label(hash, host.substr(start, end - start));
    end = start - 1;
    if (labels < fewest_labels_) continue;
    const std::string_view base = host.substr(start);
    std::uint32_t found = kAbsent;
    if (some_fixed_port_) found = lookup(add_scheme_and_port(hash, scheme_hash, port_hash), Parts{scheme, base, port, false});
    if (some_any_port_ && !port_zero) {
      found = std::min(found, lookup(add_scheme_and_port(hash, scheme_hash, kAnyPortHash), Parts{scheme, base, {}, true}));
    }
    if (found < best && reader.reaches(end)) best = found;
  }
  return best;
}

std::uint32_t WildcardTable::find_wider(const OriginEntry& pattern, std::uint32_t own_number) const {
  if (size_ == 0) return kAbsent;
  std::uint32_t best = kAbsent;
  const auto consider = [&](std::uint32_t number) {
    if (number != own_number) best = std::min(best, number);
  };
  const std::uint64_t scheme_hash = hash_bytes(pattern.scheme);
  const std::string_view host = pattern.host;
  LabelReader reader(host);
  std::uint64_t hash = kHashB;
  std::size_t end = host.size();
  for (std::size_t labels = 1; labels <= most_labels_; ++labels) {
    std::size_t start = end;
    while (start != 0 && host[start - 1] != '.') --start;
    // A single host is no base of its own.
    if (start == 0 && !pattern.wildcard) break;
    hash = add_label(hash, host.substr(start, end - start));
    const std::string_view base = host.substr(start);
    // Behind the wider pattern's `*` stands what this one's `*` is, and the labels between the two bases.
    if (start == 0 || reader.reaches(start - 1)) {
      consider(lookup(add_scheme_and_port(hash, scheme_hash, kAnyPortHash), Parts{pattern.scheme, base, {}, true}));
      if (!pattern.any_port) {
        consider(
            lookup(add_scheme_and_port(hash, scheme_hash, hash_of_port(pattern.port)), Parts{pattern.scheme, base, pattern.port, false}));
      }
    }
    if (start == 0) break;
    end = start - 1;
  }
  return best;
}

}  // namespace crosscheck::policy
