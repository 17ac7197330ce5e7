#include "suite/moved_origins.h"

#include <algorithm>
#include <utility>

#include "crosscheck/base/ascii.h"
#include "crosscheck/url/origin.h"
#include "crosscheck/url/url.h"
#include "suite/json_headers.h"

namespace crosscheck::suite {
namespace {

std::optional<std::string> http_origin(std::string_view url) {
  const Result<Url, UrlError> parsed = parse_url(url);
  if (!parsed || !parsed->is_http()) return std::nullopt;
  return origin_of_url(*parsed).serialized();
}

// The parts of `http://userinfo@host:port/rest`; nothing where it is spelt otherwise.
struct Spelt {
  std::string_view scheme;    // "http:", or "" before "//"
  std::string_view userinfo;  // with its "@"
  std::string_view authority;
  std::string_view rest;
};
std::optional<Spelt> read_spelling(std::string_view url) {
  Spelt spelt;
  const std::string folded = byte_lowercase(url.substr(0, 6));
  const std::size_t scheme = folded.starts_with("https:") ? 6 : folded.starts_with("http:") ? 5 : 0;
  spelt.scheme = url.substr(0, scheme);
  if (url.substr(scheme, 2) != "//") return std::nullopt;
  const std::size_t end = std::min(url.find_first_of("/?#\\", scheme + 2), url.size());
  spelt.authority = url.substr(scheme + 2, end - scheme - 2);
  if (const std::size_t at = spelt.authority.rfind('@'); at != std::string_view::npos) {
    spelt.userinfo = spelt.authority.substr(0, at + 1);
    spelt.authority.remove_prefix(at + 1);
  }
  spelt.rest = url.substr(end);
  return spelt;
}

void add(std::vector<std::string>& origins, std::optional<std::string> origin) {
  if (origin && std::find(origins.begin(), origins.end(), *origin) == origins.end()) origins.push_back(std::move(*origin));
}

// Whether more of a host or a port follows, so that it is another origin.
bool goes_on(std::string_view rest) {
  return !rest.empty() && (is_ascii_alphanumeric(rest.front()) || rest.front() == '.' || rest.front() == '-' || rest.front() == '_' ||
                           rest.front() == '@' || (rest.front() == ':' && rest.size() > 1 && is_ascii_digit(rest[1])));
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    const bool is_part = (at != 0 && is_ascii_alphanumeric(text[at - 1])) || goes_on(std::string_view(text).substr(at + from.size()));
    if (!is_part) text.replace(at, from.size(), to);
    at += is_part ? from.size() : to.size();
  }
  return text;
}

std::string_view authority_of(std::string_view origin) { return origin.substr(origin.find("//") + 2); }

template <class Change>
Json with_texts(const Json& value, const Change& change) {
  if (value.is_string()) return change(value.get<std::string>());
  Json changed = value;
  if (value.is_structured()) {
    for (Json& part : changed) part = with_texts(part, change);
  }
  return changed;
}

}  // namespace

std::vector<std::string> origins_contacted(const Json& input, const Json& answer) {
  std::vector<std::string> origins;
  const auto add_url = [&origins](const Json& holder) {
    if (holder.is_object() && holder.contains("url") && holder.at("url").is_string())
      add(origins, http_origin(holder.at("url").get<std::string>()));
  };
  for (const Json& fetch : input.value("fetches", Json::array())) {
    add_url(fetch.value("request", Json::object()));
    for (const Json& response : fetch.value("responses", Json::array())) {
      for (const Json& line : response.value("headers", Json::array())) {
        if (!is_header_line(line) || byte_lowercase(line[0].get<std::string>()) != "location") continue;
        const std::string target = line[1].get<std::string>();
        add(origins, http_origin(target.starts_with("//") ? "http:" + target : target));
      }
    }
  }
  const Json output = answer.value("output", Json::object());
  for (const Json& fetch : output.value("fetches", Json::array())) {
    for (const Json& sent : fetch.value("sent", Json::array())) add_url(sent);
  }
  return origins;
}

OriginMove::OriginMove(std::vector<MovedOrigin> origins) : origins_(std::move(origins)) {
  std::sort(origins_.begin(), origins_.end(), [](const MovedOrigin& a, const MovedOrigin& b) { return a.from.size() > b.from.size(); });
}

std::string OriginMove::url(const std::string& text) const {
  const std::optional<Spelt> spelt = read_spelling(text);
  if (!spelt) return text;
  for (const std::string_view scheme : {std::string_view("http:"), std::string_view("https:")}) {
    if (!spelt->scheme.empty() && byte_lowercase(spelt->scheme) != scheme) continue;
    const std::optional<std::string> origin = http_origin(std::string(scheme) + "//" + std::string(spelt->authority));
    for (const MovedOrigin& moved : origins_) {
      if (origin != moved.from) continue;
      return std::string(spelt->scheme.empty() ? "" : "http:") + "//" + std::string(spelt->userinfo) + std::string(authority_of(moved.to)) +
             std::string(spelt->rest);
    }
  }
  return text;
}

std::string OriginMove::value(std::string text) const {
  for (const MovedOrigin& moved : origins_) text = replaced(std::move(text), moved.from, moved.to);
  return text;
}

Json OriginMove::input(const Json& input) const {
  Json moved = input;
  if (!moved.contains("fetches")) return moved;
  for (Json& fetch : moved["fetches"]) {
    if (fetch.contains("request")) {
      Json& request = fetch["request"];
      if (request.contains("url") && request.at("url").is_string()) request["url"] = url(request.at("url").get<std::string>());
      if (request.contains("origin") && request.at("origin").is_string())
        request["origin"] = value(request.at("origin").get<std::string>());
    }
    if (!fetch.contains("responses")) continue;
    for (Json& response : fetch["responses"]) {
      if (!response.contains("headers")) continue;
      for (Json& line : response["headers"]) {
        if (!is_header_line(line)) continue;
        const std::string text = line[1].get<std::string>();
        const std::string as_url = byte_lowercase(line[0].get<std::string>()) == "location" ? url(text) : text;
        line[1] = as_url == text ? value(text) : as_url;
      }
    }
  }
  return moved;
}

std::string OriginMove::back(std::string text) const {
  for (const MovedOrigin& moved : origins_) {
    text = replaced(std::move(text), moved.to, moved.from);
    text = replaced(std::move(text), authority_of(moved.to), authority_of(moved.from));
  }
  return text;
}

Json OriginMove::back(const Json& value) const {
  return with_texts(value, [this](std::string text) { return Json(back(std::move(text))); });
}

bool OriginMove::is_moved(std::string_view url) const {
  return std::any_of(origins_.begin(), origins_.end(), [&](const MovedOrigin& moved) {
    return url.starts_with(moved.to) && (url.size() == moved.to.size() || url[moved.to.size()] == '/');
  });
}

}  // namespace crosscheck::suite
