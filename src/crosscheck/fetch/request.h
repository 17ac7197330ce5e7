// https://fetch.spec.whatwg.org/#concept-request: a request as main fetch receives it.
//
// Values: they own their bytes, and may be read from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crosscheck/fetch/modes.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/url/origin.h"
#include "crosscheck/url/url.h"

namespace crosscheck {

// https://fetch.spec.whatwg.org/#concept-body: of which only one thing matters here.
struct Body {
  bool source_is_null = false;  // a stream, which cannot be sent twice
};

// A value. The fields bear the standard's names and defaults; those that nothing here reads are left out (SCOPE.md).
struct Request {
  std::string method = "GET";       // REQ-1
  std::vector<Url> url_list;        // never empty: the URL, then each redirect's target (REQ-10)
  HeaderList header_list;           // what the author and the early layer set (REQ-2)
  bool unsafe_request = false;      // the gate for preflighting by method and headers (REQ-3)
  bool use_cors_preflight = false;  // a preflight whatever they are (REQ-4)
  std::optional<Body> body;
  Origin origin;                                                    // resolved, never "client"; opaque where nobody says (REQ-5)
  Mode mode = Mode::no_cors;                                        // REQ-6
  CredentialsMode credentials_mode = CredentialsMode::same_origin;  // REQ-7
  RedirectMode redirect_mode = RedirectMode::follow;                // REQ-8
  unsigned redirect_count = 0;
  ResponseTainting response_tainting = ResponseTainting::basic;  // REQ-9
  bool timing_allow_failed = false;                              // REQ-11
  // MF-6 has been done: the standard's default is empty, which has a meaning of its own (AMB-11).
  ReferrerPolicy referrer_policy = ReferrerPolicy::strict_origin_when_cross_origin;
  // Of the client's policy container.
  EmbedderPolicy embedder_policy = EmbedderPolicy::unsafe_none;
  // https://fetch.spec.whatwg.org/#determine-the-network-partition-key: a token that only has to compare equal (NPK-1, NPK-2).
  std::string network_partition_key;

  const Url& url() const { return url_list.front(); }
  const Url& current_url() const { return url_list.back(); }
};

}  // namespace crosscheck
