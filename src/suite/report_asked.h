// What was asked, in a line; and the commands that ask it again. Pure functions; any thread may call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "suite/report_matrix.h"

namespace crosscheck::suite {

// "PUT https://b.test/ from https://a.test, include; answers 204 [Access-Control-Allow-Origin: *]". Any question makes a line, of any length:
// a kind that this does not know is told by its keys.
std::string asked_in_a_line(const Json& question);

// A JSON value on one line, whatever bytes it holds.
std::string as_line(const Json& value);
// What was expected and what came, on one line each; "no such key" where nothing came. Empty where the line tells of none.
std::string expected_line(const LogLine& line);
std::string got_line(const LogLine& line);

// What went over the wire: of a server the head of its last message, of a client the first line of each; empty where there was no wire.
std::string wire_line(const LogLine& line);

// Commands for a shell, in the order in which a person would try them.
std::vector<std::string> commands_again(const LogLine& line, const Column& column);

// A word as a shell reads it: bare, in single quotes, or as $'…' where it holds control characters.
std::string shell_word(std::string_view text);

}  // namespace crosscheck::suite
