// Several URLs of one server: what stands in front of it, and the server itself.
#pragma once

#include <vector>

#include "check/check_run.h"

namespace crosscheck::check {

// The runs as they are, but where one URL has several Access-Control-Allow-Origin values and another has one, the finding says so: two layers
// add the header (P118). One run stays as it is.
std::vector<CheckRun> compared_layers(std::vector<CheckRun> runs);

}  // namespace crosscheck::check
