#include "question/policy_document.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "crosscheck/base/nearest.h"
#include "question/json_number.h"

namespace crosscheck::question {
namespace {

using policy::Fault;
using policy::FaultKind;
using policy::OriginPattern;
using policy::pointer_to;
using policy::Route;
using policy::Routes;
using policy::SinglePolicy;
using policy::StarOrList;

// WHY: a hostile document of nothing but unknown keys must cost no more than its size. Behind these many the nearest key is not looked for, and
// unknown keys stand behind the others.
constexpr std::size_t kMostUnknownKeys = 256;

constexpr std::string_view kOff = "off";

// The keys of the document itself: those of a policy, and the one that has several.
constexpr auto kRootKeys = [] {
  std::array<std::string_view, policy::kPolicyKeys.size() + 1> keys{};
  std::copy(policy::kPolicyKeys.begin(), policy::kPolicyKeys.end(), keys.begin());
  keys.back() = policy::kRoutesKeys.front();
  return keys;
}();

class PolicyReader {
 public:
  explicit PolicyReader(const JsonTree& tree) : tree_(tree) {}

  PolicyReading run(NodeIndex root) {
    if (tree_[root].type != JsonType::object) {
      wrong("", "an object: a policy, or {\"routes\": [...]}");
    } else if (const std::optional<NodeIndex> list = tree_.member(root, "routes")) {
      check_keys(root, "", policy::kRoutesKeys);
      reading_.document = routes(*list, "/routes");
    } else {
      reading_.document = single(root, "", kRootKeys);
    }
    return std::move(reading_);
  }

 private:
  // V23 at a value, and what `compile` says about what stands in its place is not meant.
  void wrong(std::string pointer, std::string_view expected, std::string fix = {}) {
    Fault fault = policy::wrong_type(pointer, expected);
    if (!fix.empty()) fault.fix = std::move(fix);
    reading_.faults.push_back(std::move(fault));
    reading_.wrong_values.insert(std::move(pointer));
  }
  // V23 at an object that lacks a key.
  void missing(std::string_view object, std::string_view key, const std::string& expected) {
    reading_.faults.push_back(policy::make_fault(FaultKind::unknown_key, std::string(object),
                                                 "The key `" + std::string(key) + "` is missing; it has no default.",
                                                 "Add \"" + std::string(key) + "\": " + expected + "."));
    reading_.wrong_values.insert(pointer_to(object, key));
  }

  template <class Visit>
  void for_each_child(NodeIndex node, Visit&& visit) const {
    for (NodeIndex i = node + 1; i < tree_[node].end; i = tree_[i].end) visit(i);
  }

  // V23 for each key that is not known.
  void check_keys(NodeIndex object, std::string_view pointer, std::span<const std::string_view> known) {
    for_each_child(object, [&](NodeIndex member) {
      const std::string_view key = tree_[member].key;
      if (std::find(known.begin(), known.end(), key) != known.end()) return;
      if (++unknown_keys_ <= kMostUnknownKeys) {
        reading_.faults.push_back(policy::unknown_key(pointer, key, known));
      } else {
        reading_.faults.push_back(policy::make_fault(FaultKind::unknown_key, pointer_to(pointer, key),
                                                     "No key of a policy is called " + policy::in_backquotes(key) + " here.",
                                                     "Leave it out."));
      }
    });
  }

  std::optional<std::string> text(NodeIndex node, std::string pointer, std::string_view expected) {
    if (tree_[node].type == JsonType::string) return std::string(tree_[node].text);
    wrong(std::move(pointer), expected);
    return std::nullopt;
  }
  bool boolean(NodeIndex node, std::string pointer, bool otherwise) {
    if (tree_[node].type == JsonType::boolean) return tree_[node].truth;
    const std::string_view text = tree_[node].type == JsonType::string ? tree_[node].text : std::string_view();
    wrong(std::move(pointer), "true or false",
          text == "true" || text == "false" ? "Write " + std::string(text) + ", without quotes." : std::string());
    return otherwise;
  }
  std::optional<double> number(NodeIndex node, std::string pointer, std::string_view expected) {
    if (tree_[node].type == JsonType::number) return json_number_value(tree_[node].text);
    const std::string_view text = tree_[node].type == JsonType::string ? tree_[node].text : std::string_view();
    const bool is_digits = !text.empty() && text.size() <= 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
    wrong(std::move(pointer), expected, is_digits ? "Write " + std::string(text) + ", without quotes." : std::string());
    return std::nullopt;
  }

