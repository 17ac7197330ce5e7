// Why a property was not asked about: what the policy gives no occasion for.
#pragma once

#include "check/check_run.h"
#include "check/declared_policy.h"
#include "check/ground.h"
#include "check/ledger.h"

namespace crosscheck::check {

void explain_gaps(const Ground& ground, Ledger& ledger);
void explain_gaps(const DeclaredPolicy& declared, const CheckOptions& options, Ledger& ledger);

}  // namespace crosscheck::check
