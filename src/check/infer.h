// A policy worked out from what a server answers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/infer_origins.h"
#include "check/prober.h"
#include "crosscheck/policy/compile.h"
#include "crosscheck/policy/document.h"

namespace crosscheck::check {

// What one path of a server allows.
struct InferredPath {
  std::string path;
  std::optional<policy::SinglePolicy> policy;  // validates; nothing where CORS is off
  bool any_cors_header = false;
  std::vector<std::string> sentences;
  std::vector<Danger> dangers;
};

InferredPath infer_path(Prober& prober, std::string_view path, std::span<const std::string> origins, std::string_view drawn);

// The paths' policies as one document that validates: the policy where all have the same one, else routes; the first path's stands for every other.
policy::Document document_of(const std::vector<InferredPath>& paths);

// The policy with its dangers acknowledged, without the entries that no policy may have, and without what is said twice. Each danger and each entry
// that was taken out is told of in a sentence: nothing is acknowledged in silence.
struct Settled {
  std::optional<policy::SinglePolicy> policy;  // nothing where no entry is left that lets anybody in
  std::vector<std::string> sentences;
  std::vector<policy::Fault> faults;  // of the policy as it was given, and of it as it is: dangers and warnings
};
Settled settled(policy::SinglePolicy policy);

}  // namespace crosscheck::check
