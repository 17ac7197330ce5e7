// The page's own script and style: src/suite/report_html*.js, in the order of their names, and report_html.css, as they stood when this was built.
#pragma once

#include <string_view>

namespace crosscheck::suite {

std::string_view report_script();
std::string_view report_style();

}  // namespace crosscheck::suite
