#include "suite/report_asked.h"

#include <algorithm>

#include <fmt/format.h>

#include "crosscheck/base/isomorphic.h"
#include "suite/curl_words.h"
#include "suite/json_headers.h"

namespace crosscheck::suite {
namespace {

constexpr std::string_view kBareCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:=@%+,";

// The member as people would write it: a string bare, anything else as JSON. Empty where there is none.
std::string told(const Json& object, const char* key) {
  if (!object.is_object() || !object.contains(key)) return {};
  const Json& value = object.at(key);
  return value.is_string() ? value.get<std::string>() : as_line(value);
}

std::string header_lines(const Json& object) {
  if (!object.is_object() || !object.contains("headers") || !object.at("headers").is_array()) return {};
  std::string all;
  for (const Json& line : object.at("headers")) {
    if (!all.empty()) all += "; ";
    all += is_header_line(line) ? fmt::format("{}: {}", line[0].get<std::string>(), line[1].get<std::string>()) : as_line(line);
  }
  return fmt::format("[{}]", all);
}

std::string response_line(const Json& response) {
  if (!response.is_object()) return as_line(response);
  if (response.contains("network_error")) return "a network error";
  const std::string headers = header_lines(response);
  const std::string status = told(response, "status");
  return headers.empty() ? status : fmt::format("{} {}", status, headers);
}

// A request as in `fetch`.
std::string request_line(const Json& request) {
  const std::string method = told(request, "method");
  std::string line = fmt::format("{} {} from {}", method.empty() ? "GET" : method, told(request, "url"), told(request, "origin"));
  for (const char* const key : {"mode", "credentials", "redirect", "client"}) {
    const std::string value = told(request, key);
    if (!value.empty()) line += ", " + value;
  }
  const std::string headers = header_lines(request);
  return headers.empty() || headers == "[]" ? line : fmt::format("{} {}", line, headers);
}

std::string fetch_line(const Json& fetch) {
  if (!fetch.is_object() || !fetch.contains("request")) return as_line(fetch);
  std::string line = request_line(fetch.at("request"));
  if (!fetch.contains("responses") || !fetch.at("responses").is_array() || fetch.at("responses").empty()) return line;
  std::string answers;
  for (const Json& response : fetch.at("responses")) answers += (answers.empty() ? "" : ", then ") + response_line(response);
  return fmt::format("{}; answers {}", line, answers);
}

std::string fetches_line(const Json& input) {
  if (!input.contains("fetches") || !input.at("fetches").is_array()) return as_line(input);
  std::string line;
  for (const Json& fetch : input.at("fetches")) line += (line.empty() ? "" : "; next: ") + fetch_line(fetch);
  return line;
}

std::string policy_line(const Json& input) {
  const Json request = input.value("request", Json::object());
  const std::string method = told(request, "method");
  const std::string path = told(request, "path");
  return fmt::format("{} {} {} under the policy {}", method.empty() ? "GET" : method, path.empty() ? "/" : path, header_lines(request),
                     told(input, "policy"));
}

std::string keys_line(const Json& input) {
  if (!input.is_object()) return as_line(input);
  std::string line;
  for (const auto& member : input.items()) {
    if (!line.empty()) line += ", ";
    line += member.key() == "headers" ? header_lines(input) : fmt::format("{} {}", member.key(), as_line(member.value()));
  }
  return line;
}

// An option of the run that the command again needs as well: " --policy p.json"; empty where the run had none.
std::string option_of(const Column& column, std::string_view option) {
  const std::vector<std::string>& words = column.log->header.command;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == option && at + 1 < words.size()) return fmt::format(" {} {}", option, shell_word(words[at + 1]));
    if (words[at].starts_with(option) && words[at].substr(option.size()).starts_with('=')) return " " + shell_word(words[at]);
  }
  return {};
}

bool is_deployed(std::string_view target) { return target.starts_with("http://") || target.starts_with("https://"); }

