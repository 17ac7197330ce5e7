// What an xn-- label stands for. The engine has no use for it: it never goes back from A-labels.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crosscheck::check {

// https://www.rfc-editor.org/rfc/rfc3492#section-6.2
// The letters of what stands behind "xn--"; nothing where that is no Punycode. Pure; any thread may call.
std::optional<std::u32string> punycode_decoded(std::string_view encoded);

// The host with every xn-- label as its letters, in UTF-8; labels that are none, or no Punycode, stay.
std::string readable_host(std::string_view host);

}  // namespace crosscheck::check
