// An answer while it is put together: what the application says, and what CORS adds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"
#include "wire/received_request.h"

namespace crosscheck::zoo {

struct Answer {
  int status = 200;
  std::vector<Header> headers;    // `Vary` and `Content-Length` aside
  std::vector<std::string> vary;  // sent as one line
  std::string body;

  void add(std::string name, std::string value) { headers.push_back({std::move(name), std::move(value)}); }
};

// `method` is the request's: HEAD has the headers of GET and no body. 204 and 304 have neither body nor length.
std::string answer_bytes(const Answer& answer, std::string_view method);

// The values of all field lines of that name, in order.
std::vector<std::string> header_values(const wire::ReceivedRequest& request, std::string_view name);
bool has_header(const wire::ReceivedRequest& request, std::string_view name);

std::string joined(const std::vector<std::string>& texts, std::string_view separator);

}  // namespace crosscheck::zoo
