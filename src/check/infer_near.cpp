#include "check/infer_near.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "check/near_misses.h"
#include "crosscheck/policy/origin_entry.h"
#include "crosscheck/policy/serialized_origin.h"

namespace crosscheck::check {
namespace {

constexpr std::string_view kPorts[] = {"4711", "59999"};

class NearOrigins {
 public:
  NearOrigins(std::string_view origin, const policy::OriginEntry& entry, std::string_view drawn)
      : origin_(origin), drawn_(drawn), scheme_(entry.scheme), host_(entry.host), port_(port_part(entry.port)) {}

  std::vector<NearOrigin> all() {
    add(Near::itself, std::string(origin_), "the origin");
    hosts();
    dots();
    ends();
    other_schemes();
    ports();
    return std::move(found_);
  }

 private:
  static std::string port_part(std::string_view port) { return port.empty() ? std::string() : fmt::format(":{}", port); }

  void add(Near near, std::string origin, std::string_view what, std::size_t dot = 0) {
    const bool is_new = std::none_of(found_.begin(), found_.end(), [&](const NearOrigin& each) { return each.origin == origin; });
    if (is_new && policy::is_serialized_origin(origin))
      found_.push_back({near, std::move(origin), fmt::format("{} {}", what, origin_), dot});
  }
  void add_host(Near near, std::string_view host, std::string_view what, std::size_t dot = 0) {
    add(near, fmt::format("{}://{}{}", scheme_, host, port_), what, dot);
  }

  void hosts() {
    if (!is_address(host_)) {
      add_host(Near::subdomain, fmt::format("{}.{}", drawn_, host_), "a subdomain of");
      add_host(Near::deep_subdomain, fmt::format("{0}a.{0}.{1}", drawn_, host_), "a subdomain, two labels deep, of");
      add_host(Near::left_glued, fmt::format("{}{}", drawn_, host_), "a longer host that ends like that of");
    }
    const std::string_view parent = parent_of(host_);
    if (!parent.empty()) {
      add_host(Near::sibling, fmt::format("{}.{}", drawn_, parent), "a sibling of");
      add_host(Near::deep_sibling, fmt::format("{0}a.{0}.{1}", drawn_, parent), "a sibling, two labels deep, of");
      add_host(Near::parent, parent, "the parent of");
      add_host(Near::left_glued_parent, fmt::format("{}{}", drawn_, parent), "a longer host that ends like the parent of");
    }
    if (!is_address(host_) && std::count(host_.begin(), host_.end(), '.') == 1)
      add_host(Near::neighbour, fmt::format("{}{}", drawn_, host_.substr(host_.find('.'))), "another host with the last label of");
    add_host(Near::right_label, fmt::format("{}.{}.test", host_, drawn_), "a longer host that begins with the labels of");
    if (!is_address(host_)) add_host(Near::right_glued, fmt::format("{}{}", host_, drawn_), "a longer host that begins like that of");
  }

  void dots() {
    if (is_address(host_)) return;
    for (std::size_t at = host_.find('.'); at != std::string::npos; at = host_.find('.', at + 1)) {
      std::string host = host_;
      host[at] = 'x';
      add_host(Near::dot_as_letter, host,
               fmt::format("a letter in place of dot {} of",
                           std::count(host_.begin(), host_.begin() + static_cast<std::ptrdiff_t>(at), '.') + 1),
               at);
    }
  }

  void ends() {
    if (host_.size() < 3 || is_address(host_)) return;
    add_host(Near::cut_front, std::string_view(host_).substr(1), "the end of");
    // Of an origin with a port, the port is what stands last.
    if (port_.empty()) {
      add_host(Near::cut_end, std::string_view(host_).substr(0, host_.size() - 1), "the beginning of");
    } else if (port_.size() > 2) {
      add(Near::cut_end, std::string(origin_.substr(0, origin_.size() - 1)), "the beginning of");
    }
  }

  void other_schemes() {
    if (scheme_ == "https") add(Near::other_scheme, fmt::format("http://{}{}", host_, port_), "http: in place of https: in");
    if (scheme_ == "http") add(Near::other_scheme, fmt::format("https://{}{}", host_, port_), "https: in place of http: in");
    add(Near::any_scheme, fmt::format("{}://{}{}", drawn_, host_, port_), "a scheme that nobody has, in");
  }

  void ports() {
    for (const std::string_view port : kPorts)
      add(Near::other_port, fmt::format("{}://{}:{}", scheme_, host_, port), fmt::format("port {} of", port));
    if (port_.empty()) return;
    add(Near::no_port, fmt::format("{}://{}", scheme_, host_), "the default port of");
    add(Near::longer_port, std::string(origin_) + "1", "a longer port of");
  }

  std::string_view origin_;
  std::string_view drawn_;
  std::string scheme_;
  std::string host_;
  std::string port_;
  std::vector<NearOrigin> found_;
};

}  // namespace

std::vector<NearOrigin> near_origins(std::string_view origin, std::string_view drawn) {
  const std::optional<policy::OriginEntry> entry = policy::parse_origin_entry(origin);
  if (!entry || !entry->is_exact()) return {};
  return NearOrigins(origin, *entry, drawn).all();
}

std::string_view parent_of(std::string_view host) {
  if (is_address(host)) return {};
  const std::size_t dot = host.find('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view parent = host.substr(dot + 1);
  return parent.find('.') == std::string_view::npos ? std::string_view() : parent;
}

}  // namespace crosscheck::check
