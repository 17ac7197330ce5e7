#include "check/permission_judge.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "check/report_message.h"

namespace crosscheck::check {
namespace {

using suite::Direction;

std::string shown(std::string_view bytes) {
  constexpr std::size_t kMost = 80;
  if (bytes.empty()) return "an empty Origin";
  const std::string text = shown_bytes(bytes.substr(0, kMost));
  return bytes.size() > kMost ? fmt::format("{}… ({} bytes)", text, bytes.size()) : text;
}

// "PUT with x-a, x-b from https://a.test"
std::string asked_words(const suite::AskedPermission& asked) {
  if (!asked.is_preflight) return shown(asked.origin);
  std::string words = asked.method.empty() ? "no method" : shown(asked.method);
  if (asked.names.size() > 6) {
    words += fmt::format(" with {} headers", asked.names.size());
  } else if (!asked.names.empty()) {
    words += fmt::format(" with {}", fmt::join(asked.names, ", "));
  }
  return fmt::format("{} from {}", words, shown(asked.origin));
}

std::string permitted_words(const suite::AskedPermission& asked, bool without, bool with) {
  const std::string_view how = without == with ? "with and without credentials"
                               : without       ? "without credentials alone"
                                               : "with credentials alone";
  if (!without && !with)
    return asked.is_preflight ? fmt::format("lets no {} through", asked_words(asked))
                              : fmt::format("does not let {} read", asked_words(asked));
  return asked.is_preflight ? fmt::format("lets {} through, {}", asked_words(asked), how)
                            : fmt::format("lets {} read, {}", asked_words(asked), how);
}

// The property that a reason of the browser points at, for an answer that should have been permitted.
std::optional<PropertyId> property_behind(Reason reason, const Observation& seen) {
  using enum Reason;
  switch (reason) {
    case allow_origin_multiple_lines:
    case allow_origin_multiple_values:
      return PropertyId::P042;
    case allow_origin_malformed:
      return PropertyId::P043;
    case allow_origin_wildcard_with_credentials:
      return PropertyId::P044;
    case allow_methods_unparsable:
    case allow_headers_unparsable:
      return PropertyId::P067;
    case method_wildcard_with_credentials:
    case header_wildcard_with_credentials:
      return PropertyId::P068;
    case authorization_not_covered_by_wildcard:
      return PropertyId::P069;
    case allow_credentials_missing:
      return PropertyId::P003;
    case allow_credentials_not_true:
      return PropertyId::P045;
    default:
      break;
  }
  if (seen.status >= 300 && seen.status < 400) return PropertyId::P064;
  if (seen.status == 401 || seen.status == 407) return PropertyId::P065;
  // A router that knows no OPTIONS there.
  if (seen.status == 404 || seen.status == 405 || seen.status == 501) return PropertyId::P063;
  if (reason == preflight_status_not_ok) return PropertyId::P063;
  return std::nullopt;
}

std::vector<PropertyId> properties_of(const Probe& probe, const Observation& seen, std::optional<Reason> reason, Direction direction,
                                      bool with_credentials_alone, const PlainStatuses& plain) {
  std::vector<PropertyId> ids = probe.properties;
  if (direction == Direction::permissive) {
    if (with_credentials_alone) ids.insert(ids.begin(), PropertyId::P046);
    return ids;
  }
  if (!probe.is_preflight()) {
    const auto found = plain.find(probe.target);
    if (found != plain.end() && found->second == seen.status && seen.status >= 400) return {PropertyId::P096};
    if (seen.status >= 300 && seen.status < 400 && seen.status != 304) return {PropertyId::P097};
  }
  // What a path nobody knows answers is a matter of its own.
  if (ids.front() == PropertyId::P088) return ids;
  std::optional<PropertyId> behind = reason ? property_behind(*reason, seen) : std::nullopt;
  const bool is_about_preflights = behind == PropertyId::P063 || behind == PropertyId::P064 || behind == PropertyId::P065;
  if (is_about_preflights && !probe.is_preflight()) behind.reset();
  if (!behind && with_credentials_alone) behind = PropertyId::P003;
  if (behind) {
    std::erase(ids, *behind);
    ids.insert(ids.begin(), *behind);
  }
  return ids;
}

// Of what a verdict also decides about.
void count_behind(const Probe& probe, const Wanted& wanted, const Observation& seen, const PlainStatuses& plain, Ledger& ledger) {
  using enum PropertyId;
  const bool without = !wanted.permission.refused;
  const bool with = !wanted.permission.refused_with_credentials;
  if (!without && !with) return;
  ledger.count(with ? P003 : P046);
  if (probe.is_preflight()) {
    for (const PropertyId id : {P063, P064, P065, P067}) ledger.count(id);
    if (with) ledger.count(P068);
    return;
  }
  const auto found = plain.find(probe.target);
  if (found == plain.end()) return;
  if (found->second >= 400 && found->second == seen.status) ledger.count(P096);
  if (found->second >= 300 && found->second < 400) ledger.count(P097);
}

}  // namespace

suite::Permission permission_seen(const suite::AskedPermission& asked, const Observation& seen) {
  if (!seen.answered()) return {Reason::network_error, Reason::network_error};
  return suite::permission_by(asked, seen.status, seen.views());
}

std::string verdict_sentence(const suite::AskedPermission& asked, const Observation& seen) {
  if (!seen.answered()) return fmt::format("A browser gets no answer: {}", seen.error ? seen.error->message : "nothing came.");
  const suite::Permission got = permission_seen(asked, seen);
  std::string sentence = fmt::format("A browser {}", permitted_words(asked, !got.refused, !got.refused_with_credentials));
  // What only credentials lack is said by `without credentials alone`.
  return got.refused ? fmt::format("{} ({}).", sentence, to_string(*got.refused)) : sentence + ".";
}

std::string wanted_sentence(const Wanted& wanted) {
  if (!wanted.asked) return "The policy has nothing to say to a request without Origin.";
  const bool without = !wanted.permission.refused;
  const bool with = !wanted.permission.refused_with_credentials;
  std::string sentence = fmt::format("The policy {}", permitted_words(*wanted.asked, without, with));
  if (!without && !with && wanted.reason) return fmt::format("{} ({}).", sentence, to_string(*wanted.reason));
  return wanted.decided_by.empty() ? sentence + "." : fmt::format("{} ({}).", sentence, wanted.decided_by);
}

void judge_permission(const Probe& probe, const Wanted& wanted, const Observation& seen, const PlainStatuses& plain, Ledger& ledger) {
  if (probe.counted == Counted::nothing || !wanted.asked || !seen.asked) return;
  for (const PropertyId id : probe.properties) ledger.count(id);
  count_behind(probe, wanted, seen, plain, ledger);
  const suite::Permission got = permission_seen(*wanted.asked, seen);

  const bool more = !got.refused && wanted.at_most.refused.has_value();
  const bool more_with = !got.refused_with_credentials && wanted.at_most.refused_with_credentials.has_value();
  const bool less = got.refused && !wanted.permission.refused;
  const bool less_with = got.refused_with_credentials && !wanted.permission.refused_with_credentials;
  const bool permissive = more || more_with;
  const bool strict = less || less_with;
  if (!permissive && !strict) return;
  const Direction direction = permissive ? Direction::permissive : Direction::strict;
  if (direction == Direction::permissive && probe.counted == Counted::strict) return;
  if (direction == Direction::strict && probe.counted == Counted::permissive) return;

  Fault fault;
  fault.direction = direction;
  const bool with_credentials_alone = permissive ? !more : !less;
  if (strict && !permissive) fault.reason = less ? got.refused : got.refused_with_credentials;
  fault.properties = properties_of(probe, seen, fault.reason, direction, with_credentials_alone, plain);
  // Without credentials it is a reflection like any other.
  if (permissive && !more_with) std::erase(fault.properties, PropertyId::P048);
  fault.key = permissive ? (more ? "permitted" : "permitted-with-credentials") : fmt::format("{}", to_string(*fault.reason));
  fault.summary = fmt::format("{}: {} is {} {}.", probe.label, asked_words(*wanted.asked), permissive ? "permitted" : "refused",
                              permissive ? "though the policy does not allow it" : "though the policy allows it");
  fault.wanted = wanted_sentence(wanted);
  fault.verdict = verdict_sentence(*wanted.asked, seen);
  ledger.add(std::move(fault), probe, seen);
}

}  // namespace crosscheck::check
