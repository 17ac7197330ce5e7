// What a policy means to a page, without a word about how servers and browsers come to agree on it.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "conformance/halves/both_halves.h"
#include "conformance/halves/world.h"

namespace crosscheck::halves {

// What the server lets through, whatever the credentials mode, which it is not told.
inline bool lets_through(const std::optional<Meaning>& policy, const Question& asked) {
  if (!policy || !policy->origins.contains(asked.origin)) return false;
  const std::set<std::string> always{"GET", "HEAD", "POST"};
  if (!always.contains(asked.method) && !policy->any_method && !policy->methods.contains(asked.method)) return false;
  return std::all_of(asked.unsafe.begin(), asked.unsafe.end(), [&](const std::string& name) {
    // A server that echoes names (it knows who asks) echoes this one too; a bare `*` leaves it out.
    const bool covered = policy->any_header && (policy->credentials || name != "authorization");
    return covered || policy->request_headers.contains(name);
  });
}

// What the page may read: the statement that both halves are held against.
inline bool may_read(const std::optional<Meaning>& policy, const Question& asked) {
  if (asked.origin == kServer) return true;  // nobody is asked
  if (asked.request.credentials == CredentialsMode::include && policy && !policy->credentials) return false;
  return lets_through(policy, asked);
}

// Which of a readable response's headers; names in lower case.
inline bool may_read_header(const std::optional<Meaning>& policy, const Question& asked, const std::string& name) {
  const std::set<std::string> always{"cache-control", "content-language", "content-length", "content-type",
                                     "expires",       "last-modified",    "pragma"};
  if (name == "set-cookie") return false;
  return asked.origin == kServer || always.contains(name) || policy->any_exposed || policy->exposed.contains(name);
}

// What the page sees where the policy's server answers with headers of those names, in lower case.
inline Verdict meant(const std::optional<Meaning>& policy, const Question& asked, const std::set<std::string>& answered) {
  Verdict verdict;
  verdict.allowed = may_read(policy, asked);
  if (!verdict.allowed) return verdict;
  verdict.type = asked.origin == kServer ? ResponseType::basic : ResponseType::cors;
  for (const std::string& name : answered) {
    if (may_read_header(policy, asked, name)) verdict.readable.push_back(name);
  }
  return verdict;
}

}  // namespace crosscheck::halves
