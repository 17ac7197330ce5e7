// What travels between the oracle's routes and whatever HTTP server carries them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/http/header_list.h"

namespace crosscheck::oracle {

// A request as it came, byte for byte, but for blanks around values, and for a host in the target, which stands in the Host header then.
struct Request {
  std::string method;
  std::string path;   // without the query; not decoded
  std::string query;  // without the `?`; not decoded
  std::vector<Header> headers;
  std::string body;
};

struct Response {
  int status = 200;
  std::string content_type;     // empty where there is no body
  std::vector<Header> headers;  // beside Content-Type and Content-Length
  std::string body;
};

// The first value of that name, without regard to ASCII case; nullptr where there is none. Borrowed from the message.
const std::string* find_header(const std::vector<Header>& headers, std::string_view name);

}  // namespace crosscheck::oracle
