// https://url.spec.whatwg.org/#concept-url: URLs as far as fetching needs them: parsing, against a base, and serializing.
//
// Values and pure functions; any thread may call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crosscheck/base/result.h"
#include "crosscheck/url/host.h"

namespace crosscheck {

enum class UrlFailure {
  relative_without_base,  // no scheme, and no base or one with an opaque path
  missing_host,           // a special URL without a host, or credentials without one
  host,                   // see host_failure
  port,                   // not digits, or above 65535                            OGN-14
};

struct UrlError {
  UrlFailure failure = UrlFailure::relative_without_base;
  std::optional<HostFailure> host_failure;
  friend bool operator==(const UrlError&, const UrlError&) = default;
};

// https://url.spec.whatwg.org/#concept-url. A value: copying copies the strings.
struct Url {
  std::string scheme;  // lower case, without ":"
  std::string username;
  std::string password;
  std::optional<Host> host;
  std::optional<std::uint16_t> port;  // nothing where it is the scheme's default
  std::string path;                   // serialized: "/a/b", or an opaque path as it stands
  bool has_opaque_path = false;
  std::optional<std::string> query;
  std::optional<std::string> fragment;

  // https://url.spec.whatwg.org/#is-special
  bool is_special() const;
  // https://url.spec.whatwg.org/#include-credentials (OGN-15)
  bool includes_credentials() const { return !username.empty() || !password.empty(); }
  // https://fetch.spec.whatwg.org/#is-local: about, blob, data.
  bool is_local() const;
  // https://fetch.spec.whatwg.org/#http-scheme: http or https.
  bool is_http() const;

  friend bool operator==(const Url&, const Url&) = default;
};

// https://url.spec.whatwg.org/#concept-basic-url-parser without a state override. `input` is UTF-8; invalid sequences become U+FFFD.
// The query is percent-encoded as UTF-8. Linear in the input.
Result<Url, UrlError> parse_url(std::string_view input, const Url* base = nullptr);

// https://url.spec.whatwg.org/#concept-url-serializer
enum class Fragment { included, excluded };
enum class Userinfo { included, excluded };
std::string serialize_url(const Url& url, Fragment fragment = Fragment::included, Userinfo userinfo = Userinfo::included);

// https://url.spec.whatwg.org/#default-port; nothing for schemes that have none.
std::optional<std::uint16_t> default_port(std::string_view scheme);
// https://url.spec.whatwg.org/#special-scheme
bool is_special_scheme(std::string_view scheme);

// https://url.spec.whatwg.org/#string-percent-decode: of a string, as bytes.
std::string percent_decode(std::string_view input);

}  // namespace crosscheck
