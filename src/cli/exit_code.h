// How every verb ends.
#pragma once

namespace crosscheck::cli {

inline constexpr int kDone = 0;            // done, and what was tested holds
inline constexpr int kDoesNotHold = 1;     // done, and it does not; or the answer is an error
inline constexpr int kUnusableInput = 2;   // usage, or an input that cannot be read or used
inline constexpr int kCouldNotRun = 3;     // the command itself could not do its work
inline constexpr int kNothingMatched = 4;  // there was nothing to do
inline constexpr int kSignalled = 128;     // and the signal's number

}  // namespace crosscheck::cli
