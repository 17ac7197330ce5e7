#include "question/kinds.h"

#include <array>

namespace crosscheck::question {
namespace {

constexpr auto kKinds = std::to_array<Kind>({
    {"normalize-method", answer_normalize_method},
    {"safelisted-method", answer_safelisted_method},
    {"safelisted-request-header", answer_safelisted_request_header},
    {"no-cors-safelisted-request-header", answer_no_cors_safelisted_request_header},
    {"forbidden-request-header", answer_forbidden_request_header},
    {"unsafe-request-header-names", answer_unsafe_request_header_names},
    {"get-decode-split", answer_get_decode_split},
    {"extract-header-list", answer_extract_header_list},
    {"parse-range", answer_parse_range},
    {"origin-of-url", answer_origin_of_url},
    {"origin-header", answer_origin_header},
    {"cors-check", answer_cors_check},
    {"preflight-check", answer_preflight_check},
    {"exposed-headers", answer_exposed_headers},
    {"tao-check", answer_tao_check},
    {"corp-check", answer_corp_check},
    {"fetch", answer_fetch, true},
    {"policy", answer_policy},
    {"validate-policy", answer_validate_policy},
});

}  // namespace

std::span<const Kind> all_kinds() { return kKinds; }

const Kind* kind_by_name(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

}  // namespace crosscheck::question
