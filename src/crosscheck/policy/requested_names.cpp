#include "crosscheck/policy/requested_names.h"

#include "crosscheck/policy/header_scan.h"

namespace crosscheck::policy {

bool RequestedNames::is_requested_headers(std::string_view name) { return kRequestHeaders.is(name); }

}  // namespace crosscheck::policy
