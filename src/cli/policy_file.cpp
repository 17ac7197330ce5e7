#include "cli/policy_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "cli/terminal.h"
#include "cli/whole_input.h"
#include "question/limits.h"
#include "question/policy_document.h"

namespace crosscheck::cli {
namespace {

// WHY: a policy with a million origins is larger than a question may be.
constexpr std::size_t kMostBytes = std::size_t{256} * 1024 * 1024;

Result<std::string, int> read_path(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  Result<std::string, int> text = read_whole(descriptor, kMostBytes);
  close(descriptor);
  return text;
}

}  // namespace

Result<std::unique_ptr<PolicyFile>, PolicyFile::Unreadable> PolicyFile::read(const std::string& path, int in) {
  const bool is_standard_input = path == "-";
  std::unique_ptr<PolicyFile> file(new PolicyFile);
  file->name_ = is_standard_input ? "standard input" : printable(path);
  Result<std::string, int> text = is_standard_input ? read_whole(in, kMostBytes) : read_path(path);
  if (!text) return Unreadable{fmt::format("{} cannot be read: {}", file->name_, std::strerror(text.error()))};
  file->text_ = std::move(text).value();

  Limits limits;
  limits.question_bytes = kMostBytes;
  const std::optional<question::Refusal> refusal = file->document_.read(file->text_, limits);
  if (refusal && refusal->code == question::ErrorCode::too_large) {
    return Unreadable{
        file->text_.size() > kMostBytes
            ? fmt::format("{} is larger than {} bytes, the most that is taken.", file->name_, kMostBytes)
            : fmt::format("{} is nested deeper than {} at {}; no policy needs that.", file->name_, limits.depth, printable(refusal->at))};
  }
  file->lines_ = std::make_unique<TextLines>(file->text_);
  const auto place = [&](std::size_t offset) {
    const TextPlace found = file->lines_->place(offset);
    return fmt::format("line {}, column {}", found.line, found.column);
  };
  if (refusal && refusal->code == question::ErrorCode::not_json) {
    return Unreadable{file->text_.find_first_not_of(" \t\r\n") == std::string::npos
                          ? fmt::format("{} is empty (line 1, column 1); a policy is a JSON object.", file->name_)
                          : fmt::format("{} is not JSON at {}: {}", file->name_, place(refusal->offset), refusal->detail)};
  }
  file->places_ = std::make_unique<JsonPlaces>(file->text_, file->document_.tree());
  if (refusal) {
    return Unreadable{fmt::format("{} cannot be used, for what stands at {}: {}", file->name_, place(file->places_->nearest(refusal->at)),
                                  printable(refusal->detail))};
  }
  file->compilation_ = question::compile_policy(file->document_.tree(), question::JsonTree::kRoot);
  return file;
}

}  // namespace crosscheck::cli
