// A model of a cache between browsers and a server (RFC 9111), as far as `Vary` goes: nothing ever expires.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conformance/halves/both_halves.h"

namespace crosscheck::halves {

class HttpCache {
 public:
  // One that does not honour `Vary` is a fault of the kind that the header is there for.
  explicit HttpCache(bool honours_vary) : honours_vary_(honours_vary) {}

  // What is stored for the request, or what the server says, which is then stored.
  NetworkResponse answer(const Send& send, const Network& server);

 private:
  struct Stored {
    std::string method;
    std::string url;
    // https://www.rfc-editor.org/rfc/rfc9111#section-4.1: the header fields that `Vary` names, as the request had them.
    std::vector<std::pair<std::string, std::optional<std::string>>> nominated;
    NetworkResponse response;
  };

  static bool is_for(const Stored& stored, const Send& send);

  bool honours_vary_;
  std::vector<Stored> stored_;
};

}  // namespace crosscheck::halves
