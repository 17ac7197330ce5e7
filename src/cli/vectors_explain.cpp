#include "cli/vectors_explain.h"

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/terminal.h"
#include "crosscheck/reason/rule.h"
#include "question/evaluate.h"
#include "suite/carried_files.h"
#include "suite/deciding_trace.h"
#include "suite/engine_implementation.h"
#include "suite/judge.h"
#include "suite/report_asked.h"

namespace crosscheck::cli {
namespace {

using suite::Json;

constexpr std::string_view kBold = "\x1B[1m";
constexpr std::size_t kIndent = 2;

std::string_view meaning_of(suite::Level level) {
  switch (level) {
    case suite::Level::must:
      return "who answers otherwise does not conform";
    case suite::Level::should:
      return "who answers otherwise is reported as non-strict";
    case suite::Level::may:
      return "either answer conforms; this one is the better";
    case suite::Level::info:
      return "told, and never a failure";
    case suite::Level::lint:
      return "hygiene that no step of the standard demands";
  }
  return {};
}

// The rules' wording, from the ledger.
std::map<std::string, std::string> rule_texts(const std::vector<std::string>& ids) {
  std::map<std::string, std::string> texts;
  const Result<Json, suite::JsonFault> ledger = suite::read_json_text(suite::carried_file("requirements.json").value_or(""));
  if (!ledger || !ledger->contains("rows")) return texts;
  const std::set<std::string> wanted(ids.begin(), ids.end());
  for (const Json& row : ledger->at("rows")) {
    const std::string id = row.value("id", "");
    if (wanted.contains(id)) texts[id] = row.value("rule", "");
  }
  return texts;
}

// With a full stop behind it.
std::string sentence(std::string_view words) { return std::string(words) + (words.ends_with('.') ? "" : "."); }

class Page {
 public:
  explicit Page(bool colours) : colours_(colours) {}
  std::string take() { return std::move(text_); }

  void title(std::string_view id, std::string_view title) {
    text_ += painted(printable(id), kBold, colours_) + "\n";
    paragraph(title);
  }
  void heading(std::string_view words) { text_ += "\n" + painted(words, kBold, colours_) + "\n"; }
  void paragraph(std::string_view words, std::size_t indent = kIndent) {
    for (const std::string& line : wrapped(printable(words), kColumns - indent)) text_ += std::string(indent, ' ') + line + "\n";
  }
  // Links are never broken.
  void link(std::string_view url, std::size_t indent = kIndent) { text_ += std::string(indent, ' ') + printable(url) + "\n"; }

  // What does not fit a line is broken into its members.
  void json(const Json& value, std::size_t indent = kIndent, std::string_view before = "", std::string_view after = "") {
    const std::string whole = suite::to_text(value);
    if (!value.is_structured() || value.empty() || indent + columns(before) + columns(whole) + after.size() <= kColumns) {
      text_ += fmt::format("{:{}}{}{}{}\n", "", indent, before, printable(whole), after);
      return;
    }
    text_ += fmt::format("{:{}}{}{}\n", "", indent, before, value.is_object() ? "{" : "[");
    std::size_t left = value.size();
    for (const auto& [key, member] : value.items()) {
      const std::string name = value.is_object() ? suite::to_text(Json(key)) + ": " : std::string();
      json(member, indent + 2, name, --left == 0 ? "" : ",");
    }
    text_ += fmt::format("{:{}}{}{}\n", "", indent, value.is_object() ? "}" : "]", after);
  }

  void step(const Json& step, bool decides) {
    const std::string head = fmt::format("{} {}", step.value("rule", ""), step.value("outcome", ""));
    text_ += fmt::format("  {} {}\n", decides ? painted(">", kGreen, colours_) : " ", decides ? painted(head, kBold, colours_) : head);
    paragraph(step.value("text", ""), 6);
    if (decides) link(step.value("spec", ""), 6);
  }

