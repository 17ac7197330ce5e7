// https://fetch.spec.whatwg.org/#concept-cache: the CORS-preflight cache. Time is an argument.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/base/decimal_time.h"
#include "crosscheck/fetch/cors_preflight.h"
#include "crosscheck/fetch/profile.h"
#include "crosscheck/fetch/request.h"
#include "crosscheck/reason/trace.h"

namespace crosscheck {

// A value that its user owns: one for each user agent. Not safe to share between threads while one of them writes. `now` never falls.
// Look-ups take logarithmic time however many entries there are.
class PreflightCache {
 public:
  // https://fetch.spec.whatwg.org/#concept-cache-match-method
  bool matches_method(const Request& request, const Time& now, const Profile& profile = standard_profile(), Trace trace = {}) const;
  // https://fetch.spec.whatwg.org/#concept-cache-match-header
  bool matches_header_name(std::string_view name, const Request& request, const Time& now, const Profile& profile = standard_profile(),
                           Trace trace = {}) const;
  // Whether each of the names matches. WHY: the request's URL may be as long as its list of names, so it is looked up once for all of them.
  bool matches_header_names(const std::vector<std::string>& names, const Request& request, const Time& now,
                            const Profile& profile = standard_profile(), Trace trace = {}) const;
  // Steps 11-15 of CORS-preflight fetch: entries are updated or made for what was granted.
  void store(const Request& request, const PreflightGrant& grant, const Time& now, const Profile& profile = standard_profile(),
             Trace trace = {});
  // https://fetch.spec.whatwg.org/#concept-cache-clear. Who calls it, and when, is main fetch's (CCH-8).
  void clear(const Request& request, Trace trace = {});
  // Whether anything is held for the request's partition key, origin and URL, expired or not.
  bool knows(const Request& request) const { return bucket_of(request) != nullptr; }
  // How many entries are held, expired ones that were not yet dropped included. Expired entries are never more than the others, but for a
  // few.
  std::size_t size() const { return size_; }

 private:
  // The entries of one method or header name: [0] of requests without credentials, [1] of those whose credentials mode is include. Null
  // where there is no entry. WHY: a grant may name millions, so they share the moment at which they expire.
  using Expiry = std::shared_ptr<const Time>;
  using Entries = std::array<Expiry, 2>;

  // WHY: ordered maps, as they have no worst case that a server's choice of names could provoke.
  using Methods = std::map<std::string, Entries, std::less<>>;
  using HeaderNames = std::map<std::string, Entries, LessIgnoringAsciiCase>;
  // What is known for one partition key, origin and URL.
  struct Bucket {
    Methods methods;
    HeaderNames header_names;
  };

  // What was made of a list of names: entries that were alive begin again, others are made.
  struct Stored {
    std::size_t refreshed = 0;
    std::size_t created = 0;
  };

  const Bucket* bucket_of(const Request& request) const;
  template <class Map>
  Stored store_all(Map& map, const std::vector<std::string>& names, bool include, const Time& now, const Expiry& expiry);
  static void tell_key(const Request& request, std::size_t others, Trace trace);
  template <class Map>
  void drop_expired(Map& map, const Time& now);
  void sweep(const Time& now);

  std::map<std::string, Bucket> buckets_;
  std::size_t size_ = 0;
  std::size_t swept_size_ = 0;  // how many entries the last sweep left
};

}  // namespace crosscheck
