// Sites: https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site and its comparisons.
//
// Pure functions of a list that is built in and never changes; any thread may call.
#pragma once

#include <optional>
#include <string>

#include "crosscheck/url/origin.h"

namespace crosscheck {

// https://url.spec.whatwg.org/#host-registrable-domain by the built-in public suffix list of libpsl; nothing for IP addresses, and for
// domains that are public suffixes themselves. A trailing dot is kept: example.com. and example.com differ.
std::optional<std::string> registrable_domain(const Host& host);

// https://html.spec.whatwg.org/multipage/browsers.html#same-site
bool same_site(const Origin& a, const Origin& b);
// https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site
bool schemelessly_same_site(const Origin& a, const Origin& b);

// Which part of the public suffix list has a rule for the host: registries (co.uk) or tenants of somebody's hosting (github.io). Its
// default rule, by which every last label is a suffix, does not count.
enum class PublicSuffix { none, registry, hosting };
PublicSuffix explicit_public_suffix(const Host& host);

// When the public suffix list in use was made, as its maker wrote it; for people to read.
std::string public_suffix_list_date();

}  // namespace crosscheck
