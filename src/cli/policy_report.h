// What `crosscheck policy` prints about a policy document.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "cli/policy_file.h"
#include "crosscheck/http/header_list.h"

namespace crosscheck::cli {

// Lines fit 80 columns, links and the normal form's strings aside.
class PolicyReport {
 public:
  explicit PolicyReport(std::FILE* out);

  // Whether it validates, and all faults.
  void print_faults(const PolicyFile& file);
  // Of one that validates: its normal form, and what that permits.
  void print_normal_form(const policy::Document& normal);

  // `  label   text`, wrapped; an empty label is another line of the one before.
  void print_labelled(std::string_view label, std::string_view text);
  // The same for a header line, whose further lines are set in.
  void print_header(const HeaderView& header);
  // The line of the file where the value stands to which the pointer leads, with its number.
  void print_place(std::string_view label, const PolicyFile& file, std::string_view pointer);
  void print_title(std::string_view title);
  std::string in_colour(std::string_view text, std::string_view colour) const;

 private:
  void print_fault(const PolicyFile& file, const policy::Fault& fault);
  void print_wrapped(std::string_view label, std::string_view text, std::string_view further);

  std::FILE* out_;
  bool colours_;
};

// The line, or what of it begins at the offset, where it is too long: without spaces around it, cut, fit for a terminal.
std::string shown_line(const TextLines& lines, std::size_t offset, std::size_t width);

}  // namespace crosscheck::cli
