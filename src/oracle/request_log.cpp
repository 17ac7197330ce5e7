#include "oracle/request_log.h"

#include <ctime>

#include <fmt/format.h>

#include "question/json_writer.h"

namespace crosscheck::oracle {
namespace {

// "2026-11-22T08:33:32.123Z"
std::string in_utc(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                     parts.tm_min, parts.tm_sec, milliseconds);
}

}  // namespace

std::string log_line(const Exchange& exchange, std::chrono::system_clock::time_point now) {
  question::JsonWriter json;
  const std::string* const id = find_header(exchange.response->headers, "X-Request-Id");
  json.begin_object();
  json.key("time");
  json.text(in_utc(now));
  json.key("id");
  json.text(id == nullptr ? "" : *id);
  json.key("method");
  json.text(exchange.request == nullptr ? "" : exchange.request->method);
  json.key("path");
  json.text(exchange.request == nullptr ? "" : exchange.request->path);
  json.key("status");
  json.number(static_cast<std::uint64_t>(exchange.response->status));
  json.key("bytes");
  json.number(exchange.bytes);
  json.key("microseconds");
  json.number(static_cast<std::uint64_t>(exchange.time.count()));
  if (exchange.request != nullptr) {
    if (const std::string* const origin = find_header(exchange.request->headers, "Origin")) {
      json.key("origin");
      json.bytes(*origin);
    }
    if (find_header(exchange.request->headers, "Authorization") != nullptr) {
      json.key("authorization");
      json.text("***");
    }
    if (find_header(exchange.request->headers, "Cookie") != nullptr) {
      json.key("cookie");
      json.text("***");
    }
  }
  json.end_object();
  return std::string(json.written());
}

void RequestLog::write(const Exchange& exchange) {
  const std::string line = log_line(exchange, std::chrono::system_clock::now()) + '\n';
  const std::lock_guard lock(mutex_);
  // A log that cannot be written keeps nobody from being answered.
  std::fwrite(line.data(), 1, line.size(), file_);
  std::fflush(file_);
}

}  // namespace crosscheck::oracle
