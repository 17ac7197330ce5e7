#include "crosscheck/policy/policy.h"

#include <cstdint>
#include <utility>

#include "crosscheck/policy/compiled.h"
#include "crosscheck/policy/header_scan.h"

namespace crosscheck::policy {
namespace {

constexpr std::uint64_t bit(std::size_t size) { return std::uint64_t{1} << size; }

// Each header's first line, and whether it has none, one or more: the others of them stand elsewhere.
inline LocatedHeaders find_headers(HeaderListView headers) {
  // WHY: most names are told apart from the three by their length alone.
  std::uint64_t lengths = bit(6) | bit(29) | bit(30);
  FoundLines origin;
  FoundLines requested_method;
  FoundLines requested_headers;
  const auto add = [&](FoundLines& lines, const HeaderView& header, std::size_t size) {
    if (++lines.count == 1) {
      lines.first = &header.value;
    } else {
      // WHY: nobody needs to know how many more there are, and an attacker sends a thousand.
      lengths &= ~bit(size);
    }
  };
  for (const HeaderView& header : headers) {
    const std::size_t size = header.name.size();
    if ((lengths >> (size % 64) & 1) == 0) [[likely]]
      continue;
    const char* const name = header.name.data();
    if (size == 6) {
      if (kOrigin.is_at(name)) add(origin, header, 6);
    } else if (size == 29) {
      if (kRequestMethod.is_at(name)) add(requested_method, header, 29);
    } else if (size == 30) {
      if (kRequestHeaders.is_at(name)) add(requested_headers, header, 30);
    }
  }
  const auto lines = [](FoundLines found) { return std::span(found.first, found.count); };
  return {lines(origin), lines(requested_method), lines(requested_headers)};
}

}  // namespace

Policy::Policy(std::shared_ptr<const CompiledDocument> compiled) : compiled_(std::move(compiled)) {}

// Step 1 (SRV-2): OPTIONS with both headers is a preflight, and nothing else is.
Decision Policy::decide(std::string_view method, std::string_view path, HeaderListView headers) const noexcept {
  Decision decision = CompiledDocument::undecided();
  if (is_options(method)) {
    const LocatedHeaders located = find_headers(headers);
    if (!located.origin.empty() && !located.requested_method.empty()) {
      compiled_->decide_preflight(decision, path, located, &headers);
      return decision;
    }
  }
  compiled_->decide_actual(decision, path, find_origin(headers));
  return decision;
}

Document Policy::normal_form() const { return compiled_->normal_form(); }

bool operator==(const Policy& a, const Policy& b) { return a.compiled_ == b.compiled_ || a.normal_form() == b.normal_form(); }

}  // namespace crosscheck::policy
