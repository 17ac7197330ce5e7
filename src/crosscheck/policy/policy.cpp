#include "crosscheck/policy/policy.h"

#include <cstdint>
#include <utility>

#include "crosscheck/policy/compiled.h"
#include "crosscheck/policy/header_scan.h"

namespace crosscheck::policy {
namespace {

bool is_options(std::string_view method) { return method.size() == 7 && load_up_to_7(method.data(), 7) == load_up_to_7("OPTIONS", 7); }

// The three headers of a preflight.
struct FoundHeaders {
  FoundLines origin;
  FoundLines requested_method;
  FoundLines requested_headers;
};

void add(FoundLines& lines, const HeaderView& header) {
  if (lines.count++ == 0) lines.first = &header.value;
}

FoundHeaders find_headers(HeaderListView headers) {
  // WHY: most names are told apart from the three by their length alone.
  constexpr std::uint64_t kLengths = std::uint64_t{1} << 6 | std::uint64_t{1} << 29 | std::uint64_t{1} << 30;
  FoundHeaders found;
  for (const HeaderView& header : headers) {
    const std::size_t size = header.name.size();
    if (size > 30 || (kLengths >> size & 1) == 0) continue;
    const char* const name = header.name.data();
    if (size == 6) {
      if (kOrigin.is_at(name)) add(found.origin, header);
    } else if (size == 29) {
      if (kRequestMethod.is_at(name)) add(found.requested_method, header);
    } else if (kRequestHeaders.is_at(name)) {
      add(found.requested_headers, header);
    }
  }
  return found;
}

// WHY: one line, as browsers send it, need not be looked for again.
RequestedNames requested_names(FoundLines found, HeaderListView headers) {
  if (found.count == 0) return {};
  return found.count == 1 ? RequestedNames(*found.first) : RequestedNames(headers);
}
RequestedNames requested_names(std::span<const std::string_view> lines) { return lines.size() == 1 ? RequestedNames(lines.front()) : RequestedNames(lines); }

FoundLines found(std::span<const std::string_view> lines) { return {lines.data(), lines.size()}; }

}  // namespace

Policy::Policy(std::shared_ptr<const CompiledDocument> compiled) : compiled_(std::move(compiled)) {}

// Step 1 (SRV-2): OPTIONS with both headers is a preflight, and nothing else is.
Decision Policy::decide(std::string_view method, std::string_view path, HeaderListView headers) const noexcept {
  Decision decision = CompiledDocument::undecided();
  if (is_options(method)) {
    const FoundHeaders located = find_headers(headers);
    if (located.origin.count != 0 && located.requested_method.count != 0) {
      compiled_->decide_preflight(decision, path, located.origin, located.requested_method, requested_names(located.requested_headers, headers));
      return decision;
    }
  }
  compiled_->decide_actual(decision, path, find_origin(headers));
  return decision;
}

Decision Policy::decide(std::string_view method, std::string_view path, const LocatedHeaders& headers) const noexcept {
  Decision decision = CompiledDocument::undecided();
  if (is_options(method) && !headers.origin.empty() && !headers.requested_method.empty()) {
    compiled_->decide_preflight(decision, path, found(headers.origin), found(headers.requested_method), requested_names(headers.requested_headers));
  } else {
    compiled_->decide_actual(decision, path, found(headers.origin));
  }
  return decision;
}

Document Policy::normal_form() const { return compiled_->normal; }

bool operator==(const Policy& a, const Policy& b) { return a.compiled_ == b.compiled_ || a.compiled_->normal == b.compiled_->normal; }

}  // namespace crosscheck::policy
