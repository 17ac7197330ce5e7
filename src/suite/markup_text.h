// Text that becomes no markup, of HTML, XML or Markdown. A pure function; any thread may call.
#pragma once

#include <string>
#include <string_view>

namespace crosscheck::suite {

// The text with those of & < > " ' that are `marks` as entities; other characters stay.
std::string with_entities(std::string_view text, std::string_view marks);

}  // namespace crosscheck::suite
