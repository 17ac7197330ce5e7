// A mistyped verb or option, told in one line with what was meant.
#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace crosscheck::cli {

// What to say of the first word that `app` could not place, behind a parse of it that failed: the word, and the verb or option that is spelt
// nearly so, or those that there are. Nothing where every word had its place.
std::optional<std::string> unknown_word(const CLI::App& app);

}  // namespace crosscheck::cli
