#ifndef XLSX_WHOLE_H
#define XLSX_WHOLE_H

#include <stdbool.h>
#include <stddef.h>

// Whether a workbook's file is whole: it ends in a zip directory, every part in it unpacks to the
// size and checksum that the directory gives, and ends in the closing tag that its first tag
// opened. The library does not notice a full temporary directory, and packs parts that end in the
// middle. whole.c is the only file that knows zlib.
bool whole_workbook(const char *path);

// The same of a workbook as bytes, an OpenDocument one too; its parts' times, which are the
// clock's, become that from which zip files count. False where it is not whole.
bool whole_timeless(unsigned char *bytes, size_t count);

// The version of zlib, which packs the parts.
const char *whole_zlib_version(void);

#endif
