#include "question/reading.h"

#include "crosscheck/base/isomorphic.h"
#include "crosscheck/base/nearest.h"
#include "crosscheck/http/header.h"
#include "crosscheck/url/plain_origin.h"
#include "crosscheck/url/utf8.h"
#include "question/utf8.h"

namespace crosscheck::question {
namespace {

constexpr std::size_t kShownBytes = 80;

std::string expected(std::string_view what, const JsonNode& node) {
  return std::string(what) + " stands here, not " + std::string(with_article(node.type)) + ".";
}

}  // namespace

std::string shown(std::string_view value) {
  std::string text = "\"";
  std::size_t length = 0;
  while (length < value.size() && length < kShownBytes) {
    const std::size_t sequence = utf8_sequence_length(value.substr(length));
    length += sequence == 0 ? 1 : sequence;
  }
  text += value.substr(0, length);
  if (length < value.size()) text += "\xE2\x80\xA6";
  return text += '"';
}

std::string shown_list(std::span<const std::string_view> values) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) text += i + 1 == values.size() ? " or " : ", ";
    text += shown(values[i]);
  }
  return text;
}

void Reading::refuse(std::string at, std::string detail, ErrorCode code) {
  if (!refusal_) refusal_ = Refusal{code, 0, std::move(at), std::move(detail)};
}

void Reading::refuse(NodeIndex node, std::string detail, ErrorCode code) {
  if (!refusal_) refuse(tree_.pointer(node), std::move(detail), code);
}

std::string_view Reading::text(NodeIndex node) {
  if (tree_[node].type == JsonType::string) return tree_[node].text;
  refuse(node, expected("A string", tree_[node]));
  return {};
}

std::string_view Reading::bytes(NodeIndex node) {
  const std::string_view utf8 = text(node);
  if (is_ascii_string(utf8)) return utf8;
  std::optional<std::string> bytes = isomorphic_encode_utf8(utf8);
  if (!bytes) {
    refuse(node,
           "A code point above U+00FF stands for no byte; write each byte of methods and header lines as the code point of its number.");
    return {};
  }
  return kept_.emplace_front(std::move(*bytes));
}

ObjectReader::ObjectReader(Reading& reading, std::optional<NodeIndex> node, std::span<const std::string_view> known_keys)
    : reading_(reading), node_(node) {
  if (!node_) return;
  const JsonTree& tree = reading_.tree();
  if (tree[*node_].type != JsonType::object) {
    reading_.refuse(*node_, expected("An object", tree[*node_]));
    node_.reset();
    return;
  }
  for (NodeIndex i = *node_ + 1; i < tree[*node_].end; i = tree[i].end) {
    bool known = false;
    for (const std::string_view key : known_keys) known = known || key == tree[i].key;
    if (known) continue;
    std::string detail = shown(tree[i].key) + " is not a key of this object";
    const std::string_view meant = nearest(tree[i].key, known_keys);
    if (!meant.empty()) detail += "; did you mean " + shown(meant) + "?";
    detail += (meant.empty() ? ". It can have " : " It can have ") + shown_list(known_keys) + ".";
    reading_.refuse(i, std::move(detail));
    return;
  }
}

std::optional<NodeIndex> ObjectReader::find(std::string_view key) const {
  if (!node_ || reading_.failed()) return std::nullopt;
  return reading_.tree().member(*node_, key);
}

std::optional<NodeIndex> ObjectReader::required(std::string_view key) const {
  const std::optional<NodeIndex> node = find(key);
  if (!node && node_ && !reading_.failed()) refuse(key, "The key " + shown(key) + " is missing; it has no default.");
  return node;
}

std::string ObjectReader::pointer(std::string_view key) const {
  return pointer_below(node_ ? reading_.tree().pointer(*node_) : std::string(), key);
}

void ObjectReader::refuse(std::string_view key, std::string detail, ErrorCode code) const {
  if (!reading_.failed()) reading_.refuse(pointer(key), std::move(detail), code);
}

std::string_view ObjectReader::text(std::string_view key) const {
  const std::optional<NodeIndex> node = required(key);
  return node ? reading_.text(*node) : std::string_view();
}

std::string_view ObjectReader::text_or(std::string_view key, std::string_view fallback) const {
  const std::optional<NodeIndex> node = find(key);
  return node ? reading_.text(*node) : fallback;
}

std::optional<std::string_view> ObjectReader::nullable_text(std::string_view key) const {
  const std::optional<NodeIndex> node = find(key);
  if (!node || reading_.tree()[*node].type == JsonType::null) return std::nullopt;
  return reading_.text(*node);
}

std::string_view ObjectReader::bytes(std::string_view key) const {
  const std::optional<NodeIndex> node = required(key);
  return node ? reading_.bytes(*node) : std::string_view();
}

bool ObjectReader::boolean_or(std::string_view key, bool fallback) const {
  const std::optional<NodeIndex> node = find(key);
  if (!node) return fallback;
  const JsonNode& value = reading_.tree()[*node];
  if (value.type == JsonType::boolean) return value.truth;
  reading_.refuse(*node, expected("true or false", value));
  return fallback;
}

