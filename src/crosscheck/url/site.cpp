#include "crosscheck/url/site.h"

#include <libpsl.h>

#include <cstddef>
#include <string_view>

namespace crosscheck {
namespace {

// WHY: libpsl's work grows with the square of the number of labels. No rule of the list has half as many as these, so that what stands
// before them changes nothing.
constexpr std::size_t kLabelsAsked = 16;

std::string_view last_labels(std::string_view domain) {
  std::size_t start = domain.size();
  for (std::size_t label = 0; label < kLabelsAsked; ++label) {
    if (start == 0) return domain;
    const std::size_t dot = domain.rfind('.', start - 1);
    if (dot == std::string_view::npos) return domain;
    start = dot;
  }
  return domain.substr(start + 1);
}

// The host part of https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site for a tuple.
// 2-3 (OGN-16): the registrable domain, or the host where there is none.
std::string site_host(const Origin& origin) { return registrable_domain(origin.host()).value_or(origin.host().serialized); }

// https://howardhinnant.github.io/date_algorithms.html#civil_from_days for days from 1970 on.
std::string iso_date(long long days_since_1970) {
  const long long z = days_since_1970 + 719468;
  const long long era = z / 146097;
  const long long day_of_era = z - era * 146097;
  const long long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const long long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const long long shifted_month = (5 * day_of_year + 2) / 153;
  const long long day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const long long month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const long long year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  const auto two_digits = [](long long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(year) + '-' + two_digits(month) + '-' + two_digits(day);
}

}  // namespace

std::optional<std::string> registrable_domain(const Host& host) {
  // 1: only domains have one.
  if (host.kind != HostKind::domain) return std::nullopt;
  // 2 (OGN-16): the list knows nothing of a trailing dot. It comes back afterwards.
  std::string_view domain = host.serialized;
  const bool trailing_dot = domain.ends_with('.');
  if (trailing_dot) domain.remove_suffix(1);
  // WHY: the list's algorithm says nothing of empty labels; a name that ends or begins with one has no registrable domain.
  if (domain.empty() || domain.ends_with('.')) return std::nullopt;
  // 3
  const std::string asked(last_labels(domain));
  const char* found = psl_registrable_domain(psl_builtin(), asked.c_str());
  if (found == nullptr) return std::nullopt;
  // 5
  std::string registrable = found;
  if (trailing_dot) registrable += '.';
  return registrable;
}

PublicSuffix explicit_public_suffix(const Host& host) {
  if (host.kind != HostKind::domain) return PublicSuffix::none;
  std::string_view domain = host.serialized;
  if (domain.ends_with('.')) domain.remove_suffix(1);
  // No rule has an empty label, or as many labels as these.
  if (domain.empty() || domain.ends_with('.') || last_labels(domain) != domain) return PublicSuffix::none;
  const std::string asked(domain);
  const auto has_rule = [&](int section) {
    return psl_is_public_suffix2(psl_builtin(), asked.c_str(), section | PSL_TYPE_NO_STAR_RULE) == 1;
  };
  if (has_rule(PSL_TYPE_ICANN)) return PublicSuffix::registry;
  return has_rule(PSL_TYPE_PRIVATE) ? PublicSuffix::hosting : PublicSuffix::none;
}

bool same_site(const Origin& a, const Origin& b) {
  // 1-2 (OGN-16): the site of an opaque origin is itself.
  if (a.is_opaque() || b.is_opaque()) return same_origin(a, b);
  // 3 (OGN-16): port and domain do not count.
  return a.scheme() == b.scheme() && site_host(a) == site_host(b);
}

bool schemelessly_same_site(const Origin& a, const Origin& b) {
  // 1 (OGN-17)
  if (a.is_opaque() || b.is_opaque()) return same_origin(a, b);
  // 2 (OGN-17)
  const std::optional<std::string> domain_a = registrable_domain(a.host());
  if (!domain_a && a.host() == b.host()) return true;
  return domain_a && domain_a == registrable_domain(b.host());
}

std::string public_suffix_list_date() {
  constexpr long long kSecondsInADay = 86400;
  const long long made = psl_builtin_file_time();
  return made > 0 ? iso_date(made / kSecondsInADay) : "unknown";
}

}  // namespace crosscheck
