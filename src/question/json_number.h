// Numbers of JSON as the machine holds them.
#pragma once

#include <string_view>

namespace crosscheck::question {

// The nearest double of a number as JSON writes it. One that is too large is infinite; one that is no integer never becomes one.
double json_number_value(std::string_view number);

}  // namespace crosscheck::question
