// Finds the command, and gives the exit status.
#include "base/text.h"
#include "command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#define VERSION "0.1.0"

static const struct command commands[] = {
    {"build", "write the workbooks of layouts", command_build},
    {"check", "work everything out and report every problem; write nothing", command_check},
    {"plan", "print the workbooks of layouts as text", command_plan},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(FILE *out)
{
    fputs("usage: scorebook COMMAND LAYOUT... [options]\n\ncommands:\n", out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].summary);
    fputs("\noptions:\n"
          "  -i, --input DIR    folder of the figures (input)\n"
          "  -o, --output DIR   folder of the workbooks (output)\n"
          "      --period P     another period than the layout's latest: 2007-05, 2007/08\n"
          "      --edition E    mirror, accessible, values, or 'accessible,values'; as the\n"
          "                     layout says unless given\n"
          "  -j, --jobs N       workers that write side by side (one to a processor)\n"
          "      --only NAMES   of recipients, with commas between: write their workbooks alone\n"
          "      --keep-going   write the others where some recipients have problems\n"
          "  -h, --help         this text\n"
          "      --version      the version\n\n"
          "exit status: 0 done, 1 problems in the input (nothing is written), 2 wrong use,\n"
          "3 the system failed (disk, memory, permissions)\n",
          out);
}

static enum exit_status wrong_use(const char *what, const char *which)
{
    fprintf(stderr, "scorebook: %s%s%s%s\n", what, which ? " '" : "", which ? which : "",
            which ? "'" : "");
    fputs("scorebook --help says what can be asked\n", stderr);
    return EXIT_WRONG_USE;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (text_equal(commands[i].name, name))
            return &commands[i];
    }
    return NULL;
}

enum { OPTION_PERIOD = 256, OPTION_EDITION, OPTION_ONLY, OPTION_KEEP_GOING, OPTION_VERSION };

static const struct option option_words[] = {
    {"input", required_argument, NULL, 'i'},
    {"output", required_argument, NULL, 'o'},
    {"period", required_argument, NULL, OPTION_PERIOD},
    {"edition", required_argument, NULL, OPTION_EDITION},
    {"jobs", required_argument, NULL, 'j'},
    {"only", required_argument, NULL, OPTION_ONLY},
    {"keep-going", no_argument, NULL, OPTION_KEEP_GOING},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

enum { MOST_WORKERS = 256 };

static bool read_workers(const char *text, size_t *workers)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    *workers = number;
    return end != text && *end == '\0' && number >= 1 && number <= MOST_WORKERS;
}

static bool read_edition(const char *words, struct options *options)
{
    struct arena arena;
    arena_init(&arena);
    options->has_edition = edition_read(&arena, words, &options->edition);
    arena_free(&arena);
    return options->has_edition;
}

int main(int count, char **words)
{
    struct options options = {.input = "input", .output = "output"};
    int option;
    while ((option = getopt_long(count, words, "i:o:j:h", option_words, NULL)) != -1) {
        switch (option) {
        case 'i':
            options.input = optarg;
            break;
        case 'o':
            options.output = optarg;
            break;
        case OPTION_PERIOD:
            options.period = optarg;
            break;
        case OPTION_EDITION:
            if (!read_edition(optarg, &options))
                return wrong_use("--edition takes mirror, accessible or values, not", optarg);
            break;
        case OPTION_ONLY:
            options.only = optarg;
            break;
        case OPTION_KEEP_GOING:
            options.keep_going = true;
            break;
        case 'j':
            if (!read_workers(optarg, &options.workers))
                return wrong_use("-j takes a number of workers, not", optarg);
            break;
        case 'h':
            print_help(stdout);
            return EXIT_DONE;
        case OPTION_VERSION:
            puts("scorebook " VERSION);
            return EXIT_DONE;
        default:
            return wrong_use("see above", NULL);
        }
    }
    if (optind >= count)
        return wrong_use("say what to do, for example: scorebook build layouts/mine.yaml", NULL);
    const struct command *command = find_command(words[optind]);
    if (!command)
        return wrong_use("there is no command", words[optind]);
    options.layouts = (const char *const *)&words[optind + 1];
    options.layout_count = (size_t)(count - optind - 1);
    if (options.layout_count == 0)
        return wrong_use("name a layout for", command->name);
    return (int)command->run(&options);
}
