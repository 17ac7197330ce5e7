#include "crosscheck/fetch/modes.h"

#include <array>

namespace crosscheck {
namespace {

template <class Enum>
struct Spelling {
  Enum value;
  std::string_view text;
};

// One table for each enumeration, read in both directions.
constexpr auto kModes = std::to_array<Spelling<Mode>>({
    {Mode::cors, "cors"},
    {Mode::no_cors, "no-cors"},
    {Mode::same_origin, "same-origin"},
    {Mode::navigate, "navigate"},
    {Mode::websocket, "websocket"},
    {Mode::webtransport, "webtransport"},
});
constexpr auto kCredentialsModes = std::to_array<Spelling<CredentialsMode>>({
    {CredentialsMode::omit, "omit"},
    {CredentialsMode::same_origin, "same-origin"},
    {CredentialsMode::include, "include"},
});
constexpr auto kRedirectModes = std::to_array<Spelling<RedirectMode>>({
    {RedirectMode::follow, "follow"},
    {RedirectMode::error, "error"},
    {RedirectMode::manual, "manual"},
});
constexpr auto kResponseTaintings = std::to_array<Spelling<ResponseTainting>>({
    {ResponseTainting::basic, "basic"},
    {ResponseTainting::cors, "cors"},
    {ResponseTainting::opaque, "opaque"},
});
constexpr auto kResponseTypes = std::to_array<Spelling<ResponseType>>({
    {ResponseType::basic, "basic"},
    {ResponseType::cors, "cors"},
    {ResponseType::default_, "default"},
    {ResponseType::error, "error"},
    {ResponseType::opaque, "opaque"},
    {ResponseType::opaqueredirect, "opaqueredirect"},
});
constexpr auto kReferrerPolicies = std::to_array<Spelling<ReferrerPolicy>>({
    {ReferrerPolicy::empty, ""},
    {ReferrerPolicy::no_referrer, "no-referrer"},
    {ReferrerPolicy::no_referrer_when_downgrade, "no-referrer-when-downgrade"},
    {ReferrerPolicy::same_origin, "same-origin"},
    {ReferrerPolicy::origin, "origin"},
    {ReferrerPolicy::strict_origin, "strict-origin"},
    {ReferrerPolicy::origin_when_cross_origin, "origin-when-cross-origin"},
    {ReferrerPolicy::strict_origin_when_cross_origin, "strict-origin-when-cross-origin"},
    {ReferrerPolicy::unsafe_url, "unsafe-url"},
});
constexpr auto kEmbedderPolicies = std::to_array<Spelling<EmbedderPolicy>>({
    {EmbedderPolicy::unsafe_none, "unsafe-none"},
    {EmbedderPolicy::credentialless, "credentialless"},
    {EmbedderPolicy::require_corp, "require-corp"},
});
constexpr auto kRedirectTaints = std::to_array<Spelling<RedirectTaint>>({
    {RedirectTaint::same_origin, "same-origin"},
    {RedirectTaint::same_site, "same-site"},
    {RedirectTaint::cross_site, "cross-site"},
});
constexpr auto kClients = std::to_array<Spelling<Client>>({
    {Client::fetch, "fetch"},
    {Client::xhr, "xhr"},
    {Client::raw, "raw"},
});

template <class Table, class Enum>
constexpr std::string_view text_of(const Table& table, Enum value) {
  for (const auto& row : table) {
    if (row.value == value) return row.text;
  }
  return {};
}

template <class Enum, class Table>
constexpr std::optional<Enum> value_of(const Table& table, std::string_view text) {
  for (const auto& row : table) {
    if (row.text == text) return row.value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Mode mode) { return text_of(kModes, mode); }
std::string_view to_string(CredentialsMode mode) { return text_of(kCredentialsModes, mode); }
std::string_view to_string(RedirectMode mode) { return text_of(kRedirectModes, mode); }
std::string_view to_string(ResponseTainting tainting) { return text_of(kResponseTaintings, tainting); }
std::string_view to_string(ResponseType type) { return text_of(kResponseTypes, type); }
std::string_view to_string(ReferrerPolicy policy) { return text_of(kReferrerPolicies, policy); }
std::string_view to_string(EmbedderPolicy policy) { return text_of(kEmbedderPolicies, policy); }
std::string_view to_string(RedirectTaint taint) { return text_of(kRedirectTaints, taint); }
std::string_view to_string(Client client) { return text_of(kClients, client); }

template <>
std::optional<Mode> from_string<Mode>(std::string_view text) {
  return value_of<Mode>(kModes, text);
}
template <>
std::optional<CredentialsMode> from_string<CredentialsMode>(std::string_view text) {
  return value_of<CredentialsMode>(kCredentialsModes, text);
}
template <>
std::optional<RedirectMode> from_string<RedirectMode>(std::string_view text) {
  return value_of<RedirectMode>(kRedirectModes, text);
}
template <>
std::optional<ResponseTainting> from_string<ResponseTainting>(std::string_view text) {
  return value_of<ResponseTainting>(kResponseTaintings, text);
}
template <>
std::optional<ResponseType> from_string<ResponseType>(std::string_view text) {
  return value_of<ResponseType>(kResponseTypes, text);
}
template <>
std::optional<ReferrerPolicy> from_string<ReferrerPolicy>(std::string_view text) {
  return value_of<ReferrerPolicy>(kReferrerPolicies, text);
}
template <>
std::optional<EmbedderPolicy> from_string<EmbedderPolicy>(std::string_view text) {
  return value_of<EmbedderPolicy>(kEmbedderPolicies, text);
}
template <>
std::optional<Client> from_string<Client>(std::string_view text) {
  return value_of<Client>(kClients, text);
}

}  // namespace crosscheck
