// crosscheck_mutants: the engine with every mutant in it, one awake at a time. Built in the copy that plant.py makes, and nowhere else.
//
//   crosscheck_mutants --matrix [--jobs N] [--only ID]...   a line of JSON for each mutant: which vectors notice it
//   crosscheck_mutants --as ID                              an adapter (JSON Lines) that is that mutant
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mutant_choice.h"
#include "mutant_names.h"
#include "question/evaluate.h"
#include "suite/engine_implementation.h"
#include "suite/judge.h"
#include "suite/stop.h"
#include "suite/vector.h"

namespace {

using crosscheck::Evaluator;
using crosscheck::Limits;
using crosscheck::Speaks;
using crosscheck::suite::Json;
using crosscheck::suite::Vector;
namespace mutants = crosscheck::mutants;
namespace suite = crosscheck::suite;

constexpr unsigned kSecondsForOne = 60;

// What the child process that is a mutant ends with, beside dying.
struct Noticed {
  Json must = Json::array();
  Json other = Json::array();
};

// A vector together with the question that it asks, worked out once for all mutants.
struct Asked {
  const Vector* vector;
  std::string question;
};

std::vector<Asked> asked_of(const std::vector<suite::VectorFile>& files) {
  std::vector<Asked> all;
  for (const suite::VectorFile& file : files) {
    for (const Vector& vector : file.vectors) {
      all.push_back({&vector, "{" + suite::question_of(vector.kind, vector.input) + "}"});
      for (const auto& [profile, expectation] : vector.profiles) {
        all.push_back({&vector, "{" + suite::question_of(vector.kind, vector.input, profile) + "}"});
      }
    }
  }
  return all;
}

// The profile stands in the question; an expectation is looked up by it.
std::string profile_of(const Json& question) { return question.value("profile", "standard"); }

Noticed noticed_by(const std::vector<Asked>& all, const suite::Claims& claims) {
  Noticed noticed;
  Evaluator engine;
  for (const Asked& asked : all) {
    const Json answer = Json::parse(engine.evaluate(asked.question).json);
    const std::string profile = profile_of(Json::parse(asked.question));
    const suite::Judgement judgement = suite::judge(*asked.vector, answer, claims, profile);
    if (judgement.outcome == suite::Outcome::pass) continue;
    Json& list = judgement.outcome == suite::Outcome::fail ? noticed.must : noticed.other;
    if (list.empty() || list.back() != asked.vector->id) list.push_back(asked.vector->id);
  }
  return noticed;
}

struct Child {
  pid_t pid;
  std::FILE* output;
  int number;
};

// A process of its own: a mutant may crash, or never come to an end.
Child start(int number, const std::vector<Asked>& all, const suite::Claims& claims) {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  const pid_t pid = fork();
  if (pid < 0) std::abort();
  if (pid == 0) {
    close(ends[0]);
    alarm(kSecondsForOne);
    mutants::awake = number;
    const Noticed noticed = noticed_by(all, claims);
    const std::string line = Json{{"killed_by", noticed.must}, {"seen_by", noticed.other}}.dump();
    std::FILE* out = fdopen(ends[1], "w");
    std::fwrite(line.data(), 1, line.size(), out);
    std::fclose(out);
    _exit(0);
  }
  close(ends[1]);
  return {pid, fdopen(ends[0], "r"), number};
}

Json finish(const Child& child) {
  std::string text;
  char buffer[65536];
  for (std::size_t read; (read = std::fread(buffer, 1, sizeof buffer, child.output)) > 0;) text.append(buffer, read);
  std::fclose(child.output);
  int status = 0;
  waitpid(child.pid, &status, 0);
  Json line;
  line["mutant"] = child.number == 0 ? "" : std::string(mutants::kMutants[static_cast<std::size_t>(child.number - 1)].id);
  line["equivalent"] = child.number != 0 && mutants::kMutants[static_cast<std::size_t>(child.number - 1)].equivalent;
  line["ended"] = WIFSIGNALED(status) ? (WTERMSIG(status) == SIGALRM ? "time" : "crash") : "done";
  const Json lists = Json::parse(text, nullptr, false);
  line["killed_by"] = lists.is_object() ? lists["killed_by"] : Json::array();
  line["seen_by"] = lists.is_object() ? lists["seen_by"] : Json::array();
  return line;
}

int matrix(std::span<const std::string_view> only, unsigned jobs) {
  auto files = suite::carried_vector_files();
  if (!files) {
    std::cerr << "crosscheck_mutants: " << files.error().message << '\n';
    return 2;
  }
  const std::vector<Asked> all = asked_of(*files);
  suite::EngineImplementation engine;
  const suite::Stop stop;
  const suite::ImplementationInfo info = engine.introduce(stop);
  const suite::Claims claims{info.kinds, info.capabilities};
  std::vector<Child> running;
  // 0 is the engine as it is: it must pass them all.
  for (int number = 0; number <= static_cast<int>(mutants::kMutants.size()); ++number) {
    bool meant = number == 0 || only.empty();
    for (const std::string_view id : only) meant = meant || mutants::kMutants[static_cast<std::size_t>(number - 1)].id == id;
    if (!meant) continue;
    if (running.size() == jobs) {
      std::cout << finish(running.front()).dump() << std::endl;
      running.erase(running.begin());
    }
    running.push_back(start(number, all, claims));
  }
  for (const Child& child : running) std::cout << finish(child).dump() << std::endl;
  return 0;
}

int be(std::string_view id) {
  mutants::awake = mutants::number_of(id);
  if (mutants::awake == 0) {
    std::cerr << "crosscheck_mutants: there is no mutant " << id << '\n';
    return 2;
  }
  Evaluator engine(Limits{}, Speaks::as_adapter);
  for (std::string line; std::getline(std::cin, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) std::cout << engine.evaluate(line).json << std::endl;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  std::vector<std::string_view> only;
  unsigned jobs = 1;
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
    if (arguments[i] == "--as") return be(arguments[i + 1]);
    if (arguments[i] == "--only") only.push_back(arguments[i + 1]);
    if (arguments[i] == "--jobs") jobs = static_cast<unsigned>(std::max(1, std::atoi(argv[i + 2])));
  }
  if (!arguments.empty() && arguments[0] == "--matrix") return matrix(only, jobs);
  std::cerr << "usage: crosscheck_mutants --matrix [--jobs N] [--only ID]... | --as ID\n";
  return 2;
}
