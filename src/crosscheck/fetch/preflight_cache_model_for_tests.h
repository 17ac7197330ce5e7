// For tests: the preflight cache in the standard's own shape, kept as plainly as can be.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crosscheck/base/ascii.h"
#include "crosscheck/fetch/cors_preflight.h"
#include "crosscheck/fetch/request.h"

namespace crosscheck {

// One list of entries, searched from end to end. AMB-5 and AMB-7 as the engine takes them.
class ListOfEntries {
 public:
  bool matches_method(const Request& request, std::uint64_t now) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
      return entry_match(entry, request, now) && entry.method &&
             (*entry.method == request.method || (*entry.method == "*" && request.credentials_mode != CredentialsMode::include));
    });
  }
  bool matches_header(const std::string& name, const Request& request, std::uint64_t now) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
      return entry_match(entry, request, now) && entry.header_name &&
             (byte_lowercase(*entry.header_name) == byte_lowercase(name) ||
              (*entry.header_name == "*" && byte_lowercase(name) != "authorization" &&
               request.credentials_mode != CredentialsMode::include));
    });
  }
  void store(const Request& request, const PreflightGrant& granted, std::uint64_t now) {
    for (const std::string& method : granted.methods.value_or(std::vector<std::string>{}))
      put(request, granted.max_age, now, method, std::nullopt);
    for (const std::string& name : granted.header_names.value_or(std::vector<std::string>{}))
      put(request, granted.max_age, now, std::nullopt, byte_lowercase(name));
  }
  void clear(const Request& request) {
    std::erase_if(entries_, [&](const Entry& entry) { return same_key(entry, request); });
  }

 private:
  struct Entry {
    std::string key, origin, url;
    bool credentials = false;
    std::optional<std::string> method, header_name;
    std::uint64_t stored = 0, max_age = 0;
  };
  static bool same_key(const Entry& entry, const Request& request) {
    return entry.key == request.network_partition_key && entry.origin == request.origin.serialized() &&
           entry.url == serialize_url(request.current_url());
  }
  static bool entry_match(const Entry& entry, const Request& request, std::uint64_t now) {
    return now < entry.stored + entry.max_age && same_key(entry, request) &&
           (entry.credentials || request.credentials_mode != CredentialsMode::include);
  }
  void put(const Request& request, std::uint64_t max_age, std::uint64_t now, std::optional<std::string> method,
           std::optional<std::string> name) {
    for (Entry& entry : entries_) {
      if (same_key(entry, request) && entry.credentials == (request.credentials_mode == CredentialsMode::include) &&
          entry.method == method && entry.header_name == name) {
        entry.stored = now;
        entry.max_age = max_age;
        return;
      }
    }
    entries_.push_back({request.network_partition_key, request.origin.serialized(), serialize_url(request.current_url()),
                        request.credentials_mode == CredentialsMode::include, std::move(method), std::move(name), now, max_age});
  }

  std::vector<Entry> entries_;
};

}  // namespace crosscheck