  // An element that is no string leaves an empty one in its place.
  std::vector<std::string> strings(NodeIndex list, const std::string& pointer) {
    std::vector<std::string> entries;
    entries.reserve(tree_[list].children);
    for_each_child(list, [&](NodeIndex i) {
      if (tree_[i].type == JsonType::string) {
        entries.emplace_back(tree_[i].text);
      } else {
        wrong(pointer_to(pointer, entries.size()), "a string");
        entries.emplace_back();
      }
    });
    return entries;
  }
  std::vector<std::string> string_list(NodeIndex node, const std::string& pointer) {
    if (tree_[node].type == JsonType::array) return strings(node, pointer);
    wrong(pointer, "a list of strings", in_a_list(node));
    return {};
  }
  std::optional<StarOrList> star_or_list(NodeIndex node, const std::string& pointer) {
    const JsonNode& value = tree_[node];
    if (value.type == JsonType::string && value.text == "*") return StarOrList{true, {}};
    if (value.type == JsonType::array) return StarOrList{false, strings(node, pointer)};
    wrong(pointer, "a list of strings, or \"*\"", in_a_list(node));
    return std::nullopt;
  }
  // The fix for a single string where a list belongs.
  std::string in_a_list(NodeIndex node) const {
    if (tree_[node].type != JsonType::string) return {};
    std::string shown = policy::in_backquotes(tree_[node].text);
    return "Put it into a list: [\"" + shown.substr(1, shown.size() - 2) + "\"].";
  }

  std::vector<OriginPattern> patterns(NodeIndex list, const std::string& pointer) {
    std::vector<OriginPattern> found;
    if (tree_[list].type != JsonType::array) {
      wrong(pointer, "a list of objects with `regex`, `matches` and `rejects`");
      return found;
    }
    for_each_child(list, [&](NodeIndex i) { found.push_back(pattern(i, pointer_to(pointer, found.size()))); });
    return found;
  }
  OriginPattern pattern(NodeIndex node, const std::string& pointer) {
    if (tree_[node].type != JsonType::object) {
      wrong(pointer, "an object with `regex`, `matches` and `rejects`");
      return {};
    }
    check_keys(node, pointer, policy::kOriginPatternKeys);
    OriginPattern pattern;
    const std::optional<NodeIndex> regex = tree_.member(node, "regex");
    std::optional<std::string> expression;
    if (regex) {
      expression = text(*regex, pointer_to(pointer, "regex"), "a string: a regular expression of RE2");
    } else {
      missing(pointer, "regex", "a regular expression of RE2");
    }
    pattern.regex = expression.value_or("");
    for (const auto& [key, examples] :
         {std::pair(std::string_view("matches"), &pattern.matches), std::pair(std::string_view("rejects"), &pattern.rejects)}) {
      if (const std::optional<NodeIndex> list = tree_.member(node, key)) *examples = string_list(*list, pointer_to(pointer, key));
      // Without an expression there is nothing to hold an example against.
      if (!expression) reading_.wrong_values.insert(pointer_to(pointer, key));
    }
    return pattern;
  }

  policy::RejectedPreflight rejected_preflight(NodeIndex node, const std::string& pointer) {
    constexpr std::string_view kExpected = "\"quiet\" or \"diagnostic\"";
    constexpr std::array<std::string_view, 2> kNames{"quiet", "diagnostic"};
    const std::optional<std::string> name = text(node, pointer, kExpected);
    if (!name || *name == kNames[0]) return policy::RejectedPreflight::quiet;
    if (*name == kNames[1]) return policy::RejectedPreflight::diagnostic;
    const std::string_view meant = nearest(*name, kNames);
    reading_.faults.push_back(
        policy::make_fault(FaultKind::unknown_key, pointer,
                           policy::in_backquotes(*name) + " is no way to refuse a preflight: it has to be " + std::string(kExpected) + ".",
                           "Write " + (meant.empty() ? std::string(kExpected) : "\"" + std::string(meant) + "\"") + "."));
    return policy::RejectedPreflight::quiet;
  }

