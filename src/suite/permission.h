// What a browser may do after an answer, by the engine: `effective` of the contract, as values and with the reason.
//
// Pure functions; any thread may call.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crosscheck/fetch/modes.h"
#include "crosscheck/http/header_list.h"
#include "crosscheck/reason/reason.h"

namespace crosscheck::suite {

// What a browser asks about: who, and for a preflight by which method, with which headers.
struct AskedPermission {
  std::string origin;
  bool is_preflight = false;
  std::string method;
  std::vector<std::string> names;  // lower-case, sorted
};

// Nothing where the request bears no Origin, so that nobody asks. Of several lines the first counts.
std::optional<AskedPermission> permission_asked_by(std::string_view method, HeaderListView headers);

struct Permission {
  // Why the preflight fails, or the answer cannot be read; nothing where it is permitted.
  std::optional<Reason> refused;
  std::optional<Reason> refused_with_credentials;

  friend bool operator==(const Permission&, const Permission&) = default;
};

// Whether `got` permits something that `wanted` does not.
bool permits_more(const Permission& got, const Permission& wanted);

Permission permission_by(const AskedPermission& asked, int status, HeaderListView headers);

// The names of an answer that a script can read beyond the safelisted response-header names, lower-case and sorted; `*` alone where any name can
// be read. Whether it can read anything is not asked.
std::vector<std::string> exposed_names(CredentialsMode credentials, HeaderListView headers);

// The elements of all lines with that name, as they stand; none where a line does not parse.
std::vector<std::string_view> list_elements(std::string_view name, HeaderListView headers);

}  // namespace crosscheck::suite
