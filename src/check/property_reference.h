// Where each property comes from: what a reader of a report looks up.
//
// Pure functions of constants; any thread may call.
#pragma once

#include <string_view>

#include "check/property.h"

namespace crosscheck::check {

// A URL: the section of the Fetch Standard (or of HTML's, for `null`) that decides about it.
std::string_view reference_of(PropertyId id);

}  // namespace crosscheck::check
