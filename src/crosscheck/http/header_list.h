// Header lists of the Fetch Standard: ordered, repeats kept, names compared without regard to ASCII case.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosscheck {

// https://fetch.spec.whatwg.org/#concept-header: one field line. Owns its bytes.
struct Header {
  std::string name;
  std::string value;
  friend bool operator==(const Header&, const Header&) = default;
};

// The same, borrowed: the bytes belong to whoever made it.
struct HeaderView {
  std::string_view name;
  std::string_view value;
};

// A header list borrowed as a whole. Functions that only read one take this, and none of them allocates unless it says so.
using HeaderListView = std::span<const HeaderView>;

// https://fetch.spec.whatwg.org/#header-list-contains (HDR-5)
bool contains(HeaderListView list, std::string_view name);

// How many field lines bear the name.
std::size_t count(HeaderListView list, std::string_view name);

// https://fetch.spec.whatwg.org/#concept-header-list-get: all values joined by 0x2C 0x20; nothing where no line bears the name. Allocates.
std::optional<std::string> get(HeaderListView list, std::string_view name);

// Whether `get` would return exactly `expected`: compared piece by piece, so that nothing is allocated. False where the header is absent.
bool combined_value_is(HeaderListView list, std::string_view name, std::string_view expected);

// https://fetch.spec.whatwg.org/#concept-header-list
// HDR-4: an ordered multimap, empty at first. Names and values are taken as given: who needs them valid asks is_header_name and
// is_header_value. Bytes given to the functions that change a list may be the list's own. Reading from several threads is safe while none
// changes it.
class HeaderList {
 public:
  HeaderList() = default;
  HeaderList(std::initializer_list<Header> headers) : headers_(headers) {}
  explicit HeaderList(std::vector<Header> headers) : headers_(std::move(headers)) {}

  bool contains(std::string_view name) const;
  std::optional<std::string> get(std::string_view name) const;
  // The first value that bears the name, or nothing.
  std::optional<std::string_view> first(std::string_view name) const;

  // Room for so many lines: more may follow, and fewer are no fault.
  void reserve(std::size_t lines) { headers_.reserve(lines); }

  // https://fetch.spec.whatwg.org/#concept-header-list-append: the first same-named header's spelling is taken over. Linear.
  void append(std::string_view name, std::string_view value);
  // https://fetch.spec.whatwg.org/#concept-header-list-delete: every match goes.
  void remove(std::string_view name);
  // https://fetch.spec.whatwg.org/#concept-header-list-set: the first match keeps its place and spelling, the others go.
  void set(std::string_view name, std::string_view value);
  // https://fetch.spec.whatwg.org/#concept-header-list-combine
  void combine(std::string_view name, std::string_view value);

  // The lines, borrowed; valid until the list is changed or destroyed. Allocates the array of views.
  std::vector<HeaderView> views() const;

  auto begin() const { return headers_.begin(); }
  auto end() const { return headers_.end(); }
  std::size_t size() const { return headers_.size(); }
  bool empty() const { return headers_.empty(); }
  const Header& operator[](std::size_t index) const { return headers_[index]; }
  friend bool operator==(const HeaderList&, const HeaderList&) = default;

 private:
  std::vector<Header> headers_;
};

// https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set: n log n.
std::vector<std::string> convert_header_names_to_a_sorted_lowercase_set(std::span<const std::string_view> names);

// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine: what iterating a `Headers` object yields; n log n.
std::vector<Header> sort_and_combine(HeaderListView list);

}  // namespace crosscheck
