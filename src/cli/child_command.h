// Commands that a verb runs and waits for.
#pragma once

#include <string>
#include <vector>

namespace crosscheck::cli {

// Runs the program (looked up in PATH) without a shell, with its standard output in the file `output` and what it complains of in `errors`,
// both written anew; one name for both is one file. The result is its exit code, 128 + n for a signal, 127 where it cannot be started.
int run_child(const std::vector<std::string>& arguments, const std::string& output, const std::string& errors);

// The file's last lines, at most `count`; empty where it cannot be read.
std::vector<std::string> last_lines(const std::string& file, std::size_t count);

}  // namespace crosscheck::cli
