// The command `crosscheck`.
#include <unistd.h>

#include <cstdio>

#include "cli/command.h"

int main(int argc, char** argv) { return crosscheck::cli::run_command(argc, argv, STDIN_FILENO, stdout, stderr); }
