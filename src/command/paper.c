#include "command/paper.h"

#include "base/file.h"
#include "base/text.h"
#include "xlsx/whole.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const endings[PAPER_KINDS] = {[PAPER_PDF] = ".pdf", [PAPER_ODS] = ".ods"};

const char *paper_path(struct arena *arena, enum paper_kind kind, const char *workbook)
{
    static const char ending[] = ".xlsx";
    size_t length = strlen(workbook) - (text_ends(workbook, ending) ? strlen(ending) : 0);
    return arena_print(arena, "%.*s%s", (int)length, workbook, endings[kind]);
}

void paper_drop(const struct paper *paper)
{
    if (paper->part)
        file_drop(paper->part);
}

// PDF ---------------------------------------------------------------------------------------------

struct document {
    char *bytes;
    size_t length;
};

// Behind a word in the last part of a document, where its catalogue is; NULL where it is not there.
static char *behind(const struct document *document, const char *word)
{
    char *found = NULL;
    size_t length = strlen(word);
    char *end = document->bytes + document->length;
    for (char *at = document->bytes; (at = memmem(at, (size_t)(end - at), word, length)); at++)
        found = at;
    return found ? found + length : NULL;
}

// Writes over what is there, where there is as much room and as many of such characters.
static void write_over(const struct document *document, char *at, const char *such,
                       const char *text)
{
    size_t length = strlen(text);
    bool fits = at && at + length < document->bytes + document->length;
    if (!fits || strspn(at, such) < length)
        return;
    for (; *text != '\0'; text++)
        *at++ = *text;
}

static const char digits[] = "0123456789ABCDEF";

// "/ID [ <0A1B...> <0A1B...> ]": the first of what the workbook's own sum begins with.
static void name_document(const struct document *document, const char *sha256)
{
    enum { ID_DIGITS = 32 };
    char id[ID_DIGITS + 1] = "";
    for (size_t i = 0; i < ID_DIGITS && sha256[i] != '\0'; i++)
        id[i] = (char)toupper((unsigned char)sha256[i]);
    char *at = behind(document, "/ID [ <");
    write_over(document, at, digits, id);
    if (at && (at = memchr(at, '<', (size_t)(document->bytes + document->length - at))))
        write_over(document, at + 1, digits, id);
    write_over(document, behind(document, "/DocChecksum /"), digits, id);
}

static const char *finish_pdf(struct paper *paper, struct office *office, const char *made,
                              const struct document *document, int64_t created, const char *sha256)
{
    char day[sizeof "20070531000000"];
    struct tm parts;
    time_t time = (time_t)created;
    if (!behind(document, "%%EOF"))
        return "LibreOffice left it unfinished";
    paper->pages = office_pages(office, made);
    if (paper->pages == 0)
        return "there is nothing to read on its pages";
    if (!behind(document, "/Marked true") || !behind(document, "/Outlines "))
        return "LibreOffice left out its tags and bookmarks; version 7.4 or later makes them";
    if (gmtime_r(&time, &parts) && strftime(day, sizeof day, "%Y%m%d%H%M%S", &parts) > 0)
        write_over(document, behind(document, "/CreationDate(D:"), digits, day);
    name_document(document, sha256);
    return NULL;
}

// -------------------------------------------------------------------------------------------------

static const char *write_part(const struct paper *paper, const struct document *document)
{
    FILE *file = fopen(paper->part, "wb");
    bool written = file && fwrite(document->bytes, 1, document->length, file) == document->length;
    if (file && fclose(file) != 0)
        written = false;
    return written ? NULL : strerror(errno);
}

const char *paper_write(struct paper *paper, enum paper_kind kind, struct office *office,
                        int64_t created, const char *sha256)
{
    struct document document;
    const char *made = office_made(office, kind, paper->number);
    const char *fault = NULL;
    if (!file_read(office->arena, made, &document.bytes, &document.length))
        return "LibreOffice did not make it";
    if (kind == PAPER_PDF)
        fault = finish_pdf(paper, office, made, &document, created, sha256);
    else if (!whole_timeless((unsigned char *)document.bytes, document.length))
        fault = "LibreOffice left it unfinished";
    if (fault)
        return fault;
    paper->part = file_beside_target(office->arena, paper->path);
    return write_part(paper, &document);
}
