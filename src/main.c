// Finds the command, and gives the exit status.
#include "base/text.h"
#include "command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERSION "0.1.0"

static const struct command commands[] = {
    {"build", "write the workbooks of layouts", command_build},
    {"check", "work everything out and report every problem; write nothing", command_check},
    {"diff", "say what changed from one folder of workbooks to another: OLD NEW", command_diff},
    {"plan", "print the workbooks of layouts as text", command_plan},
    {"issue", "keep a folder of workbooks as it was issued", command_issue},
    {"rebuild", "make the workbooks of an issue again and compare them", command_rebuild},
    {"explain", "print how a figure of a workbook comes about", command_explain},
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
          "      --pdf, --ods   make a PDF, an OpenDocument file of each workbook too\n"
          "      --since DIR    folder of what was published: mark and list what is revised\n"
          "      --csv          of diff: every change, as CSV\n"
          "      --keep-going   write the others where some recipients have problems\n"
          "      --line L, --window W, --recipient R\n"
          "                     which figure is explained: a line's id, a column or window, whose\n"
          "      --why TEXT     what something is issued for\n"
          "  -h, --help         this text\n"
          "      --version      the version\n\n"
          "exit status: 0 done, 1 problems in the input (nothing is written), 2 wrong use,\n"
          "3 the system failed (disk, memory, permissions); of diff: 0 same, 1 different, 2, 3 "
          "trouble\n",
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

enum {
    OPTION_PERIOD = 256,
    OPTION_EDITION,
    OPTION_ONLY,
    OPTION_KEEP_GOING,
    OPTION_SINCE,
    OPTION_CSV,
    OPTION_VERSION,
    OPTION_PDF,
    OPTION_ODS,
    OPTION_LINE,
    OPTION_WINDOW,
    OPTION_RECIPIENT,
    OPTION_WHY,
};

// Options that are a text.
static const struct {
    int option;
    size_t offset;
} text_options[] = {
    {'i', offsetof(struct options, input)},
    {'o', offsetof(struct options, output)},
    {OPTION_PERIOD, offsetof(struct options, period)},
    {OPTION_ONLY, offsetof(struct options, only)},
    {OPTION_SINCE, offsetof(struct options, since)},
    {OPTION_LINE, offsetof(struct options, line)},
    {OPTION_WINDOW, offsetof(struct options, column)},
    {OPTION_RECIPIENT, offsetof(struct options, recipient)},
    {OPTION_WHY, offsetof(struct options, why)},
};

static bool take_text(struct options *options, int option, const char *text)
{
    for (size_t i = 0; i < sizeof text_options / sizeof *text_options; i++) {
        if (text_options[i].option != option)
            continue;
        memcpy((char *)options + text_options[i].offset, &text, sizeof text);
        return true;
    }
    return false;
}

static const struct option option_words[] = {
    {"input", required_argument, NULL, 'i'},
    {"output", required_argument, NULL, 'o'},
    {"period", required_argument, NULL, OPTION_PERIOD},
    {"edition", required_argument, NULL, OPTION_EDITION},
    {"jobs", required_argument, NULL, 'j'},
    {"only", required_argument, NULL, OPTION_ONLY},
    {"keep-going", no_argument, NULL, OPTION_KEEP_GOING},
    {"pdf", no_argument, NULL, OPTION_PDF},
    {"ods", no_argument, NULL, OPTION_ODS},
    {"line", required_argument, NULL, OPTION_LINE},
    {"window", required_argument, NULL, OPTION_WINDOW},
    {"recipient", required_argument, NULL, OPTION_RECIPIENT},
    {"since", required_argument, NULL, OPTION_SINCE},
    {"csv", no_argument, NULL, OPTION_CSV},
    {"why", required_argument, NULL, OPTION_WHY},
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
        if (take_text(&options, option, optarg))
            continue;
        switch (option) {
        case OPTION_EDITION:
            if (!read_edition(optarg, &options))
                return wrong_use("--edition takes mirror, accessible or values, not", optarg);
            break;
        case OPTION_KEEP_GOING:
            options.keep_going = true;
            break;
        case OPTION_CSV:
            options.csv = true;
            break;
        case OPTION_PDF:
            options.pdf = true;
            break;
        case OPTION_ODS:
            options.ods = true;
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
