#include "crosscheck/policy/policy.h"

#include <cstdint>
#include <utility>

#include "crosscheck/policy/compiled.h"
#include "crosscheck/policy/header_scan.h"

namespace crosscheck::policy {
namespace {

// Each header's first line, and how many lines it has: the others of them stand elsewhere.
inline LocatedHeaders find_headers(HeaderListView headers) {
  // WHY: most names are told apart from the three by their length alone.
  constexpr std::uint64_t kLengths = std::uint64_t{1} << 6 | std::uint64_t{1} << 29 | std::uint64_t{1} << 30;
  FoundLines origin;
  FoundLines requested_method;
  FoundLines requested_headers;
  const auto add = [](FoundLines& lines, const HeaderView& header) {
    lines.first = lines.count == 0 ? &header.value : lines.first;
    ++lines.count;
  };
  for (const HeaderView& header : headers) {
    const std::size_t size = header.name.size();
    if ((kLengths >> (size % 64) & 1) == 0) [[likely]]
      continue;
    const char* const name = header.name.data();
    if (size == 6) {
      if (kOrigin.is_at(name)) add(origin, header);
    } else if (size == 29) {
      if (kRequestMethod.is_at(name)) add(requested_method, header);
    } else if (size == 30) {
      if (kRequestHeaders.is_at(name)) add(requested_headers, header);
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
