// Asks the oracle without a socket, as the server would.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "oracle/service.h"

namespace crosscheck::oracle {

inline Request asked(std::string method, std::string path, std::vector<Header> headers = {}, std::string body = {}) {
  headers.push_back({"Host", "localhost:8765"});
  return {std::move(method), std::move(path), "", std::move(headers), std::move(body)};
}
inline Request posted(std::string path, std::string body, std::string type = "application/json") {
  return asked("POST", std::move(path), {{"Content-Type", std::move(type)}}, std::move(body));
}
inline std::string header_of(const Response& response, std::string_view name) {
  const std::string* const value = find_header(response.headers, name);
  return value == nullptr ? "(none)" : *value;
}

// The whole answer. The body comes in pieces of `piece` bytes; in chunks where that is asked for.
inline Response ask(Service& service, Request request, bool in_chunks = false, std::size_t piece = 1000) {
  const std::string body = std::move(request.body);
  request.body.clear();
  Head head;
  head.request = std::move(request);
  head.length = in_chunks ? 0 : body.size();
  if (in_chunks) {
    head.framing = Framing::chunked;
  } else if (!body.empty()) {
    head.framing = Framing::length;
  }
  auto begun = service.begin(head);
  Response response;
  if (auto* const answer = std::get_if<Response>(&begun)) {
    response = std::move(*answer);
  } else {
    BodyReader& reader = *std::get<std::unique_ptr<BodyReader>>(begun);
    for (std::size_t at = 0; at < body.size(); at += piece) {
      if (!reader.take(std::string_view(body).substr(at, piece))) break;
    }
    response = reader.finish();
  }
  service.dress(&head.request, response);
  service.sent({&head.request, &response, response.body.size(), std::chrono::microseconds(10)});
  return response;
}

}  // namespace crosscheck::oracle
