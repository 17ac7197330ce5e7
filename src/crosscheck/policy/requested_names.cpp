#include "crosscheck/policy/requested_names.h"

#include "crosscheck/policy/header_scan.h"

namespace crosscheck::policy {

bool RequestedNames::is_requested_headers(std::string_view name) { return is_access_control_request_headers(name); }

}  // namespace crosscheck::policy