// Where there is a server, the request that it was sent.
std::string curl_line(const LogLine& line, const Column& column) {
  const std::vector<std::string>& roles = column.info->roles;
  const bool deployed = is_deployed(column.info->target);
  const bool serves = std::find(roles.begin(), roles.end(), "server") != roles.end();
  if (line.kind != "policy" || !(deployed || serves) || !line.question || !line.question->is_object()) return {};
  const Json request = line.question->value("input", Json::object()).value("request", Json::object());
  std::string base = deployed ? column.info->target : "http://127.0.0.1:PORT";
  while (base.ends_with('/')) base.pop_back();
  // WHY encoded: in a question the bytes of a header are isomorphic strings.
  const auto bytes = [](const Json& text) { return isomorphic_encode_utf8(text.get<std::string>()).value_or(text.get<std::string>()); };
  std::vector<std::string> headers;
  if (request.contains("headers") && request.at("headers").is_array()) {
    for (const Json& header : request.at("headers")) {
      if (is_header_line(header)) headers.insert(headers.end(), {bytes(header[0]), bytes(header[1])});
    }
  }
  const std::string method = told(request, "method");
  const std::string path = told(request, "path");
  CurlRequest asked{method.empty() ? "GET" : std::string_view(method), path.empty() ? "/" : std::string_view(path), {}, {}};
  for (std::size_t at = 0; at < headers.size(); at += 2) asked.headers.emplace_back(headers[at], headers[at + 1]);
  return fmt::format("{}", fmt::join(curl_words(asked, base), " "));
}

}  // namespace

std::string as_line(const Json& value) { return to_text(value); }

std::string asked_in_a_line(const Json& question) {
  if (!question.is_object()) return as_line(question);
  const std::string kind = told(question, "kind");
  const Json input = question.contains("input") ? question.at("input") : Json::object();
  if (!input.is_object()) return fmt::format("{}: {}", kind, as_line(input));
  if (kind == "fetch") return fetches_line(input);
  if (kind == "policy") return policy_line(input);
  if (kind == "preflight-check" && input.contains("request") && input.contains("response")) {
    return fmt::format("{}: {}; answer {}", kind, request_line(input.at("request")), response_line(input.at("response")));
  }
  return fmt::format("{}: {}", kind, keys_line(input));
}

std::string expected_line(const LogLine& line) { return line.expected ? as_line(*line.expected) : std::string(); }

std::string got_line(const LogLine& line) {
  if (line.got) return as_line(*line.got);
  return line.expected ? "no such key" : "";
}

std::string wire_line(const LogLine& line) {
  if (line.wire.empty()) return {};
  std::string all;
  const auto add = [&all](std::string_view text) { all += (all.empty() ? "" : "; ") + std::string(text); };
  if (line.kind == "policy") {
    const std::string_view message = line.wire.back();
    for (std::size_t at = 0; at < message.size();) {
      const std::size_t end = std::min(message.find("\r\n", at), message.size());
      if (end == at) break;
      add(message.substr(at, end - at));
      at = end + 2;
    }
    return all;
  }
  for (const std::string_view message : line.wire) add(message.substr(0, message.find("\r\n")));
  return all;
}

std::vector<std::string> commands_again(const LogLine& line, const Column& column) {
  const std::string& target = column.info->target;
  const std::string& profile = column.log->header.profile;
  std::string vectors = option_of(column, "--vectors");
  std::string run = fmt::format("crosscheck run --only {}{}", shell_word(line.vector), vectors);
  if (target != "builtin:engine") run += " --adapter " + shell_word(target) + (is_deployed(target) ? option_of(column, "--policy") : "");
  if (!profile.empty() && profile != "standard") run += " --profile " + shell_word(profile);
  std::vector<std::string> commands = {fmt::format("crosscheck vectors explain {}{}", shell_word(line.vector), vectors), run};
  std::string curl = curl_line(line, column);
  if (!curl.empty()) commands.push_back(std::move(curl));
  return commands;
}

std::string shell_word(std::string_view text) {
  if (!text.empty() && text.find_first_not_of(kBareCharacters) == std::string_view::npos) return std::string(text);
  const bool control = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  std::string word = control ? "$'" : "'";
  for (const char c : text) {
    if (control && (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)) {
      word += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else if (c == '\'') {
      word += control ? "\\'" : "'\\''";
    } else if (c == '\\' && control) {
      word += "\\\\";
    } else {
      word += c;
    }
  }
  return word + "'";
}

}  // namespace crosscheck::suite
