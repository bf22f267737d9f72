#include "command/process.h"

#include "base/file.h"
#include "base/list.h"
#include "base/text.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

bool process_is_here(const char *program)
{
    struct arena arena = {0};
    const char **folders;
    bool found = false;
    size_t count = text_split(&arena, getenv("PATH"), ':', &folders);
    for (size_t i = 0; !found && i < count; i++) {
        const char *folder = folders[i][0] != '\0' ? folders[i] : ".";
        found = access(file_join(&arena, folder, program), X_OK) == 0;
    }
    arena_free(&arena);
    return found;
}

// execvp only reads the words, but its type does not say so.
static char *const *copies(const char *const *words)
{
    static struct arena arena; // of a process that becomes another
    LIST(char *) list = {0};
    for (; *words; words++)
        *list_add(&arena, &list) = arena_copy(&arena, *words);
    *list_add(&arena, &list) = NULL;
    return list.items;
}

// In the new process: a group of its own, so that what it starts can be ended with it.
static void become(const char *const *words, const char *said, bool complaints)
{
    int nothing = open("/dev/null", O_RDWR);
    int file = open(said, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    setpgid(0, 0);
    setenv("TZ", "UTC0", true); // nothing that it makes may depend on where it is made
    setenv("LC_ALL", "C.UTF-8", true);
    if (nothing < 0 || file < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
        dup2(file, STDOUT_FILENO) < 0 || dup2(complaints ? file : nothing, STDERR_FILENO) < 0)
        _exit(EXIT_FAILURE);
    execvp(words[0], copies(words));
    _exit(EXIT_FAILURE);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static enum process_end wait_for(pid_t process, unsigned seconds)
{
    static const struct timespec moment = {.tv_nsec = 10000000L};
    double last = now() + seconds;
    int status = 0;
    pid_t ended;
    while ((ended = waitpid(process, &status, WNOHANG)) == 0 && now() < last)
        nanosleep(&moment, NULL);
    if (ended == process)
        return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? PROCESS_DONE : PROCESS_FAILED;
    kill(-process, SIGKILL);
    waitpid(process, &status, 0);
    return PROCESS_STUCK;
}

enum process_end process_run(const char *const *words, const char *said, bool complaints,
                             unsigned seconds)
{
    pid_t process = fork();
    if (process == 0)
        become(words, said, complaints);
    if (process < 0)
        return PROCESS_FAILED;
    setpgid(process, process); // whichever of the two comes first
    return wait_for(process, seconds);
}