  SinglePolicy single(NodeIndex object, const std::string& base, std::span<const std::string_view> known) {
    check_keys(object, base, known);
    SinglePolicy policy;
    for_each_child(object, [&](NodeIndex member) {
      const std::string_view key = tree_[member].key;
      if (policy.key_order.size() < kMostUnknownKeys || std::find(known.begin(), known.end(), key) != known.end())
        policy.key_order.emplace_back(key);
      const std::string pointer = pointer_to(base, key);
      if (key == "origins") {
        policy.origins = star_or_list(member, pointer);
      } else if (key == "origin_patterns") {
        policy.origin_patterns = patterns(member, pointer);
      } else if (key == "null_origin") {
        policy.null_origin = boolean(member, pointer, policy.null_origin);
      } else if (key == "credentials") {
        policy.credentials = boolean(member, pointer, policy.credentials);
      } else if (key == "methods") {
        policy.methods = star_or_list(member, pointer).value_or(StarOrList{});
      } else if (key == "request_headers") {
        policy.request_headers = star_or_list(member, pointer).value_or(StarOrList{});
      } else if (key == "expose_headers") {
        policy.expose_headers = star_or_list(member, pointer).value_or(StarOrList{});
      } else if (key == "max_age") {
        if (tree_[member].type != JsonType::null) policy.max_age = number(member, pointer, "a number of seconds, or null");
      } else if (key == "preflight_status") {
        policy.preflight_status = number(member, pointer, "a number from 200 to 299").value_or(policy.preflight_status);
      } else if (key == "rejected_preflight") {
        policy.rejected_preflight = rejected_preflight(member, pointer);
      } else if (key == "acknowledge") {
        policy.acknowledge = string_list(member, pointer);
      }
    });
    return policy;
  }

  Routes routes(NodeIndex list, const std::string& pointer) {
    Routes found;
    if (tree_[list].type != JsonType::array) {
      wrong(pointer, "a list of objects with `path` and `policy`");
      return found;
    }
    for_each_child(list, [&](NodeIndex i) { found.push_back(route(i, pointer_to(pointer, found.size()))); });
    return found;
  }
  Route route(NodeIndex node, const std::string& pointer) {
    Route route;
    if (tree_[node].type != JsonType::object) {
      wrong(pointer, "an object with `path` and `policy`");
      return route;
    }
    check_keys(node, pointer, policy::kRouteKeys);
    if (const std::optional<NodeIndex> path = tree_.member(node, "path")) {
      route.path = text(*path, pointer_to(pointer, "path"), "a string: a path, perhaps with a `*` at its end").value_or("");
    } else {
      missing(pointer, "path", "a path, perhaps with a `*` at its end");
    }
    const std::optional<NodeIndex> value = tree_.member(node, "policy");
    if (!value) {
      missing(pointer, "policy", "a policy, or \"off\"");
    } else if (tree_[*value].type == JsonType::object) {
      route.policy = single(*value, pointer_to(pointer, "policy"), policy::kPolicyKeys);
    } else if (tree_[*value].type != JsonType::string || tree_[*value].text != kOff) {
      wrong(pointer_to(pointer, "policy"), "an object: a policy, or \"off\"");
    }
    return route;
  }

  const JsonTree& tree_;
  PolicyReading reading_;
  std::size_t unknown_keys_ = 0;
};

// Whether the pointer leads to a wrong value or into one.
bool leads_into(const std::unordered_set<std::string>& wrong_values, const std::string& pointer) {
  for (std::size_t slash = pointer.find('/', 1); slash != std::string::npos; slash = pointer.find('/', slash + 1)) {
    if (wrong_values.contains(pointer.substr(0, slash))) return true;
  }
  return wrong_values.contains(pointer);
}

// V01 where the origins are there and nobody can read them.
bool has_unread_origins(const std::unordered_set<std::string>& wrong_values, std::string_view pointer) {
  constexpr std::string_view kList = "/origins";
  if (pointer.ends_with(kList)) pointer.remove_suffix(kList.size());
  for (const std::string_view key : {"origins", "origin_patterns", "null_origin"}) {
    if (wrong_values.contains(pointer_to(pointer, key))) return true;
  }
  return false;
}

}  // namespace

PolicyReading read_policy_document(const JsonTree& tree, NodeIndex node) { return PolicyReader(tree).run(node); }

policy::Compilation compile_policy(const JsonTree& tree, NodeIndex node) {
  PolicyReading reading = read_policy_document(tree, node);
  policy::Compilation compilation;
  if (reading.wrong_values.contains("")) {
    compilation.errors = std::move(reading.faults);
    return compilation;
  }
  compilation = policy::compile(reading.document, std::move(reading.faults));
  if (reading.wrong_values.empty()) return compilation;
  // What is said about values that stand in for wrong ones. V23 comes from reading alone and stays, so that errors are left.
  const auto is_moot = [&](const Fault& fault) {
    if (fault.kind == FaultKind::unknown_key) return false;
    if (fault.kind == FaultKind::allows_no_origin && has_unread_origins(reading.wrong_values, fault.pointer)) return true;
    return leads_into(reading.wrong_values, fault.pointer);
  };
  std::erase_if(compilation.errors, is_moot);
  std::erase_if(compilation.warnings, is_moot);
  return compilation;
}

}  // namespace crosscheck::question
