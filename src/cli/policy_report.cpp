#include "cli/policy_report.h"

#include <vector>

#include <fmt/format.h>

#include "cli/policy_table.h"
#include "cli/terminal.h"
#include "crosscheck/http/header.h"
#include "question/json_writer.h"
#include "question/policy_writer.h"
#include "suite/laid_out_json.h"

namespace crosscheck::cli {
namespace {

using policy::Fault;
using policy::Level;

constexpr std::size_t kLabel = 14;

std::string count_of(std::size_t count, std::string_view what) { return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s"); }

}  // namespace

std::string shown_line(const TextLines& lines, std::size_t offset, std::size_t width) {
  std::string_view line = lines.line(lines.place(offset).line);
  if (columns(trim_http_tab_or_space(line)) > width) line = lines.rest_of_line(offset);
  return cut(printable(trim_http_tab_or_space(line)), width);
}

PolicyReport::PolicyReport(std::FILE* out) : out_(out), colours_(wants_colours(out)) {}

std::string PolicyReport::in_colour(std::string_view text, std::string_view colour) const { return painted(text, colour, colours_); }

void PolicyReport::print_title(std::string_view title) { fmt::print(out_, "\n{}\n\n", title); }

void PolicyReport::print_labelled(std::string_view label, std::string_view text) { print_wrapped(label, text, ""); }

void PolicyReport::print_header(const HeaderView& header) { print_wrapped("", fmt::format("{}: {}", header.name, header.value), "  "); }

void PolicyReport::print_wrapped(std::string_view label, std::string_view text, std::string_view further) {
  const std::size_t width = kColumns - kLabel - further.size();
  std::string_view indent;
  const auto print_line = [&](std::string_view line) {
    fmt::print(out_, "  {:<{}}{}{}\n", label, kLabel - 2, indent, line);
    label = "";
    indent = further;
  };
  for (std::string line : wrapped(printable(text), width)) {
    // A word that is longer than a line is broken, unless it is a link.
    while (columns(line) > width && !line.starts_with("https://")) {
      std::string begin = cut(line, width);
      begin.resize(begin.size() - 3);  // the ellipsis
      print_line(begin);
      line.erase(0, begin.size());
    }
    print_line(line);
  }
}

void PolicyReport::print_place(std::string_view label, const PolicyFile& file, std::string_view pointer) {
  const std::size_t offset = file.places().nearest(pointer);
  const TextPlace place = file.lines().place(offset);
  print_labelled(label, fmt::format("line {}: {}", place.line, pointer.empty() ? "the document as a whole" : pointer));
  fmt::print(out_, "  {:<{}}{}\n", "", kLabel - 2, shown_line(file.lines(), offset, kColumns - kLabel));
}

void PolicyReport::print_fault(const PolicyFile& file, const Fault& fault) {
  const bool is_warning = fault.is_warning();
  fmt::print(out_, "\n{} {} {}\n", in_colour(is_warning ? "warning" : to_string(fault.level), is_warning ? kYellow : kRed), fault.code(),
             fault.name());
  print_place("at", file, fault.pointer);
  print_labelled("what", fault.message);
  print_labelled("fix", fault.fix);
  if (fault.level == Level::danger) print_labelled("if meant", fmt::format("\"acknowledge\": [\"{}\"]", fault.name()));
  print_labelled("see", fault.reference());
}

void PolicyReport::print_faults(const PolicyFile& file) {
  const policy::Compilation& compilation = file.compilation();
  const bool valid = compilation.policy.has_value();
  std::string counts;
  if (!compilation.errors.empty()) counts = count_of(compilation.errors.size(), "error");
  if (!compilation.warnings.empty()) counts += (counts.empty() ? "" : ", ") + count_of(compilation.warnings.size(), "warning");
  fmt::print(out_, "{} {}{}\n", file.name(), valid ? in_colour("validates", kGreen) : in_colour("does not validate", kRed),
             counts.empty() ? "" : ": " + counts);
  for (const Fault& fault : compilation.errors) print_fault(file, fault);
  for (const Fault& fault : compilation.warnings) print_fault(file, fault);
}

void PolicyReport::print_normal_form(const policy::Document& normal) {
  question::JsonWriter json;
  question::write_policy_document(json, normal);
  print_title("Normal form");
  fmt::print(out_, "{}\n", suite::laid_out(suite::Json::parse(json.written())));
  print_title("What it permits");
  for (const std::string& line : policy_table(normal)) fmt::print(out_, "{}\n", line);
}

}  // namespace crosscheck::cli
