#include "command/office.h"

#include "base/file.h"
#include "base/list.h"
#include "base/text.h"
#include "command/process.h"

#include <ctype.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// What it is told: keep the results that the workbooks hold, run no macros, write British English.
static const char settings[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\n"
    "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\">"
    "<prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>1</value></prop></item>\n"
    "<item oor:path=\"/org.openoffice.Office.Common/Security/Scripting\">"
    "<prop oor:name=\"DisableMacrosExecution\" oor:op=\"fuse\"><value>true</value></prop></item>\n"
    "<item oor:path=\"/org.openoffice.Setup/L10N\">"
    "<prop oor:name=\"ooSetupSystemLocale\" oor:op=\"fuse\"><value>en-GB</value></prop></item>\n"
    "<item oor:path=\"/org.openoffice.Office.Linguistic/General\">"
    "<prop oor:name=\"DefaultLocale\" oor:op=\"fuse\"><value>en-GB</value></prop></item>\n"
    "</oor:items>\n";

// Its names for the kinds, with how a PDF is to be: tagged, with a bookmark to each sheet, which
// are shown beside the pages, and its title in the window.
static const struct {
    const char *filter;
    const char *ending;
} kinds[PAPER_KINDS] = {
    [PAPER_PDF] = {"pdf:calc_pdf_Export:{"
                   "\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"},"
                   "\"ExportBookmarks\":{\"type\":\"boolean\",\"value\":\"true\"},"
                   "\"InitialView\":{\"type\":\"long\",\"value\":\"1\"},"
                   "\"DisplayPDFDocumentTitle\":{\"type\":\"boolean\",\"value\":\"true\"}}",
                   "pdf"},
    [PAPER_ODS] = {"ods:calc8", "ods"},
};

enum { SECONDS_TO_READ = 60 }; // for the text of one PDF

static bool fail(struct office *office, const char *why)
{
    office->fault = why;
    return false;
}

static bool fail_system(struct office *office)
{
    return fail(office, arena_print(office->arena, "'%s': %s",
                                    office->folder ? office->folder : "the temporary folder",
                                    strerror(errno)));
}

static const char *path_in(struct office *office, const char *name)
{
    return file_join(office->arena, office->folder, name);
}

static bool write_settings(struct office *office)
{
    const char *folder = path_in(office, "profile/user");
    if (!file_make_folders(folder) || !file_make_folders(path_in(office, "in")))
        return false;
    FILE *file = fopen(file_join(office->arena, folder, "registrymodifications.xcu"), "wb");
    bool written = file && fputs(settings, file) >= 0;
    return file && fclose(file) == 0 && written;
}

static bool make_folder(struct office *office)
{
    const char *temporary = getenv("TMPDIR");
    if (text_is_blank(temporary))
        temporary = "/tmp";
    char *folder = arena_print(office->arena, "%s/scorebook-office-XXXXXX", temporary);
    if (!mkdtemp(folder))
        return fail_system(office);
    char *whole = realpath(folder, NULL); // an address has no other
    office->folder = arena_copy(office->arena, whole ? whole : folder);
    free(whole);
    return write_settings(office) || fail_system(office);
}

bool office_open(struct office *office, struct arena *arena)
{
    *office = (struct office){.arena = arena};
    if (!process_is_here("soffice"))
        return fail(office, "LibreOffice makes these files, and is not installed; on Debian: "
                            "apt-get install libreoffice-calc-nogui fonts-liberation");
    if (!process_is_here("pdftotext"))
        return fail(office, "pdftotext checks these files, and is not installed; on Debian: "
                            "apt-get install poppler-utils");
    return make_folder(office);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
    (void)status;
    (void)type;
    (void)place;
    remove(path);
    return 0;
}

void office_close(struct office *office)
{
    enum { FILES_OPEN = 16 };
    if (office->folder)
        nftw(office->folder, remove_one, FILES_OPEN, FTW_DEPTH | FTW_PHYS);
    office->folder = NULL;
}

static const char *number_in(struct office *office, const char *folder, size_t number,
                             const char *ending)
{
    return path_in(office, arena_print(office->arena, "%s/%zu.%s", folder, number, ending));
}

size_t office_add(struct office *office, const char *path)
{
    size_t number = ++office->count;
    char *whole = realpath(path, NULL);
    // One that is not there is not made either, and is told then.
    if (!whole || symlink(whole, number_in(office, "in", number, "xlsx")) != 0)
        office->fault = strerror(errno);
    free(whole);
    return number;
}

// The path as a web address has it; it may hold spaces and the like.
static const char *address(struct arena *arena, const char *path)
{
    struct text address = {.arena = arena};
    text_add(&address, "file://");
    for (const char *at = path; *at != '\0'; at++) {
        if (isalnum((unsigned char)*at) || strchr("/-_.~", *at))
            text_add_char(&address, *at);
        else
            text_print(&address, "%%%02X", (unsigned)(unsigned char)*at);
    }
    return text_done(&address);
}

// The last line that it said, which is where it says why.
static const char *last_said(struct office *office, const char *path)
{
    char *bytes;
    const char **lines;
    if (!file_read(office->arena, path, &bytes, NULL))
        return "";
    size_t count = text_split(office->arena, text_trim(office->arena, bytes), '\n', &lines);
    return text_is_blank(lines[count - 1])
               ? ""
               : arena_print(office->arena, "; it said: %s", lines[count - 1]);
}

bool office_convert(struct office *office, enum paper_kind kind, unsigned seconds)
{
    struct arena *arena = office->arena;
    LIST(const char *) words = {0};
    const char *const first[] = {
        "soffice",
        arena_print(arena, "-env:UserInstallation=%s", address(arena, path_in(office, "profile"))),
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        kinds[kind].filter,
        "--outdir",
        path_in(office, "made"),
    };
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        *list_add(arena, &words) = first[i];
    for (size_t i = 1; i <= office->count; i++)
        *list_add(arena, &words) = number_in(office, "in", i, "xlsx");
    *list_add(arena, &words) = NULL;

    const char *said = path_in(office, "said.txt");
    unsigned all = seconds * (unsigned)(office->count + 1);
    switch (process_run(words.items, said, true, all)) {
    case PROCESS_DONE:
        return true;
    case PROCESS_STUCK:
        return fail(
            office,
            arena_print(arena, "LibreOffice was not done in %u seconds, and was ended", all));
    case PROCESS_FAILED:
        break;
    }
    return fail(office, arena_print(arena, "LibreOffice failed%s", last_said(office, said)));
}

const char *office_made(struct office *office, enum paper_kind kind, size_t number)
{
    return number_in(office, "made", number, kinds[kind].ending);
}

size_t office_pages(struct office *office, const char *path)
{
    const char *said = path_in(office, "text.txt");
    const char *const words[] = {"pdftotext", path, "-", NULL};
    char *text;
    const char **pages;
    size_t with_text = 0;
    if (process_run(words, said, false, SECONDS_TO_READ) != PROCESS_DONE ||
        !file_read(office->arena, said, &text, NULL))
        return 0;
    size_t count = text_split(office->arena, text, '\f', &pages);
    for (size_t i = 0; i < count; i++)
        with_text += !text_is_blank(pages[i]);
    return with_text;
}
