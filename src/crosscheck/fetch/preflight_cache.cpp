#include "crosscheck/fetch/preflight_cache.h"

#include <algorithm>

#include "crosscheck/fetch/header_classes.h"
#include "crosscheck/fetch/quoted_bytes.h"
#include "crosscheck/fetch/redirect_taint.h"

namespace crosscheck {
namespace {

constexpr std::string_view kWildcard = "*";
constexpr std::size_t kSmallestSweep = 64;  // entries

// CCH-3: same-origin and omit are one.
bool includes_credentials(const Request& request) { return request.credentials_mode == CredentialsMode::include; }

// What an entry's key, byte-serialized origin and URL have to be: CCH-12, NPK-1 to NPK-3 (a token from the caller), CCH-4 (AMB-30: opaque
// and tainted requesters share `null`), CCH-5, and CCH-6 (OGN-18, AMB-6: the fragment counts).
// WHY: one string, unambiguous, as the partition's length goes before it and an origin holds no space.
std::string bucket_key(const Request& request) {
  const std::string_view origin = serialize_request_origin(request);
  const std::string url = serialize_url(request.current_url());
  std::string key = std::to_string(request.network_partition_key.size());
  key.reserve(key.size() + request.network_partition_key.size() + origin.size() + url.size() + 2);
  key.append(1, ' ').append(request.network_partition_key).append(origin).append(1, ' ').append(url);
  return key;
}

// CCH-2: an entry is gone when max-age seconds have passed, at that very moment already.
template <class Expiry>
bool is_alive(const Expiry& expiry, const Time& now) {
  return expiry != nullptr && now < *expiry;
}

// CCH-9, of the entries of one method or header name: one with credentials serves every request, one without only those that include none.
template <class Entries>
bool entry_matches(const Entries& entries, bool include, const Time& now, const Profile& profile) {
  const bool without = !include && is_alive(entries[0], now);
  const bool with = (include || !profile.cache_matches_exact_credentials) && is_alive(entries[1], now);
  return without || with;
}

// The same for the entries of `*`, as far as they stand for any method or name.
// DEVIATION (AMB-5): the standard honours a cached `*` whatever the credentials mode, which would let a request with credentials past the
// check that no preflight of its own would pass (PRE-14, PRE-16). Here it counts where the current request includes no credentials.
template <class Entries>
bool wildcard_matches(const Entries& entries, bool include, const Time& now, const Profile& profile) {
  if (include || profile.cache_ignores_wildcard) return false;
  const bool with = !profile.cache_ignores_wildcard_of_include && !profile.cache_matches_exact_credentials && is_alive(entries[1], now);
  return is_alive(entries[0], now) || with;
}

// Whether the method or name matches an entry of its own or, where it may, that of `*`.
template <class Map>
bool any_matches(const Map& map, std::string_view name, bool wildcard_counts, bool include, const Time& now, const Profile& profile) {
  const auto own = map.find(name);
  if (own != map.end() && entry_matches(own->second, include, now, profile)) return true;
  if (!wildcard_counts) return false;
  const auto wildcard = map.find(kWildcard);
  return wildcard != map.end() && wildcard_matches(wildcard->second, include, now, profile);
}

// For the trace: what the entries made of one method or header name. Several things can be told of it, as each settles a part: whether it
// matches (`rule`), which credentials flag stood in the way or did not (CCH-9), and that time ran out (CCH-2).
template <class Map>
void tell_match(const Map& map, std::string_view name, Rule rule, bool wildcard_counts, bool include, const Time& now,
                const Profile& profile, Trace trace) {
  const auto own = map.find(name);
  const auto wildcard = map.find(kWildcard);
  const bool own_matches = own != map.end() && entry_matches(own->second, include, now, profile);
  if (own_matches || (wildcard_counts && wildcard != map.end() && wildcard_matches(wildcard->second, include, now, profile))) {
    const auto& entries = own_matches ? own->second : wildcard->second;
    trace.step(rule, Outcome::matched, [&] {
      return "The cache has an entry of " + quoted(own_matches ? name : kWildcard) + ", which matches " + quoted(name) + ".";
    });
    if (!include && !is_alive(entries[0], now)) {
      trace.step(Rule::CCH_9, Outcome::matched, "The entry was made with credentials, and serves requests without them as well.");
    }
    return;
  }
  trace.step(rule, Outcome::no, [&] {
    return "The cache has no entry that matches " + quoted(name) +
           (wildcard != map.end() ? ": that of * does not count here, or not any more." : ".");
  });
  if (!wildcard_counts && wildcard != map.end() && wildcard_matches(wildcard->second, include, now, profile)) {
    trace.step(Rule::NWC_1, Outcome::no, [&] { return quoted(name) + " has to be listed by name."; });
  }
  if (own == map.end()) return;
  if (is_alive(own->second[0], now) || is_alive(own->second[1], now)) {
    trace.step(Rule::CCH_9, Outcome::no, "The entry was not made with the credentials that this request includes.");
  } else {
    trace.step(Rule::CCH_2, Outcome::removed, "The entry's time has run out.");
  }
}

template <class Map>
std::size_t entries_in(const Map& map) {
  std::size_t entries = 0;
  for (const auto& [name, pair] : map) entries += (pair[0] != nullptr) + (pair[1] != nullptr);
  return entries;
}

// Those that are still alive.
template <class Map>
std::size_t alive_in(const Map& map, const Time& now) {
  std::size_t entries = 0;
  for (const auto& [name, pair] : map) entries += is_alive(pair[0], now) + is_alive(pair[1], now);
  return entries;
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 100;  // bytes, more or less
  std::string text;
  for (const std::string& name : names) {
    if (text.size() > kShown) break;
    if (!text.empty()) text += ", ";
    text += name;
  }
  return quoted(text);
}

}  // namespace

const PreflightCache::Bucket* PreflightCache::bucket_of(const Request& request) const {
  if (buckets_.empty()) return nullptr;
  const auto match = buckets_.find(bucket_key(request));
  return match == buckets_.end() ? nullptr : &match->second;
}

// https://fetch.spec.whatwg.org/#concept-cache-match-method
bool PreflightCache::matches_method(const Request& request, const Time& now, const Profile& profile, Trace trace) const {
  const Bucket* bucket = bucket_of(request);
  // CCH-10: byte for byte, or `*`, which covers a preflight that is forced as well (AMB-33).
  if (bucket == nullptr) return false;
  const bool include = includes_credentials(request);
  if (trace) tell_match(bucket->methods, request.method, Rule::CCH_10, true, include, now, profile, trace);
  return any_matches(bucket->methods, request.method, true, include, now, profile);
}

// https://fetch.spec.whatwg.org/#concept-cache-match-header
bool PreflightCache::matches_header_name(std::string_view name, const Request& request, const Time& now, const Profile& profile,
                                         Trace trace) const {
  return matches_header_names({std::string(name)}, request, now, profile, trace);
}

bool PreflightCache::matches_header_names(const std::vector<std::string>& names, const Request& request, const Time& now,
                                          const Profile& profile, Trace trace) const {
  if (names.empty()) return true;
  const Bucket* bucket = bucket_of(request);
  if (bucket == nullptr) return false;
  const bool include = includes_credentials(request);
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    // CCH-11 (NWC-1): in any case, or `*`, which never covers Authorization.
    const bool wildcard_counts = profile.cache_wildcard_covers_authorization || !is_cors_non_wildcard_request_header_name(name);
    if (trace) tell_match(bucket->header_names, name, Rule::CCH_11, wildcard_counts, include, now, profile, trace);
    return any_matches(bucket->header_names, name, wildcard_counts, include, now, profile);
  });
}

