// The mappings of UTS46 that are younger than the ICU of some systems.
//
// A pure function; any thread may call.
#pragma once

#include <string>
#include <string_view>

namespace crosscheck {

// Maps, or takes out, the characters that Unicode 15.1 and 16 gave another mapping than 15.0 had, so that a domain's ASCII form does not
// hang on ICU's version where it need not. The targets are what UTS46 maps further, so that to do it first changes nothing for a newer
// ICU. Characters younger than ICU's Unicode stay unknown. `domain` is well-formed UTF-8; linear.
std::string with_newer_idna_mappings(std::string_view domain);

}  // namespace crosscheck
