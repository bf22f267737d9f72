#ifndef COMMAND_PROCESS_H
#define COMMAND_PROCESS_H

#include <stdbool.h>

// Other programs, run without a keyboard and not for longer than they are given.

// Whether a program of this name can be found on the path.
bool process_is_here(const char *program);

enum process_end {
    PROCESS_DONE,   // it said that all went well
    PROCESS_FAILED, // it did not, or could not be started
    PROCESS_STUCK,  // it was not done in time, and was ended
};

// Runs words[0] with the words behind it, up to a NULL; what it says goes into the file `said`, and
// its complaints with it where `complaints` says so, else nowhere.
enum process_end process_run(const char *const *words, const char *said, bool complaints,
                             unsigned seconds);

#endif