// One pair of the loops of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, 7.12-7.15 (PRE-20 to PRE-22); CCH-3: the flag is part
// of the key.
// DEVIATION (AMB-7): each name has at most one entry for each credentials flag, it is that one which is updated, `*` is a name among
// others, and an update starts the clock again.
template <class Map>
PreflightCache::Stored PreflightCache::store_all(Map& map, const std::vector<std::string>& names, bool include, const Time& now,
                                                 const Expiry& expiry) {
  Stored stored;
  for (const std::string& name : names) {
    Expiry& entry = map[name][include ? 1 : 0];
    if (entry == nullptr) ++size_;
    // One whose time has run out is no entry any more (CCH-2).
    ++(is_alive(entry, now) ? stored.refreshed : stored.created);
    entry = expiry;
  }
  return stored;
}

// For the trace: what the entries that were just made belong to, as far as it is out of the ordinary. `others` are those that stay as they
// were.
void PreflightCache::tell_key(const Request& request, std::size_t others, Trace trace) {
  if (others > 0) {
    trace.step(Rule::CCH_1, Outcome::stored, [&] {
      return "Entries stand for themselves: " + std::to_string(others) + " of earlier answers for this URL stay as they were.";
    });
  }
  if (includes_credentials(request)) {
    trace.step(Rule::CCH_3, Outcome::set, "The entries are marked as made with credentials, as the request includes them.");
  }
  if (!request.network_partition_key.empty()) {
    trace.step(Rule::CCH_12, Outcome::set, [&] { return "They serve the partition " + quoted(request.network_partition_key) + " alone."; });
  }
  if (request.origin.is_opaque() || redirect_taint(request) != RedirectTaint::same_origin) {
    trace.step(Rule::CCH_4, Outcome::set, "They serve every requester whose origin is null, for opaque and tainted ones share it.");
  }
  const Url& url = request.current_url();
  if (url.query) trace.step(Rule::CCH_5, Outcome::set, "They serve this URL alone, query included.");
  if (url.fragment) trace.step(Rule::CCH_6, Outcome::set, "They serve this URL alone, fragment included.");
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
void PreflightCache::store(const Request& request, const PreflightGrant& grant, const Time& now, const Profile& profile, Trace trace) {
  // 7.11 (PRE-19): every user agent here has a cache, though some answers stay out of it.
  if (!grant.cacheable || (grant.max_age == 0 && profile.max_age_zero_leaves_cache_alone)) {
    trace.step(Rule::PRE_19, Outcome::dropped, "The answer does not enter the cache.");
    return;
  }
  sweep(now);
  if (profile.cache_keeps_one_answer) clear(request, trace);
  // WHY: an answer that names nothing must not leave an empty bucket behind, which no sweep would count.
  const auto names_nothing = [](const auto& names) { return !names || names->empty(); };
  if (names_nothing(grant.methods) && names_nothing(grant.header_names)) return;
  // https://fetch.spec.whatwg.org/#concept-cache-create-entry (CCH-1, CCH-3): of the request, not of the preflight. Max-age 0 makes
  // entries, and turns those that were there into entries, that match nothing any more.
  const bool include = includes_credentials(request);
  const auto expiry = std::make_shared<const Time>(now.plus_seconds(grant.max_age));
  Bucket& bucket = buckets_[bucket_key(request)];
  const std::size_t older = trace ? alive_in(bucket.methods, now) + alive_in(bucket.header_names, now) : 0;
  std::size_t refreshed = 0;
  const auto tell = [&](Rule rule, std::size_t count, std::string_view what, const std::vector<std::string>& names) {
    if (count == 0) return;
    trace.step(rule, Outcome::stored, [&] {
      return std::to_string(count) + " of " + listed(names) + " " + std::string(what) + " for " + std::to_string(grant.max_age) +
             " seconds.";
    });
  };
  // 7.12-7.13 (PRE-20, PRE-21). AMB-18: where there is no list, there is nothing to do.
  if (grant.methods) {
    const Stored stored = store_all(bucket.methods, *grant.methods, include, now, expiry);
    refreshed += stored.refreshed;
    tell(Rule::PRE_20, stored.refreshed, "renewed in the cache as methods", *grant.methods);
    tell(Rule::PRE_21, stored.created, "entered in the cache as methods", *grant.methods);
  }
  // 7.14-7.15 (PRE-22): names keep the server's spelling.
  if (grant.header_names) {
    const Stored stored = store_all(bucket.header_names, *grant.header_names, include, now, expiry);
    refreshed += stored.refreshed;
    tell(Rule::PRE_22, stored.refreshed, "renewed in the cache as header names", *grant.header_names);
    tell(Rule::PRE_22, stored.created, "entered in the cache as header names", *grant.header_names);
  }
  if (trace) tell_key(request, older - std::min(older, refreshed), trace);
}

// https://fetch.spec.whatwg.org/#concept-cache-clear
void PreflightCache::clear(const Request& request, Trace trace) {
  // CCH-7: whatever the credentials flag, the method and the name; by the request as it is now (AMB-17).
  const auto match = buckets_.empty() ? buckets_.end() : buckets_.find(bucket_key(request));
  if (match == buckets_.end()) return;
  const std::size_t entries = entries_in(match->second.methods) + entries_in(match->second.header_names);
  size_ -= entries;
  buckets_.erase(match);
  trace.step(Rule::CCH_7, Outcome::removed, [&] {
    return std::to_string(entries) + " entries for " + quoted(serialize_url(request.current_url())) + " leave the cache.";
  });
}

template <class Map>
void PreflightCache::drop_expired(Map& map, const Time& now) {
  for (auto match = map.begin(); match != map.end();) {
    for (Expiry& expiry : match->second) {
      if (expiry == nullptr || is_alive(expiry, now)) continue;
      expiry = nullptr;
      --size_;
    }
    const bool is_empty = match->second[0] == nullptr && match->second[1] == nullptr;
    match = is_empty ? map.erase(match) : std::next(match);
  }
}

// CCH-2: expired entries go. WHY: all at once, when there are twice as many as the last time: so an answer costs what it holds and no more.
void PreflightCache::sweep(const Time& now) {
  if (size_ < std::max(kSmallestSweep, 2 * swept_size_)) return;
  for (auto match = buckets_.begin(); match != buckets_.end();) {
    drop_expired(match->second.methods, now);
    drop_expired(match->second.header_names, now);
    const bool is_empty = match->second.methods.empty() && match->second.header_names.empty();
    match = is_empty ? buckets_.erase(match) : std::next(match);
  }
  swept_size_ = size_;
}

}  // namespace crosscheck
