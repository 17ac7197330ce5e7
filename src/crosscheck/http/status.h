// Classes of statuses.
//
// Pure functions; a number that is no status is in no class.
#pragma once

namespace crosscheck {

// https://fetch.spec.whatwg.org/#concept-status
// STA-1: an integer from 0 to 999; 0 and those from 600 up are statuses too.
constexpr bool is_status(int number) { return number >= 0 && number <= 999; }

// https://fetch.spec.whatwg.org/#ok-status (STA-2)
constexpr bool is_ok_status(int status) { return status >= 200 && status <= 299; }

// https://fetch.spec.whatwg.org/#redirect-status
// STA-3: 300, 304, 305 and 306 are none, whatever `Location` says.
constexpr bool is_redirect_status(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

// https://fetch.spec.whatwg.org/#null-body-status (STA-4)
constexpr bool is_null_body_status(int status) { return status == 101 || status == 103 || status == 204 || status == 205 || status == 304; }

// https://fetch.spec.whatwg.org/#range-status (STA-4)
constexpr bool is_range_status(int status) { return status == 206 || status == 416; }

}  // namespace crosscheck