std::string_view ObjectReader::token(std::string_view key, std::string_view what) const {
  const std::string_view bytes = this->bytes(key);
  if (!reading_.failed() && !is_token(bytes)) {
    refuse(key, std::string(what) + " is one or more of letters, digits and !#$%&'*+-.^_`|~; this is none.");
  }
  return bytes;
}

std::string_view ObjectReader::method(std::string_view key) const { return token(key, "A method"); }
std::string_view ObjectReader::header_name(std::string_view key) const { return token(key, "A header name"); }

Origin ObjectReader::origin(std::string_view key) const {
  const std::string_view serialized = text(key);
  if (!reading_.failed()) {
    // WHY twice: most of what is asked about is plain, and a large part of the time of a small question was spent on it.
    if (std::optional<Origin> origin = parse_plain_origin(serialized)) return *std::move(origin);
    if (std::optional<Origin> origin = parse_serialized_origin(serialized)) return *std::move(origin);
    refuse_origin(key, serialized);
  }
  return Origin();
}

std::string_view ObjectReader::serialized_origin(std::string_view key) const {
  const std::string_view serialized = text(key);
  if (!reading_.failed() && !is_plain_origin(serialized) && !parse_serialized_origin(serialized)) refuse_origin(key, serialized);
  return serialized;
}

void ObjectReader::refuse_origin(std::string_view key, std::string_view value) const {
  std::string detail = shown(value) + " is not a serialized origin: \"null\", or scheme://host[:port] and nothing behind it";
  const Result<Url, UrlError> url = parse_url(value);
  const Origin meant = url ? origin_of_url(*url) : Origin();
  detail += meant.is_opaque() ? "." : "; did you mean " + shown(meant.serialized()) + "?";
  refuse(key, std::move(detail));
}

Url ObjectReader::url(std::string_view key) const {
  const std::string_view input = text(key);
  if (!reading_.failed()) {
    Result<Url, UrlError> url = parse_url(input);
    if (url) return std::move(url).value();
    refuse(key, shown(input) + " does not parse as a URL; give an absolute one.");
  }
  return {};
}

std::vector<NodeIndex> ObjectReader::elements(std::string_view key, std::size_t limit, std::string_view what) const {
  const std::optional<NodeIndex> node = required(key);
  if (!node) return {};
  const JsonTree& tree = reading_.tree();
  if (tree[*node].type != JsonType::array) {
    reading_.refuse(*node, expected("An array", tree[*node]));
    return {};
  }
  if (tree[*node].children > limit) {
    reading_.refuse(*node, "At most " + std::to_string(limit) + " " + std::string(what) + " are taken.", ErrorCode::too_large);
    return {};
  }
  std::vector<NodeIndex> elements;
  elements.reserve(tree[*node].children);
  for (NodeIndex i = *node + 1; i < tree[*node].end; i = tree[i].end) elements.push_back(i);
  return elements;
}

std::vector<HeaderView> ObjectReader::headers(std::string_view key, const HeaderRules& rules) const {
  const std::optional<NodeIndex> node = required(key);
  return node ? header_lines(*node, rules) : std::vector<HeaderView>();
}

std::vector<HeaderView> ObjectReader::headers_or_none(std::string_view key, const HeaderRules& rules) const {
  const std::optional<NodeIndex> node = find(key);
  return node ? header_lines(*node, rules) : std::vector<HeaderView>();
}

std::vector<HeaderView> ObjectReader::header_lines(NodeIndex node, const HeaderRules& rules) const {
  const JsonTree& tree = reading_.tree();
  std::vector<HeaderView> lines;
  if (tree[node].type != JsonType::array) {
    reading_.refuse(node, expected("An array of [name, value] pairs", tree[node]));
    return lines;
  }
  if (tree[node].children > reading_.limits().header_lines) {
    reading_.refuse(node, "A message has at most " + std::to_string(reading_.limits().header_lines) + " header lines.",
                    ErrorCode::too_large);
    return lines;
  }
  lines.reserve(tree[node].children);
  for (NodeIndex pair = node + 1; pair < tree[node].end; pair = tree[pair].end) {
    if (tree[pair].type != JsonType::array || tree[pair].children != 2) {
      reading_.refuse(pair, "A header line is a pair: [name, value].");
      return lines;
    }
    const NodeIndex name = pair + 1;
    HeaderView line{reading_.bytes(name), {}};
    if (rules.names_checked && !reading_.failed() && !is_header_name(line.name)) {
      reading_.refuse(name, "A header name is one or more of letters, digits and !#$%&'*+-.^_`|~; this is none.");
    }
    line.value = reading_.bytes(tree[name].end);
    if (reading_.failed()) return lines;
    if (rules.strip) line.value = trim_http_tab_or_space(line.value);
    lines.push_back(line);
  }
  return lines;
}

std::size_t ObjectReader::chosen_index(NodeIndex node, std::span<const std::string_view> names) const {
  const std::string_view value = reading_.text(node);
  if (reading_.failed()) return 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == value) return i;
  }
  reading_.refuse(node, shown(value) + " cannot stand here; it is " + shown_list(names) + ".");
  return 0;
}

}  // namespace crosscheck::question