 private:
  bool colours_;
  std::string text_;
};

void write_rules(const suite::Vector& vector, Page& page) {
  page.heading(vector.covers.size() == 1 ? "The rule" : "The rules");
  const std::map<std::string, std::string> texts = rule_texts(vector.covers);
  for (const std::string& id : vector.covers) {
    const auto text = texts.find(id);
    page.paragraph(fmt::format("{}: {}", id, text == texts.end() ? "it is not in the ledger" : text->second));
    if (const std::optional<Rule> rule = rule_from_id(id)) {
      const RuleInfo& info = rule_info(*rule);
      page.link(info.step.empty() ? std::string(info.spec) : fmt::format("{} (step {})", info.spec, info.step), 4);
    }
  }
}

void write_expectation(const suite::Vector& vector, Page& page) {
  page.heading("What has to come");
  page.json(vector.expect);
  for (const suite::Alternative& other : vector.alternatives) {
    page.paragraph(fmt::format("{}: {}", other.tolerated ? "Tolerated instead (non-strict)" : "As good", other.why));
    page.json(other.expect, 4);
    page.paragraph(fmt::format("What it could hide is pinned by {}.", fmt::join(other.pinned_by, ", ")), 4);
  }
  for (const auto& [name, profile] : vector.profiles) {
    page.paragraph(fmt::format("Under the profile {}: {}", name, profile.deviation));
    page.json(profile.expect, 4);
  }
}

void write_flags(const suite::Vector& vector, const suite::Flags& flags, Page& page) {
  page.heading("What it hunts");
  for (const std::string& name : vector.flags) {
    const auto flag = flags.find(name);
    if (flag == flags.end()) {
      page.paragraph(name);
      continue;
    }
    page.paragraph(fmt::format("{}: {}", name, sentence(flag->second.means)));
    if (flag->second.permissive) page.paragraph("Too permissive: " + sentence(*flag->second.permissive), 4);
    if (flag->second.strict) page.paragraph("Too strict: " + sentence(*flag->second.strict), 4);
  }
}

void write_trace(const Json& holder, Page& page) {
  if (!holder.contains("trace") || holder.at("trace").empty()) return;
  const Json* const decided = suite::deciding_step(holder, "");
  for (const Json& step : holder.at("trace")) page.step(step, &step == decided);
}

void write_way(const suite::Vector& vector, Page& page) {
  const std::string question = "{" + suite::question_of(vector.kind, vector.input) + R"(,"trace":true})";
  const Result<Json, suite::JsonFault> answer = suite::read_json_text(evaluate(question).json);
  if (!answer) return;
  if (!answer->contains("output")) {
    page.heading("How the engine answers");
    page.json(*answer);
    return;
  }
  page.heading("How the engine gets there");
  const Json& output = answer->at("output");
  if (!output.contains("fetches")) return write_trace(output, page);
  const Json& fetches = output.at("fetches");
  for (std::size_t i = 0; i < fetches.size(); ++i) {
    if (fetches.size() > 1) page.paragraph(fmt::format("Fetch {} of {}: {}", i + 1, fetches.size(), fetches[i].value("verdict", "")));
    write_trace(fetches[i], page);
  }
}

}  // namespace

std::string explain_vector(const suite::Vector& vector, const suite::Flags& flags, const std::string& folder, bool colours) {
  Page page(colours);
  page.title(vector.id, vector.title);
  page.paragraph(fmt::format("Level {}: {}. Revision {}.", suite::to_string(vector.level), meaning_of(vector.level), vector.rev));
  if (!vector.needs.empty()) page.paragraph(fmt::format("Asked of who can: {}.", fmt::join(vector.needs, ", ")));
  page.heading(fmt::format("What is asked ({})", vector.kind));
  page.json(vector.input);
  write_expectation(vector, page);
  write_rules(vector, page);
  write_way(vector, page);
  write_flags(vector, flags, page);
  if (!vector.refs.empty()) page.heading("Where it was met");
  for (const suite::Reference& ref : vector.refs) {
    page.paragraph(fmt::format("{} {}", ref.type, ref.id));
    page.link(ref.url, 4);
  }
  page.heading("To ask it again");
  const std::string id = suite::shell_word(vector.id);
  const std::string source = folder.empty() ? "" : " --vectors " + suite::shell_word(folder);
  page.link(fmt::format("crosscheck run --only {}{}", id, source));
  page.link(fmt::format("crosscheck vectors show {}{}", id, source));
  return page.take();
}

}  // namespace crosscheck::cli
