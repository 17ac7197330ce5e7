#include "crosscheck/policy/document_order.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace crosscheck::policy {
namespace {

// A place: one number for each step from the root.
using Place = std::vector<std::size_t>;

// Behind every key that is known.
constexpr std::size_t kUnknown = 1000;

std::optional<std::size_t> as_index(std::string_view token) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc{} || end != token.data() + token.size()) return std::nullopt;
  return index;
}

template <class Keys>
std::size_t place_among(const Keys& keys, std::string_view token) {
  const auto found = std::find(std::begin(keys), std::end(keys), token);
  return found == std::end(keys) ? kUnknown : static_cast<std::size_t>(found - std::begin(keys));
}

std::size_t place_of_key(const SinglePolicy* policy, std::string_view key) {
  if (policy == nullptr || policy->key_order.empty()) return place_among(kPolicyKeys, key);
  return place_among(policy->key_order, key);
}

std::string unescaped(std::string_view token) {
  std::string text;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    text += escape ? (token[++i] == '1' ? '/' : '~') : token[i];
  }
  return text;
}

Place place_in_policy(std::span<const std::string> steps, const SinglePolicy* policy, Place place) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i == 0) {
      place.push_back(place_of_key(policy, steps[i]));
    } else if (const std::optional<std::size_t> index = as_index(steps[i])) {
      place.push_back(*index);
    } else {
      place.push_back(place_among(kOriginPatternKeys, steps[i]));
    }
  }
  return place;
}

Place place_of(std::string_view pointer, const Document& document) {
  const std::vector<std::string> steps = steps_of(pointer);
  const auto* const single = std::get_if<SinglePolicy>(&document);
  if (single != nullptr) return place_in_policy(steps, single, {});
  const Routes& routes = std::get<Routes>(document);
  Place place;
  const SinglePolicy* policy = nullptr;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i == 0) {
      place.push_back(place_among(kRoutesKeys, steps[i]));
    } else if (i == 1) {
      const std::optional<std::size_t> index = as_index(steps[i]);
      place.push_back(index.value_or(kUnknown));
      if (index && *index < routes.size() && routes[*index].policy) policy = &*routes[*index].policy;
    } else if (i == 2) {
      place.push_back(place_among(kRouteKeys, steps[i]));
    } else {
      return place_in_policy(std::span(steps).subspan(3), policy, std::move(place));
    }
  }
  return place;
}

}  // namespace

std::vector<std::string> steps_of(std::string_view pointer) {
  std::vector<std::string> steps;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t slash = std::min(pointer.find('/'), pointer.size());
    steps.push_back(unescaped(pointer.substr(0, slash)));
    pointer.remove_prefix(slash);
  }
  return steps;
}

std::vector<Fault> in_document_order(std::vector<Fault> faults, const Document& document) {
  std::vector<std::pair<Place, std::size_t>> order;
  for (std::size_t i = 0; i < faults.size(); ++i) order.emplace_back(place_of(faults[i].pointer, document), i);
  // What stands at one place and has one code stays in the order in which it was found.
  std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    if (faults[a.second].kind != faults[b.second].kind) return faults[a.second].kind < faults[b.second].kind;
    return a.second < b.second;
  });
  std::vector<Fault> sorted;
  for (const auto& [place, index] : order) sorted.push_back(std::move(faults[index]));
  return sorted;
}

}  // namespace crosscheck::policy
