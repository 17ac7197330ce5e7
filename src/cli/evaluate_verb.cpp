#include "cli/evaluate_verb.h"

#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/line_reader.h"
#include "cli/whole_input.h"
#include "crosscheck/base/result.h"
#include "question/evaluate.h"

namespace crosscheck::cli {
namespace {

constexpr std::size_t kWrittenAtOnce = 64 * 1024;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

int cannot_read(std::FILE* err, int error) {
  fmt::print(err, "crosscheck evaluate: standard input cannot be read: {}\n", std::strerror(error));
  return kUnusableInput;
}

int cannot_write(std::FILE* err) {
  fmt::print(err, "crosscheck evaluate: the answers cannot be written: {}\n", std::strerror(errno));
  return kCouldNotRun;
}

bool write_out(std::string& pending, std::FILE* out) {
  const bool written = std::fwrite(pending.data(), 1, pending.size(), out) == pending.size() && std::fflush(out) == 0;
  pending.clear();
  return written;
}

int evaluate_one(const Limits& limits, int in, std::FILE* out, std::FILE* err) {
  const Result<std::string, int> question = read_whole(in, limits.question_bytes);
  if (!question) return cannot_read(err, question.error());
  Answer answer = evaluate(*question, limits);
  answer.json += '\n';
  if (!write_out(answer.json, out)) return cannot_write(err);
  return answer.kind == AnswerKind::error ? kDoesNotHold : kDone;
}

int evaluate_lines(const Limits& limits, int in, std::FILE* out, std::FILE* err) {
  Evaluator evaluator(limits, Speaks::as_adapter);
  std::string pending;
  bool written = true;
  // WHY: answers are written in large pieces, but who waits for one before it asks on must get it.
  LineReader lines(in, limits.question_bytes, [&] { written = written && write_out(pending, out); });
  while (const std::optional<std::string_view> line = lines.next()) {
    if (is_blank(*line)) continue;
    pending += evaluator.evaluate(*line).json;
    pending += '\n';
    if (pending.size() >= kWrittenAtOnce) written = written && write_out(pending, out);
    if (!written) break;
  }
  written = written && write_out(pending, out);
  if (!written) return cannot_write(err);
  return lines.error() != 0 ? cannot_read(err, lines.error()) : kDone;
}

}  // namespace

int evaluate_verb(const EvaluateOptions& options, int in, std::FILE* out, std::FILE* err) {
  return options.lines ? evaluate_lines(options.limits, in, out, err) : evaluate_one(options.limits, in, out, err);
}

}  // namespace crosscheck::cli
