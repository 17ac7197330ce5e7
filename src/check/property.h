// What a server must answer: the properties that `crosscheck check` holds a live server against. Ids are never reused.
//
// Constant tables and pure functions of them; any thread may call.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace crosscheck::check {

// `must`: a browser would decide otherwise than the policy says, or the header can never work. `should`: caching, robustness and hygiene, each
// with incidents behind it. `info`: convention; it never fails a check.
enum class Severity : std::uint8_t { must, should, info };
std::string_view to_string(Severity severity);

inline constexpr std::size_t kProperties = 118;

// The number of a property; its enumerator is the id that everybody sees.
enum class PropertyId : std::uint8_t {
  // clang-format off
  P001 = 1, P002, P003, P004, P005, P006, P007, P008, P009, P010, P011, P012, P013, P014, P015, P016, P017, P018, P019, P020,
  P021, P022, P023, P024, P025, P026, P027, P028, P029, P030, P031, P032, P033, P034, P035, P036, P037, P038, P039, P040,
  P041, P042, P043, P044, P045, P046, P047, P048, P049, P050, P051, P052, P053, P054, P055, P056, P057, P058, P059, P060,
  P061, P062, P063, P064, P065, P066, P067, P068, P069, P070, P071, P072, P073, P074, P075, P076, P077, P078, P079, P080,
  P081, P082, P083, P084, P085, P086, P087, P088, P089, P090, P091, P092, P093, P094, P095, P096, P097, P098, P099, P100,
  P101, P102, P103, P104, P105, P106, P107, P108, P109, P110, P111, P112, P113, P114, P115, P116, P117, P118
  // clang-format on
};

struct Property {
  PropertyId id;
  std::string_view code;      // "P001"
  std::string_view name;      // "exact-origins-accepted"
  Severity severity;          // of what a browser can be brought to send
  Severity beyond_browsers;   // of what only another client sends
  std::string_view says;      // what holds, one sentence
  std::string_view why;       // what goes wrong otherwise, with a known case where there is one
  std::string_view fix;       // what to change on the server
  std::string_view untested;  // why it is not asked of a live server; empty where it is
};

// In the order of their ids.
std::span<const Property> all_properties();
const Property& property(PropertyId id);
// By code or name; nothing for another word.
std::optional<PropertyId> property_from(std::string_view word);

class PropertySet {
 public:
  PropertySet() = default;
  PropertySet(std::initializer_list<PropertyId> ids) {
    for (const PropertyId id : ids) add(id);
  }
  static PropertySet all() {
    PropertySet set;
    set.bits_.set();
    return set;
  }
  void add(PropertyId id) { bits_.set(static_cast<std::size_t>(id)); }
  void remove(PropertyId id) { bits_.reset(static_cast<std::size_t>(id)); }
  bool has(PropertyId id) const { return bits_.test(static_cast<std::size_t>(id)); }
  bool empty() const { return bits_.none(); }
  bool meets(const PropertySet& other) const { return (bits_ & other.bits_).any(); }

 private:
  std::bitset<kProperties + 1> bits_;
};

}  // namespace crosscheck::check
