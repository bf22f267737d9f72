#ifndef TABLE_ENCODING_H
#define TABLE_ENCODING_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

// What the bytes of a file are. The bytes of all functions here need no NUL at their end, but one
// byte after the last that can be read and is below 0x80.

// Whether all is printable ASCII, of which nothing further needs to be asked.
bool encoding_is_plain(const char *bytes, size_t length);

// The first byte above ASCII; the first that is not UTF-8; the first character that no cell can
// hold: control characters other than Tab and line ends, U+FFFE and U+FFFF. NULL where there is
// none.
const char *encoding_find_non_ascii(const char *bytes, size_t length);
const char *encoding_find_broken(const char *bytes, size_t length);
const char *encoding_find_unfit(const char *bytes, size_t length);

// Adds Windows-1252 bytes as UTF-8. Returns the first byte that stands for nothing there, or NULL.
const char *encoding_add_windows_1252(struct text *text, const char *bytes, size_t length);

// What a file is that starts with these bytes, where it is certainly no CSV ("an Excel workbook,
// not a CSV"); else NULL.
const char *encoding_refusal(const char *bytes, size_t length);

#endif
