// Where things stand in a policy document: the order in which faults are listed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/policy/document.h"
#include "crosscheck/policy/fault.h"

namespace crosscheck::policy {

// The faults in the order of their places in the document; those of one place by code.
std::vector<Fault> in_document_order(std::vector<Fault> faults, const Document& document);

// The keys and numbers that a fault's pointer (RFC 6901) leads through.
std::vector<std::string> steps_of(std::string_view pointer);

}  // namespace crosscheck::policy
